using MucService.Xmpp.Unicode;

namespace MucService.Xmpp;

/// <summary>Where code points that are allowed in some contexts only are allowed. RFC 5892 appendix A.</summary>
internal static class ContextRules
{
    public const int ZeroWidthNonJoiner = 0x200C;
    public const int ZeroWidthJoiner = 0x200D;

    private const int MiddleDot = 0x00B7;
    private const int GreekLowerNumeralSign = 0x0375;
    private const int HebrewGeresh = 0x05F3;
    private const int HebrewGershayim = 0x05F4;
    private const int KatakanaMiddleDot = 0x30FB;

    /// <summary>True if the rule of the code point at that place holds.</summary>
    public static bool Allow(ReadOnlySpan<int> text, int at) => text[at] switch
    {
        ZeroWidthNonJoiner => FollowsVirama(text, at) || JoinsBothSides(text, at),
        ZeroWidthJoiner => FollowsVirama(text, at),
        MiddleDot => at > 0 && text[at - 1] == 'l' && at + 1 < text.Length && text[at + 1] == 'l',
        GreekLowerNumeralSign => at + 1 < text.Length && UnicodeTables.Of(text[at + 1]).Script == Script.Grek,
        HebrewGeresh or HebrewGershayim => at > 0 && UnicodeTables.Of(text[at - 1]).Script == Script.Hebr,
        KatakanaMiddleDot => IsJapanese(text),
        >= 0x0660 and <= 0x0669 => !text.ContainsAnyInRange(0x06F0, 0x06F9),
        >= 0x06F0 and <= 0x06F9 => !text.ContainsAnyInRange(0x0660, 0x0669),
        _ => false,
    };

    private static bool FollowsVirama(ReadOnlySpan<int> text, int at) =>
        at > 0 && UnicodeTables.Of(text[at - 1]).CombiningClass == CodePoint.Virama;

    // (L or D) T* ZWNJ T* (R or D)
    private static bool JoinsBothSides(ReadOnlySpan<int> text, int at)
    {
        var before = at - 1;
        while (before >= 0 && Joining(text[before]) == 'T')
            before--;
        var after = at + 1;
        while (after < text.Length && Joining(text[after]) == 'T')
            after++;

        return before >= 0 && after < text.Length && Joining(text[before]) is 'L' or 'D' && Joining(text[after]) is 'R' or 'D';
    }

    private static char Joining(int code) => UnicodeTables.Of(code).Joining;

    private static bool IsJapanese(ReadOnlySpan<int> text)
    {
        foreach (var code in text)
        {
            if (UnicodeTables.Of(code).Script is Script.Hira or Script.Kana or Script.Hani)
                return true;
        }

        return false;
    }
}
