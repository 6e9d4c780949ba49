using Xunit;

namespace MucService.Xmpp.Tests;

/// <summary>Addresses as whole: the examples of RFC 7622 section 3.5, and what its grammar says besides.</summary>
public sealed class JidTests
{
    [Theory]
    [InlineData("juliet@example.com", "juliet@example.com")]
    [InlineData("juliet@example.com/foo", "juliet@example.com/foo")]
    [InlineData("juliet@example.com/foo bar", "juliet@example.com/foo bar")]
    [InlineData("juliet@example.com/foo@bar", "juliet@example.com/foo@bar")]
    [InlineData(@"foo\20bar@example.com", @"foo\20bar@example.com")]
    [InlineData("fussball@example.com", "fussball@example.com")]
    [InlineData("fu\u00DFball@example.com", "fu\u00DFball@example.com")]
    [InlineData("\u03C0@example.com", "\u03C0@example.com")]
    [InlineData("\u03A3@example.com/foo", "\u03C3@example.com/foo")]
    [InlineData("\u03C3@example.com/foo", "\u03C3@example.com/foo")]
    [InlineData("\u03C2@example.com/foo", "\u03C2@example.com/foo")]
    [InlineData("king@example.com/\u265A", "king@example.com/\u265A")]
    [InlineData("example.com", "example.com")]
    [InlineData("example.com/foobar", "example.com/foobar")]
    [InlineData("a.example.com/b@example.net", "a.example.com/b@example.net")]
    public void Examples_of_addresses_are_read(string written, string normal) =>
        Assert.Equal(normal, Jid.Parse(written).ToString());

    [Theory]
    [InlineData("\"juliet\"@example.com")]
    [InlineData("foo bar@example.com")]
    [InlineData("@example.com/")]
    [InlineData("henry\u2163@example.com")]
    [InlineData("\u265A@example.com")]
    [InlineData("juliet@")]
    [InlineData("/foobar")]
    public void Examples_of_what_is_no_address_are_refused(string written) =>
        Assert.False(Jid.TryParse(written, out _));

    // Listed as illegal in RFC 7622, though no rule of OpaqueString forbids it, and hosts deliver it.
    [Fact]
    public void A_resource_may_begin_with_a_space() =>
        Assert.Equal(" foo", Jid.Parse("juliet@example.com/ foo").Resource);

    [Theory]
    [InlineData("")]
    [InlineData("@")]
    [InlineData("/")]
    [InlineData("@/")]
    [InlineData("juliet@/balcony")]
    [InlineData("juliet@example.com/")]
    [InlineData("juliet@romeo@example.com")]
    [InlineData("juliet@exa mple.com")]
    [InlineData("ju\u0000liet@example.com")]
    [InlineData("juliet@example.com/bal\u0007cony")]
    public void What_is_no_address_is_refused(string written)
    {
        Assert.False(Jid.TryParse(written, out var jid));
        Assert.Null(jid);
        Assert.Throws<FormatException>(() => Jid.Parse(written));
    }

    [Fact]
    public void Half_a_surrogate_pair_is_no_text()
    {
        Assert.False(Jid.TryParse("juliet@example.com/\uD800", out _));
        Assert.False(Jid.TryParse("\uDC00juliet@example.com", out _));
        Assert.False(Jid.TryParse("juliet@ex\uD800ample.com", out _));
    }

    [Theory]
    [InlineData("a")]
    [InlineData("\u00E9")]
    [InlineData("\u6F22")]
    public void A_part_has_at_most_1023_bytes(string letter)
    {
        var bytes = System.Text.Encoding.UTF8.GetByteCount(letter);
        var longest = string.Concat(Enumerable.Repeat(letter, 1023 / bytes));

        Assert.True(Jid.TryParse($"{longest}@example.com", out _));
        Assert.True(Jid.TryParse($"example.com/{longest}", out _));
        Assert.False(Jid.TryParse($"{longest}{letter}@example.com", out _));
        Assert.False(Jid.TryParse($"example.com/{longest}{letter}", out _));
    }

    [Fact]
    public void What_is_counted_is_the_normal_form() =>
        Assert.True(Jid.TryParse($"{string.Concat(Enumerable.Repeat("e\u0301", 511))}@example.com", out _));

    [Fact]
    public void Addresses_written_differently_are_equal()
    {
        Assert.Equal(Jid.Parse("Juliet@Example.COM./balcony"), Jid.Parse("juliet@example.com/balcony"));
        Assert.Equal(Jid.Parse("caf\u00E9@example.com"), Jid.Parse("CAFE\u0301@example.com"));
        Assert.Equal(Jid.Parse("juliet@b\u00FCcher.example"), Jid.Parse("juliet@xn--bcher-kva.example"));
        Assert.NotEqual(Jid.Parse("juliet@example.com/Balcony"), Jid.Parse("juliet@example.com/balcony"));
    }

    [Fact]
    public void The_parts_are_told_apart()
    {
        var jid = Jid.Parse("juliet@capulet.lit/balcony/a@b");

        Assert.Equal("juliet", jid.Bare.Local);
        Assert.Equal("capulet.lit", jid.Domain.Value);
        Assert.Equal("balcony/a@b", jid.Resource);
        Assert.Equal(FullJid.Parse("juliet@capulet.lit/balcony/a@b"), jid.Full);
    }

    [Fact]
    public void A_bare_address_is_no_full_one_and_the_reverse()
    {
        Assert.False(FullJid.TryParse("juliet@capulet.lit", out _));
        Assert.False(BareJid.TryParse("juliet@capulet.lit/balcony", out _));
        Assert.True(BareJid.Parse("capulet.lit").IsDomain);
    }
}
