using System.Buffers;
using System.Globalization;
using System.Text;

namespace MucService.Wire;

/// <summary>Character data and attribute values: checks their references, and gives the text they stand for.</summary>
internal static class XmlReferences
{
    private static readonly SearchValues<byte> NotVerbatimInText = SearchValues.Create("&\r"u8);
    private static readonly SearchValues<byte> NotVerbatimInAttribute = SearchValues.Create("&\r\n\t"u8);

    /// <summary>Checks every reference.</summary>
    /// <exception cref="IllFormedXmlException">One is not closed, names no allowed character, or names an entity that XML does not define.</exception>
    public static void Check(ReadOnlySpan<byte> raw)
    {
        for (var at = raw.IndexOf((byte)'&'); at >= 0; at = raw.IndexOf((byte)'&'))
        {
            raw = raw[at..];
            _ = Resolve(raw, out var length);
            raw = raw[length..];
        }
    }

    /// <summary>The text of checked character data: references resolved, line ends as XML 1.0 section 2.11 says.</summary>
    public static string Text(ReadOnlySpan<byte> raw) =>
        raw.ContainsAny(NotVerbatimInText) ? Unescape(raw, inAttribute: false) : Encoding.UTF8.GetString(raw);

    /// <summary>The text of a checked attribute value: references resolved, white space as XML 1.0 section 3.3.3 says.</summary>
    public static string AttributeValue(ReadOnlySpan<byte> raw) =>
        raw.ContainsAny(NotVerbatimInAttribute) ? Unescape(raw, inAttribute: true) : Encoding.UTF8.GetString(raw);

    /// <summary>The text of a CDATA section, in which only line ends are not what they seem.</summary>
    public static string CData(ReadOnlySpan<byte> raw) =>
        Encoding.UTF8.GetString(raw).Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');

    private static string Unescape(ReadOnlySpan<byte> raw, bool inAttribute)
    {
        var text = new StringBuilder(raw.Length);
        var special = inAttribute ? NotVerbatimInAttribute : NotVerbatimInText;
        while (!raw.IsEmpty)
        {
            var plain = raw.IndexOfAny(special);
            if (plain < 0)
                plain = raw.Length;
            text.Append(Encoding.UTF8.GetString(raw[..plain]));
            raw = raw[plain..];
            if (!raw.IsEmpty)
                raw = raw[AppendSpecial(raw, inAttribute, text)..];
        }

        return text.ToString();
    }

    private static int AppendSpecial(ReadOnlySpan<byte> raw, bool inAttribute, StringBuilder text)
    {
        if (raw[0] == '&')
        {
            text.Append(Resolve(raw, out var length).ToString());
            return length;
        }

        text.Append(inAttribute ? ' ' : '\n');
        return raw.StartsWith("\r\n"u8) ? 2 : 1;
    }

    private static Rune Resolve(ReadOnlySpan<byte> raw, out int length)
    {
        var end = raw.IndexOf((byte)';');
        if (end < 2)
            throw IllFormedXmlException.NotWellFormed("a reference that is not closed");

        length = end + 1;
        var name = raw[1..end];
        return name[0] == '#' ? ResolveCharacter(name[1..]) : ResolveEntity(name);
    }

    private static Rune ResolveEntity(ReadOnlySpan<byte> name)
    {
        if (name.SequenceEqual("amp"u8))
            return new Rune('&');
        if (name.SequenceEqual("lt"u8))
            return new Rune('<');
        if (name.SequenceEqual("gt"u8))
            return new Rune('>');
        if (name.SequenceEqual("apos"u8))
            return new Rune('\'');
        if (name.SequenceEqual("quot"u8))
            return new Rune('"');
        if (XmlCharacters.IsLocalName(name))
            throw IllFormedXmlException.Restricted("an entity that XML does not define");

        throw IllFormedXmlException.NotWellFormed("a reference without a name");
    }

    private static Rune ResolveCharacter(ReadOnlySpan<byte> digits)
    {
        var hexadecimal = digits.StartsWith("x"u8);
        var style = hexadecimal ? NumberStyles.AllowHexSpecifier : NumberStyles.None;
        var significant = (hexadecimal ? digits[1..] : digits).TrimStart((byte)'0');
        if (digits.Length > (hexadecimal ? 1 : 0)
            && significant.Length <= 8
            && int.TryParse(significant, style, CultureInfo.InvariantCulture, out var codePoint)
            && XmlCharacters.IsAllowed(codePoint))
        {
            return new Rune(codePoint);
        }

        throw IllFormedXmlException.NotWellFormed("a reference to a character that XML forbids");
    }
}
