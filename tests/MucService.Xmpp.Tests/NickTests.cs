using Xunit;

namespace MucService.Xmpp.Tests;

/// <summary>Nicks: the examples of RFC 8266 section 2.6, and when two of them conflict.</summary>
public sealed class NickTests
{
    [Theory]
    [InlineData("Foo", "Foo", "foo")]
    [InlineData("foo", "foo", "foo")]
    [InlineData("Foo Bar", "Foo Bar", "foo bar")]
    [InlineData("foo bar", "foo bar", "foo bar")]
    [InlineData("\u03A3", "\u03A3", "\u03C3")]
    [InlineData("\u03C3", "\u03C3", "\u03C3")]
    [InlineData("\u03C2", "\u03C2", "\u03C2")]
    [InlineData("\u265A", "\u265A", "\u265A")]
    [InlineData("Richard \u2163", "Richard IV", "richard iv")]
    public void Examples_of_nicknames(string written, string enforced, string compared)
    {
        Assert.True(PrecisProfiles.TryNickname(written, out var shown));
        Assert.Equal(enforced, shown);
        Assert.Equal(compared, Nick.Parse(written).Comparable);
    }

    [Theory]
    [InlineData(" foo", "foo")]
    [InlineData("foo ", "foo")]
    [InlineData("foo  bar", "foo bar")]
    [InlineData("foo\u3000\u1680bar", "foo bar")]
    [InlineData("\uFF26oo", "foo")]
    [InlineData("\uFB01ne", "Fine")]
    [InlineData("e\u0301", "\u00C9")]
    public void Nicks_that_look_alike_conflict(string one, string other) =>
        Assert.True(Nick.Parse(one).ConflictsWith(Nick.Parse(other)));

    [Fact]
    public void A_nick_is_shown_as_the_occupant_wrote_it()
    {
        Assert.Equal("Richard \u2163", Nick.Parse("Richard \u2163").Value);
        Assert.Equal(" Foo  Bar", Nick.Parse(" Foo  Bar").Value);
        Assert.NotEqual(Nick.Parse("Foo"), Nick.Parse("foo"));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("\u3000")]
    [InlineData("a\tb")]
    public void What_leaves_nothing_to_compare_is_no_nick(string written) => Assert.False(Nick.TryParse(written, out _));

    // U+00A8 is a space and a mark in form KC: the space comes to the end only after normalization.
    [Fact]
    public void The_profile_is_applied_until_nothing_changes()
    {
        Assert.True(PrecisProfiles.TryNicknameComparison("a \u00A8", out var once));
        Assert.True(PrecisProfiles.TryNicknameComparison(once, out var twice));
        Assert.Equal(once, twice);
    }

    [Fact]
    public void A_plain_nick_in_lower_case_is_its_own_comparison()
    {
        var nick = Nick.Parse("juliet");
        Assert.Same(nick.Value, nick.Comparable);
    }
}
