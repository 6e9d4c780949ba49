using CsCheck;
using Xunit;

namespace MucService.Xmpp.Tests;

/// <summary>What holds of every text: a normal form is its own normal form, and the short way of ASCII is no other way.</summary>
public sealed class PrecisTests
{
    // Characters with a rule of their own, mixed with any others.
    private static readonly string[] Special =
    [
        "a", "L", "l", " ", "  ", "@", "\u00B7", "\u0130", "\u00DF", "\u1E9E", "\u03A3", "\u0345", "\u0301", "\u0323", "\u0327", "\u00C5",
        "\u212B", "\u05D0", "\u05F3", "\u0628", "\u0660", "\u06F0", "\u064B", "\u094D", "\u200C", "\u200D", "\u30FB", "\u30AB", "\uFF76",
        "\uFF9E", "\uFF21", "\u3000", "\uFB01", "\u2163", "\u1100", "\u1161", "\uAC00", "\u11A8", "\u00A8", "\u037A", "\uFE70", "\u3131",
        "\uFFA0", "\uD834\uDD5E", "\uD801\uDC00", "\uD83D\uDE00",
    ];

    private static readonly Gen<string> Texts = Gen.OneOf(
        Gen.Int[0, Special.Length - 1].Select(at => Special[at]),
        Gen.Int[0x20, 0xFFFD].Where(code => code is < 0xD800 or > 0xDFFF).Select(char.ConvertFromUtf32),
        Gen.Int[0x10000, 0x1FFFF].Select(char.ConvertFromUtf32)).Array[1, 6].Select(parts => string.Concat(parts));

    [Fact]
    public void A_normal_form_is_its_own_normal_form() => Texts.Sample(
        text =>
        {
            if (JidParts.TryLocal(text, out var local))
                Assert.True(JidParts.TryLocal(local, out var again) && again == local);
            if (JidParts.TryResource(text, out var resource))
                Assert.True(JidParts.TryResource(resource, out var again) && again == resource);
            if (Nick.TryParse(text, out var nick))
                Assert.True(JidParts.TryNickComparison(nick.Comparable, out var again) && again == nick.Comparable);
            if (Domain.TryParse(text, out var domain))
                Assert.Equal(domain, Domain.Parse(domain.Value));
        },
        iter: 20_000);

    [Fact]
    public void Every_single_character_has_a_stable_normal_form_or_none()
    {
        for (var code = 0; code <= 0x10FFFF; code += code < 0x30000 ? 1 : 101)
        {
            if (code is >= 0xD800 and <= 0xDFFF)
                continue;

            var text = char.ConvertFromUtf32(code);
            if (PrecisProfiles.TryUsername(text, out var local))
                Assert.True(PrecisProfiles.TryUsername(local, out var again) && again == local, $"U+{code:X4}");
            if (PrecisProfiles.TryOpaqueString(text, out var opaque))
                Assert.True(PrecisProfiles.TryOpaqueString(opaque, out var again) && again == opaque, $"U+{code:X4}");
        }
    }

    [Fact]
    public void The_short_way_of_ASCII_gives_what_the_rules_give() => Gen.String[Gen.Char[' ', '~'], 1, 12].Sample(
        text =>
        {
            Assert.Equal(
                PrecisProfiles.TryUsername(text, out var username) && username.IndexOfAny([.. "\"&'/:<>@"]) < 0 ? username : null,
                JidParts.TryLocal(text, out var local) ? local : null);
            Assert.Equal(
                PrecisProfiles.TryOpaqueString(text, out var opaque) ? opaque : null,
                JidParts.TryResource(text, out var resource) ? resource : null);
            Assert.Equal(
                PrecisProfiles.TryNicknameComparison(text, out var comparison) ? comparison : null,
                JidParts.TryNickComparison(text, out var comparable) ? comparable : null);
        },
        iter: 20_000);

    [Theory]
    [InlineData(0x0041, nameof(PrecisProperty.Valid))]
    [InlineData(0x0020, nameof(PrecisProperty.FreeformOnly))]
    [InlineData(0x00DF, nameof(PrecisProperty.Valid))]
    [InlineData(0x01C5, nameof(PrecisProperty.FreeformOnly))]
    [InlineData(0x200D, nameof(PrecisProperty.InContext))]
    [InlineData(0x00B7, nameof(PrecisProperty.InContext))]
    [InlineData(0x0640, nameof(PrecisProperty.Disallowed))]
    [InlineData(0x00AD, nameof(PrecisProperty.Disallowed))]
    [InlineData(0xFFFE, nameof(PrecisProperty.Disallowed))]
    [InlineData(0x0378, nameof(PrecisProperty.Unassigned))]
    [InlineData(0x1F600, nameof(PrecisProperty.FreeformOnly))]
    [InlineData(0xE000, nameof(PrecisProperty.Disallowed))]
    [InlineData(0x20DD, nameof(PrecisProperty.FreeformOnly))]
    [InlineData(0xAC00, nameof(PrecisProperty.Valid))]
    [InlineData(0x0958, nameof(PrecisProperty.FreeformOnly))]
    public void Code_points_have_the_property_that_RFC_8264_derives(int code, string property) =>
        Assert.Equal(property, Precis.Of(code).ToString());
}
