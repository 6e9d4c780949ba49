using System.Globalization;

namespace MucService.Xmpp.Unicode;

/// <summary>
/// The extract of the Unicode Character Database that comes with this assembly: every node gives the same answer,
/// whatever its runtime and with or without ICU. Read once, when the first address that is not ASCII arrives: plain
/// dictionaries, because frozen ones take longer to make than all their look-ups save.
/// </summary>
internal static class UnicodeTables
{
    private static readonly CodePoint Unassigned = new(UnicodeCategory.OtherNotAssigned, BidiClass.Other, 0, 'U', Script.Other, false);

    private static readonly Dictionary<string, UnicodeCategory> Categories = new(StringComparer.Ordinal)
    {
        ["Lu"] = UnicodeCategory.UppercaseLetter,
        ["Ll"] = UnicodeCategory.LowercaseLetter,
        ["Lt"] = UnicodeCategory.TitlecaseLetter,
        ["Lm"] = UnicodeCategory.ModifierLetter,
        ["Lo"] = UnicodeCategory.OtherLetter,
        ["Mn"] = UnicodeCategory.NonSpacingMark,
        ["Mc"] = UnicodeCategory.SpacingCombiningMark,
        ["Me"] = UnicodeCategory.EnclosingMark,
        ["Nd"] = UnicodeCategory.DecimalDigitNumber,
        ["Nl"] = UnicodeCategory.LetterNumber,
        ["No"] = UnicodeCategory.OtherNumber,
        ["Zs"] = UnicodeCategory.SpaceSeparator,
        ["Zl"] = UnicodeCategory.LineSeparator,
        ["Zp"] = UnicodeCategory.ParagraphSeparator,
        ["Cc"] = UnicodeCategory.Control,
        ["Cf"] = UnicodeCategory.Format,
        ["Cs"] = UnicodeCategory.Surrogate,
        ["Co"] = UnicodeCategory.PrivateUse,
        ["Cn"] = UnicodeCategory.OtherNotAssigned,
        ["Pc"] = UnicodeCategory.ConnectorPunctuation,
        ["Pd"] = UnicodeCategory.DashPunctuation,
        ["Ps"] = UnicodeCategory.OpenPunctuation,
        ["Pe"] = UnicodeCategory.ClosePunctuation,
        ["Pi"] = UnicodeCategory.InitialQuotePunctuation,
        ["Pf"] = UnicodeCategory.FinalQuotePunctuation,
        ["Po"] = UnicodeCategory.OtherPunctuation,
        ["Sm"] = UnicodeCategory.MathSymbol,
        ["Sc"] = UnicodeCategory.CurrencySymbol,
        ["Sk"] = UnicodeCategory.ModifierSymbol,
        ["So"] = UnicodeCategory.OtherSymbol,
    };

    private static readonly Tables All = Read();

    /// <summary>The properties of a code point.</summary>
    public static CodePoint Of(int code)
    {
        var found = Array.BinarySearch(All.First, code);
        var at = found >= 0 ? found : ~found - 1;
        return at >= 0 && code <= All.Last[at] ? All.Properties[at] : Unassigned;
    }

    /// <summary>The lower case of a code point without regard to context, or null if it has none of its own.</summary>
    public static int[]? LowerCase(int code) => All.Lower.GetValueOrDefault(code);

    /// <summary>What a fullwidth or halfwidth form stands for, or null.</summary>
    public static int[]? Width(int code) => All.Width.GetValueOrDefault(code);

    /// <summary>One step of canonical decomposition, or null.</summary>
    public static int[]? Canonical(int code) => All.Canonical.GetValueOrDefault(code);

    /// <summary>One step of compatibility decomposition, or null.</summary>
    public static int[]? Compatibility(int code) => All.Compatibility.GetValueOrDefault(code) ?? Width(code);

    /// <summary>What the two compose to, or null. Hangul is not in the table.</summary>
    public static int? Composition(int first, int second) =>
        All.Compositions.TryGetValue(Pair(first, second), out var composed) ? composed : null;

    private static long Pair(int first, int second) => ((long)first << 32) | (uint)second;

    private static Tables Read()
    {
        var ranges = new List<(int First, int Last, CodePoint Properties)>();
        var mappings = "LDKW".ToDictionary(kind => kind, _ => new Dictionary<int, int[]>());
        var excluded = new HashSet<int>();
        using var stream = typeof(UnicodeTables).Assembly.GetManifestResourceStream("unicode")!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            var fields = line.Split(' ');
            switch (line[0])
            {
                case 'P':
                    ranges.Add((Hex(fields[1]), Hex(fields[2]), Properties(fields)));
                    break;
                case 'X':
                    excluded.UnionWith(Enumerable.Range(Hex(fields[1]), Hex(fields[2]) - Hex(fields[1]) + 1));
                    break;
                case 'L' or 'D' or 'K' or 'W':
                    mappings[line[0]].Add(Hex(fields[1]), [.. fields[2..].Select(Hex)]);
                    break;
            }
        }

        return new Tables(
            [.. ranges.Select(range => range.First)],
            [.. ranges.Select(range => range.Last)],
            [.. ranges.Select(range => range.Properties)],
            mappings['L'],
            mappings['W'],
            mappings['D'],
            mappings['K'],
            mappings['D'].Where(pair => !excluded.Contains(pair.Key)).ToDictionary(pair => Pair(pair.Value[0], pair.Value[1]), pair => pair.Key));
    }

    private static int Hex(string field) => int.Parse(field, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    private static CodePoint Properties(string[] fields) => new(
        Categories[fields[3]],
        Enum.TryParse<BidiClass>(fields[4], out var bidi) ? bidi : BidiClass.Other,
        byte.Parse(fields[5], CultureInfo.InvariantCulture),
        fields[6][0],
        Enum.TryParse<Script>(fields[7], out var script) ? script : Script.Other,
        fields[8] != "-");

    private sealed record Tables(
        int[] First,
        int[] Last,
        CodePoint[] Properties,
        Dictionary<int, int[]> Lower,
        Dictionary<int, int[]> Width,
        Dictionary<int, int[]> Canonical,
        Dictionary<int, int[]> Compatibility,
        Dictionary<long, int> Compositions);
}
