using System.Buffers;
using System.Text;
using System.Text.Unicode;
using System.Xml;

namespace MucService.Wire;

/// <summary>Which characters XML 1.0 allows, and where.</summary>
internal static class XmlCharacters
{
    private static readonly SearchValues<byte> ForbiddenControls = SearchValues.Create(
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 11, 12, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31]);

    private static readonly bool[] AsciiNameCharacters = [.. Enumerable.Range(0, 128).Select(IsAsciiNameCharacter)];

    /// <summary>Checks that all of it is UTF-8, and no character is one that XML forbids. Three vectorised passes.</summary>
    /// <exception cref="IllFormedXmlException">It is not.</exception>
    public static void Check(ReadOnlySpan<byte> utf8)
    {
        if (!Utf8.IsValid(utf8))
            throw new IllFormedXmlException(XmlFault.UnsupportedEncoding, "not UTF-8");
        if (utf8.ContainsAny(ForbiddenControls) || HasNoncharacter(utf8))
            throw IllFormedXmlException.NotWellFormed("a character that XML forbids");
    }

    /// <summary>True if a character reference may name this code point. XML 1.0, production Char.</summary>
    public static bool IsAllowed(int codePoint) => codePoint switch
    {
        '\t' or '\n' or '\r' => true,
        >= 0x20 and <= 0xD7FF => true,
        >= 0xE000 and <= 0xFFFD => true,
        >= 0x10000 and <= 0x10FFFF => true,
        _ => false,
    };

    public static bool IsSpace(byte character) => character is (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r';

    /// <summary>How many bytes from the start may belong to a name; what they are is for <see cref="CheckName"/> to say.</summary>
    public static int NameLength(ReadOnlySpan<byte> utf8)
    {
        var length = 0;
        while (length < utf8.Length && (utf8[length] >= 0x80 || AsciiNameCharacters[utf8[length]]))
            length++;

        return length;
    }

    /// <summary>Checks that it is a name with at most one prefix, and gives the prefix's length: 0 for none. Namespaces in XML 1.0, QName.</summary>
    /// <exception cref="IllFormedXmlException">It is not a name.</exception>
    public static int CheckName(ReadOnlySpan<byte> name)
    {
        var colon = name.IndexOf((byte)':');
        if (colon < 0 && IsLocalName(name))
            return 0;
        if (colon > 0 && IsLocalName(name[..colon]) && IsLocalName(name[(colon + 1)..]))
            return colon;

        throw IllFormedXmlException.NotWellFormed("not a name");
    }

    /// <summary>True if it is a name without a colon. Non-ASCII letters are those of XML 1.0 fourth edition, which XMPP servers check too.</summary>
    public static bool IsLocalName(ReadOnlySpan<byte> name)
    {
        if (name.IsEmpty || name.Contains((byte)':'))
            return false;
        if (Ascii.IsValid(name))
            return !(name[0] is (byte)'-' or (byte)'.' || char.IsAsciiDigit((char)name[0])) && NameLength(name) == name.Length;

        return IsLocalName(Encoding.UTF8.GetString(name));
    }

    /// <summary>True if it is a name without a colon.</summary>
    public static bool IsLocalName(string name)
    {
        if (name.Length == 0 || !XmlConvert.IsStartNCNameChar(name[0]))
            return false;

        foreach (var character in name)
        {
            if (!char.IsAsciiLetter(character) && !XmlConvert.IsNCNameChar(character))
                return false;
        }

        return true;
    }

    // U+FFFE and U+FFFF are the bytes EF BF BE and EF BF BF.
    private static bool HasNoncharacter(ReadOnlySpan<byte> utf8)
    {
        ReadOnlySpan<byte> beginning = [0xEF, 0xBF];
        for (var at = utf8.IndexOf(beginning); at >= 0; at = utf8.IndexOf(beginning))
        {
            if (utf8[at + 2] >= 0xBE)
                return true;

            utf8 = utf8[(at + 3)..];
        }

        return false;
    }

    private static bool IsAsciiNameCharacter(int character) =>
        char.IsAsciiLetterOrDigit((char)character) || character is '-' or '.' or '_' or ':';
}
