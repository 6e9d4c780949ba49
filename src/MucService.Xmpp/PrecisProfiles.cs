using System.Globalization;
using System.Text;
using MucService.Xmpp.Unicode;

namespace MucService.Xmpp;

/// <summary>
/// The profiles of PRECIS that addresses use, for text that is not plain ASCII; <see cref="JidParts"/> has the short ways.
/// Each gives back text that it would give back unchanged.
/// </summary>
internal static class PrecisProfiles
{
    // RFC 8264 section 7: a profile is applied until nothing changes, and the text refused if that takes more than three times.
    private const int MostRounds = 4;

    private delegate bool Profile(string text, out string enforced);

    /// <summary>UsernameCaseMapped, of localparts. RFC 8265 section 3.3.</summary>
    public static bool TryUsername(string written, out string enforced) => UntilStable(written, Username, out enforced);

    /// <summary>OpaqueString, of resourceparts. RFC 8265 section 4.2.</summary>
    public static bool TryOpaqueString(string written, out string enforced) => UntilStable(written, OpaqueString, out enforced);

    /// <summary>Nickname as it is shown. RFC 8266 section 2.3.</summary>
    public static bool TryNickname(string written, out string enforced) =>
        UntilStable(written, (string text, out string result) => Nickname(text, foldCase: false, out result), out enforced);

    /// <summary>Nickname as it is compared. RFC 8266 section 2.4.</summary>
    public static bool TryNicknameComparison(string written, out string enforced) =>
        UntilStable(written, (string text, out string result) => Nickname(text, foldCase: true, out result), out enforced);

    private static bool UntilStable(string written, Profile profile, out string enforced)
    {
        enforced = written;
        for (var round = 0; round < MostRounds; round++)
        {
            var before = enforced;
            if (!profile(before, out enforced))
                return false;
            if (enforced == before)
                return true;
        }

        return false;
    }

    private static bool Username(string text, out string enforced)
    {
        enforced = CodePointText.Width(text);
        if (!CodePointText.TrySplit(enforced, out var codes) || !Precis.IsIdentifier(codes))
            return false;

        enforced = Normalization.FormC(CodePointText.LowerCase(enforced));
        return CodePointText.TrySplit(enforced, out codes)
            && codes.Length > 0
            && (!BidiRule.AppliesTo(codes) || BidiRule.HoldsFor(codes))
            && Precis.IsIdentifier(codes);
    }

    private static bool OpaqueString(string text, out string enforced)
    {
        enforced = text;
        if (!CodePointText.TrySplit(text, out var codes) || !Precis.IsFreeform(codes))
            return false;

        enforced = Normalization.FormC(PlainSpaces(text));
        return enforced.Length > 0;
    }

    private static bool Nickname(string text, bool foldCase, out string enforced)
    {
        enforced = text;
        if (!CodePointText.TrySplit(text, out var codes) || !Precis.IsFreeform(codes))
            return false;

        var spaced = CollapseSpaces(PlainSpaces(text));
        enforced = Normalization.FormKC(foldCase ? CodePointText.LowerCase(spaced) : spaced);
        return enforced.Length > 0;
    }

    private static string PlainSpaces(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (!rune.IsAscii && UnicodeTables.Of(rune.Value).Category == UnicodeCategory.SpaceSeparator)
                plain.Append(' ');
            else
                plain.Append(rune);
        }

        return plain.ToString();
    }

    private static string CollapseSpaces(string text) =>
        string.Join(' ', text.Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
