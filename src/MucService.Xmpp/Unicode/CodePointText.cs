using System.Text;

namespace MucService.Xmpp.Unicode;

/// <summary>Text as code points, and mappings from code point to code points.</summary>
internal static class CodePointText
{
    /// <summary>The code points of a text. False if it holds half a surrogate pair.</summary>
    public static bool TrySplit(ReadOnlySpan<char> text, out int[] codes)
    {
        codes = [];
        var found = new List<int>(text.Length);
        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(text, out var rune, out var consumed) != System.Buffers.OperationStatus.Done)
                return false;

            found.Add(rune.Value);
            text = text[consumed..];
        }

        codes = [.. found];
        return true;
    }

    /// <summary>The text of some code points, none of them a surrogate.</summary>
    public static string Join(ReadOnlySpan<int> codes)
    {
        var text = new StringBuilder(codes.Length);
        foreach (var code in codes)
            text.Append(new Rune(code));

        return text.ToString();
    }

    /// <summary>Every upper-case and title-case code point as its lower case, whatever stands beside it.</summary>
    public static string LowerCase(string text) => Map(text, UnicodeTables.LowerCase);

    /// <summary>Every fullwidth and halfwidth form as what it stands for. RFC 8265 section 3.3.1.</summary>
    public static string Width(string text) => Map(text, UnicodeTables.Width);

    private static string Map(string text, Func<int, int[]?> mapping)
    {
        var mapped = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (mapping(rune.Value) is not { } codes)
            {
                mapped.Append(rune);
                continue;
            }

            foreach (var code in codes)
                mapped.Append(new Rune(code));
        }

        return mapped.ToString();
    }
}
