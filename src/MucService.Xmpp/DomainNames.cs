using System.Buffers;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using MucService.Xmpp.Unicode;

namespace MucService.Xmpp;

/// <summary>
/// The normal form of domains, RFC 7622 section 3.2: labels by IDNA2008 (RFC 5891) as people read them, after the mapping
/// of RFC 5895, or the literal of an IP address.
/// </summary>
internal static class DomainNames
{
    // RFC 1035 section 2.3.4, counted without the root's empty label.
    private const int MaxLabel = 63;
    private const int MaxName = 253;
    private const string Prefix = "xn--";

    // The underscore is no letter of host names; private networks use it all the same, and it harms nobody here.
    private static readonly SearchValues<char> LettersDigitsHyphen = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-_");

    // RFC 5895 section 2.
    private static readonly SearchValues<char> Dots = SearchValues.Create(".\u3002\uFF0E\uFF61");

    /// <summary>Reads a domain. False if it is not one.</summary>
    public static bool TryNormalize(ReadOnlySpan<char> written, out string domain)
    {
        domain = "";
        if (written.Length is 0 or > JidParts.MaxBytes)
            return false;
        if (written[0] == '[')
            return TryAddressLiteral(written, out domain);
        if (Dots.Contains(written[^1]))
            written = written[..^1];

        var labels = new List<string>();
        var length = -1;
        while (true)
        {
            var dot = written.IndexOfAny(Dots);
            if (!TryLabel(dot < 0 ? written : written[..dot], out var label, out var lengthInDns))
                return false;

            labels.Add(label);
            length += lengthInDns + 1;
            if (dot < 0)
                break;

            written = written[(dot + 1)..];
        }

        domain = string.Join('.', labels);
        return length <= MaxName && BidiRuleHolds(labels, domain);
    }

    private static bool TryAddressLiteral(ReadOnlySpan<char> written, out string domain)
    {
        domain = "";
        if (written[^1] != ']' || written.Contains('%') || !IPAddress.TryParse(written[1..^1], out var address))
            return false;

        domain = $"[{address}]";
        return address.AddressFamily == AddressFamily.InterNetworkV6;
    }

    private static bool TryLabel(ReadOnlySpan<char> written, out string label, out int lengthInDns)
    {
        label = "";
        lengthInDns = written.Length;
        if (!Ascii.IsValid(written))
            return TryMap(written, out var mapped) && (Ascii.IsValid(mapped)
                ? TryLabel(mapped, out label, out lengthInDns)
                : TryInternational(mapped, out label, out lengthInDns));
        if (written.Length is 0 or > MaxLabel)
            return false;

        label = JidParts.AsciiLowerCase(written);
        if (label.AsSpan().ContainsAnyExcept(LettersDigitsHyphen) || label[0] == '-' || label[^1] == '-')
            return false;
        if (label.StartsWith(Prefix, StringComparison.Ordinal))
            return TryFromDns(label, out label);

        return !HasReservedHyphens(label);
    }

    private static bool TryMap(ReadOnlySpan<char> written, out string mapped)
    {
        mapped = "";
        if (!CodePointText.TrySplit(written, out _))
            return false;

        mapped = Normalization.FormC(CodePointText.Width(CodePointText.LowerCase(written.ToString())));
        return true;
    }

    private static bool TryFromDns(string inDns, out string label)
    {
        label = "";
        if (!Punycode.TryDecode(inDns.AsSpan(Prefix.Length), out var codes) || codes.Count == 0)
            return false;

        var decoded = CodePointText.Join([.. codes]);
        return !Ascii.IsValid(decoded)
            && TryInternational(decoded, out label, out _)
            && Prefix + Punycode.Encode([.. codes]) == inDns;
    }

    // RFC 5891 section 4.2 and RFC 5892: in form C, of letters and digits in lower case, not beginning with a mark.
    private static bool TryInternational(string mapped, out string label, out int lengthInDns)
    {
        label = mapped;
        lengthInDns = int.MaxValue;
        if (!CodePointText.TrySplit(mapped, out var codes) || codes.Length > MaxLabel || Normalization.FormC(mapped) != mapped)
            return false;

        lengthInDns = Prefix.Length + Punycode.Encode(codes).Length;
        return lengthInDns <= MaxLabel
            && codes[0] != '-' && codes[^1] != '-' && !HasReservedHyphens(mapped)
            && !IsMark(UnicodeTables.Of(codes[0]).Category)
            && codes.All(IsInLabel)
            && Precis.IsIdentifier(codes);
    }

    private static bool IsInLabel(int code) => code < 0x80
        ? LettersDigitsHyphen.Contains((char)code)
        : UnicodeTables.LowerCase(code) is null && !IsDisallowed(code);

    // RFC 5892 section 2.4: combining marks for symbols, musical symbols, ancient Greek musical notation. Section 2.2: the
    // iota below is unstable, for it folds to a letter; the other unstable ones have an upper case or an equivalent.
    private static bool IsDisallowed(int code) => code is (>= 0x20D0 and <= 0x20FF) or (>= 0x1D100 and <= 0x1D24F) or 0x0345;

    private static bool IsMark(UnicodeCategory category) =>
        category is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;

    private static bool HasReservedHyphens(string label) => label.Length >= 4 && label[2] == '-' && label[3] == '-';

    // RFC 5893 section 1.4: one label from right to left puts every label under the rule.
    private static bool BidiRuleHolds(List<string> labels, string domain)
    {
        if (Ascii.IsValid(domain))
            return true;

        var texts = labels.ConvertAll(label => CodePointText.TrySplit(label, out var codes) ? codes : []);
        return !texts.Exists(codes => BidiRule.AppliesTo(codes)) || texts.TrueForAll(codes => BidiRule.HoldsFor(codes));
    }
}
