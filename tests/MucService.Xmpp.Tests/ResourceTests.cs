using Xunit;

namespace MucService.Xmpp.Tests;

/// <summary>OpaqueString: the examples of RFC 8265 section 4.3, and the rules of its section 4.2.</summary>
public sealed class ResourceTests
{
    [Theory]
    [InlineData("correct horse battery staple", "correct horse battery staple")]
    [InlineData("Correct Horse Battery Staple", "Correct Horse Battery Staple")]
    [InlineData("\u03C0\u00DF\u00E5", "\u03C0\u00DF\u00E5")]
    [InlineData("Jack of \u2666s", "Jack of \u2666s")]
    [InlineData("foo\u1680bar", "foo bar")]
    public void Examples_of_opaque_strings(string written, string normal) => Assert.Equal(normal, Resource(written));

    [Theory]
    [InlineData("")]
    [InlineData("my cat is a \tby")]
    public void Examples_of_what_is_no_opaque_string(string written) => Assert.Null(Resource(written));

    [Theory]
    [InlineData("e\u0301", "\u00E9")]
    [InlineData("\uFB01", "\uFB01")]
    [InlineData("\uFF21", "\uFF21")]
    [InlineData("\u212B", "\u00C5")]
    [InlineData("\u3000", " ")]
    [InlineData("\u2163", "\u2163")]
    [InlineData("a\u05D0", "a\u05D0")]
    public void Only_spaces_and_form_C_change_it(string written, string normal) => Assert.Equal(normal, Resource(written));

    [Theory]
    [InlineData("\u007F")]
    [InlineData("\u0085")]
    [InlineData("\u200B")]
    [InlineData("\u202E")]
    [InlineData("\u2029")]
    [InlineData("\uFFFF")]
    [InlineData("\u1100\u1161")]
    [InlineData("a\u200Db")]
    public void What_the_FreeformClass_lacks_is_refused(string written) => Assert.Null(Resource(written));

    private static string? Resource(string written) => JidParts.TryResource(written, out var resource) ? resource : null;
}
