using System.Runtime.InteropServices;

namespace MucService.Xmpp.Unicode;

/// <summary>
/// Normalization forms C and KC, UAX #15. The framework's own depends on ICU, and silently does nothing without it:
/// two nodes could then disagree on whether two addresses are one.
/// </summary>
internal static class Normalization
{
    private const int FirstNotInFormC = 0x300;
    private const int FirstNotInFormKC = 0xA0;

    /// <summary>The text in form C.</summary>
    /// <param name="text">Well-formed UTF-16.</param>
    public static string FormC(string text) =>
        text.AsSpan().ContainsAnyExceptInRange('\0', (char)(FirstNotInFormC - 1)) ? Normalize(text, compatibility: false) : text;

    /// <summary>The text in form KC.</summary>
    /// <param name="text">Well-formed UTF-16.</param>
    public static string FormKC(string text) =>
        text.AsSpan().ContainsAnyExceptInRange('\0', (char)(FirstNotInFormKC - 1)) ? Normalize(text, compatibility: true) : text;

    private static string Normalize(string text, bool compatibility)
    {
        var codes = new List<int>(text.Length);
        foreach (var rune in text.EnumerateRunes())
            Decompose(rune.Value, compatibility, codes);

        Order(CollectionsMarshal.AsSpan(codes));
        Compose(codes);
        return CodePointText.Join(CollectionsMarshal.AsSpan(codes));
    }

    private static void Decompose(int code, bool compatibility, List<int> into)
    {
        if (Hangul.TryDecompose(code, into))
            return;

        var mapping = UnicodeTables.Canonical(code) ?? (compatibility ? UnicodeTables.Compatibility(code) : null);
        if (mapping is null)
        {
            into.Add(code);
            return;
        }

        foreach (var part in mapping)
            Decompose(part, compatibility, into);
    }

    // Marks between two starters are sorted by combining class, those of one class stay in order. The position is part
    // of the key, so that an unstable sort serves and a thousand marks cost no square of a thousand.
    private static void Order(Span<int> codes)
    {
        var keys = new List<(byte Class, int Position, int Code)>();
        for (var at = 0; at < codes.Length; at++)
        {
            var first = at;
            keys.Clear();
            while (at < codes.Length && UnicodeTables.Of(codes[at]).CombiningClass is > 0 and var combining)
                keys.Add((combining, at, codes[at++]));
            if (keys.Count < 2)
                continue;

            keys.Sort();
            foreach (var (_, _, code) in keys)
                codes[first++] = code;
        }
    }

    private static void Compose(List<int> codes)
    {
        const int nothing = -1;
        var starter = nothing;
        var before = nothing;
        var kept = 0;
        foreach (var code in codes.ToArray())
        {
            var combining = UnicodeTables.Of(code).CombiningClass;
            if (starter != nothing && before < combining && Pair(codes[starter], code) is { } composed)
            {
                codes[starter] = composed;
                continue;
            }

            before = combining;
            if (combining == 0)
            {
                starter = kept;
                before = nothing;
            }

            codes[kept++] = code;
        }

        codes.RemoveRange(kept, codes.Count - kept);
    }

    private static int? Pair(int first, int second) => Hangul.Compose(first, second) ?? UnicodeTables.Composition(first, second);

    /// <summary>Hangul syllables are composed by arithmetic. The Unicode Standard, section 3.12.</summary>
    private static class Hangul
    {
        private const int Leading = 0x1100;
        private const int Vowel = 0x1161;
        private const int BeforeTrailing = 0x11A7;
        private const int Syllable = 0xAC00;
        private const int Leadings = 19;
        private const int Vowels = 21;
        private const int Trailings = 28;

        public static bool TryDecompose(int code, List<int> into)
        {
            var index = code - Syllable;
            if (index is < 0 or >= Leadings * Vowels * Trailings)
                return false;

            into.Add(Leading + (index / (Vowels * Trailings)));
            into.Add(Vowel + (index % (Vowels * Trailings) / Trailings));
            if (index % Trailings > 0)
                into.Add(BeforeTrailing + (index % Trailings));
            return true;
        }

        public static int? Compose(int first, int second)
        {
            if (first is >= Leading and < Leading + Leadings && second is >= Vowel and < Vowel + Vowels)
                return Syllable + ((((first - Leading) * Vowels) + second - Vowel) * Trailings);

            var index = first - Syllable;
            return index is >= 0 and < Leadings * Vowels * Trailings
                && index % Trailings == 0
                && second is > BeforeTrailing and < BeforeTrailing + Trailings
                ? first + second - BeforeTrailing
                : null;
        }
    }
}
