using Xunit;

namespace MucService.Xmpp.Tests;

/// <summary>UsernameCaseMapped: the examples of RFC 8265 section 3.5, and the rules of its section 3.3.</summary>
public sealed class LocalpartTests
{
    [Theory]
    [InlineData("fussball", "fussball")]
    [InlineData("fu\u00DFball", "fu\u00DFball")]
    [InlineData("\u03C0", "\u03C0")]
    [InlineData("\u03A3", "\u03C3")]
    [InlineData("\u03C3", "\u03C3")]
    [InlineData("\u03C2", "\u03C2")]
    public void Examples_of_usernames(string written, string normal) => Assert.Equal(normal, Local(written));

    [Theory]
    [InlineData("foo bar")]
    [InlineData("")]
    [InlineData("henry\u2163")]
    [InlineData("\u221E")]
    public void Examples_of_what_is_no_username(string written) => Assert.Null(Local(written));

    [Theory]
    [InlineData("\uFF2A\uFF35\uFF2C\uFF29\uFF25\uFF34", "juliet")]
    [InlineData("\uFF76\uFF9E", "\u30AC")]
    public void Fullwidth_and_halfwidth_forms_are_mapped(string written, string normal) => Assert.Equal(normal, Local(written));

    [Theory]
    [InlineData("JULIET", "juliet")]
    [InlineData("\u00C9LAN", "\u00E9lan")]
    [InlineData("\u0130stanbul", "i\u0307stanbul")]
    [InlineData("\u1E9E", "\u00DF")]
    [InlineData("\uD801\uDC00", "\uD801\uDC28")]
    [InlineData("\u039F\u0394\u039F\u03A3", "\u03BF\u03B4\u03BF\u03C3")]
    public void Upper_case_is_mapped_code_point_by_code_point(string written, string normal) => Assert.Equal(normal, Local(written));

    [Theory]
    [InlineData('"')]
    [InlineData('&')]
    [InlineData('\'')]
    [InlineData('/')]
    [InlineData(':')]
    [InlineData('<')]
    [InlineData('>')]
    [InlineData('@')]
    public void What_RFC_7622_forbids_is_refused_also_in_fullwidth(char forbidden)
    {
        Assert.Null(Local($"a{forbidden}b"));
        Assert.Null(Local($"\u00E9{forbidden}b"));
        Assert.Null(Local($"a{(char)(forbidden - '!' + '\uFF01')}b"));
    }

    [Theory]
    [InlineData("\u05D0\u05D1", true)]
    [InlineData("\u05D0\u05D11", true)]
    [InlineData("1\u05D0", false)]
    [InlineData("a\u05D0", false)]
    [InlineData("\u05D0a", false)]
    [InlineData("\u0627\u0660", true)]
    [InlineData("\u06271\u0660", false)]
    [InlineData("\u0627\u064B", true)]
    [InlineData("\u0627-", false)]
    public void Right_to_left_text_obeys_the_bidi_rule(string written, bool allowed) => Assert.Equal(allowed, Local(written) is not null);

    [Theory]
    [InlineData("l\u00B7l", true)]
    [InlineData("a\u00B7l", false)]
    [InlineData("\u0375\u03B1", true)]
    [InlineData("\u0375a", false)]
    [InlineData("\u05D0\u05F3", true)]
    [InlineData("\u05F3\u05D0", false)]
    [InlineData("\u30AB\u30FB\u30AB", true)]
    [InlineData("a\u30FBb", false)]
    [InlineData("\u0915\u094D\u200D\u0937", true)]
    [InlineData("\u0915\u200D\u0937", false)]
    [InlineData("\u0915\u094D\u200C\u0937", true)]
    [InlineData("\u0628\u200C\u0628", true)]
    [InlineData("\u0628\u064E\u200C\u064E\u0628", true)]
    [InlineData("\u0628\u200C\u0627\u0628", true)]
    [InlineData("\u0627\u200C\u0628", false)]
    [InlineData("\u200C\u0628", false)]
    public void Characters_allowed_in_some_contexts_only(string written, bool allowed) => Assert.Equal(allowed, Local(written) is not null);

    [Theory]
    [InlineData("a\u0640b")]
    [InlineData("a\u1100")]
    [InlineData("a\u00AD")]
    [InlineData("a\u2028")]
    [InlineData("a\u0378")]
    [InlineData("a\uE000")]
    [InlineData("a\uFDD0")]
    [InlineData("a\u212B")]
    [InlineData("a\u00A0")]
    [InlineData("a\u00BD")]
    [InlineData("\u01C5")]
    public void What_the_IdentifierClass_lacks_is_refused(string written) => Assert.Null(Local(written));

    private static string? Local(string written) => JidParts.TryLocal(written, out var local) ? local : null;
}
