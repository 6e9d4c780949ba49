using System.Buffers;
using MucService.Xmpp;

namespace MucService.Wire;

/// <summary>Writes text so that it is well-formed where it stands. Characters that XML forbids are left out.</summary>
public static class XmlEscaping
{
    // U+FFFE and U+FFFF are no characters; half a surrogate pair is none either, and is looked for among the surrogates.
    private static readonly SearchValues<char> NotVerbatim = SearchValues.Create(
        [.. Enumerable.Range(0, 32).Select(c => (char)c), '&', '<', '>', '\'', '"', '\uFFFE', '\uFFFF', .. Surrogates()]);

    /// <summary>The value of an attribute, as UTF-8, to stand in quotes of either kind.</summary>
    public static byte[] ToAttribute(string value)
    {
        var output = new ArrayBufferWriter<byte>(value.Length + 16);
        var xml = new XmlOutput(output);
        Write(ref xml, value, inAttribute: true);
        xml.Flush();
        return output.WrittenSpan.ToArray();
    }

    /// <summary>An address as the value of an attribute, as UTF-8: what <see cref="FanOutStanza"/> takes for a recipient.</summary>
    public static byte[] ToAttribute(Jid address) => ToAttribute(address.ToString());

    /// <summary>Character data, as UTF-8.</summary>
    public static byte[] ToText(string text)
    {
        var output = new ArrayBufferWriter<byte>(text.Length + 16);
        var xml = new XmlOutput(output);
        Write(ref xml, text, inAttribute: false);
        xml.Flush();
        return output.WrittenSpan.ToArray();
    }

    internal static void Write(ref XmlOutput output, ReadOnlySpan<char> text, bool inAttribute)
    {
        while (true)
        {
            var special = text.IndexOfAny(NotVerbatim);
            output.WriteVerbatim(special < 0 ? text : text[..special]);
            if (special < 0)
                return;

            text = text[(special + WriteSpecial(ref output, text[special..], inAttribute))..];
        }
    }

    private static int WriteSpecial(ref XmlOutput output, ReadOnlySpan<char> text, bool inAttribute)
    {
        if (char.IsSurrogate(text[0]))
        {
            if (text.Length < 2 || !char.IsSurrogatePair(text[0], text[1]))
                return 1;

            output.WriteVerbatim(text[..2]);
            return 2;
        }

        output.Write(text[0] switch
        {
            '&' => "&amp;"u8,
            '<' => "&lt;"u8,
            '>' => "&gt;"u8,
            '\'' => inAttribute ? "&apos;"u8 : "'"u8,
            '"' => inAttribute ? "&quot;"u8 : "\""u8,
            '\t' => inAttribute ? "&#9;"u8 : "\t"u8,
            '\n' => inAttribute ? "&#10;"u8 : "\n"u8,
            '\r' => "&#13;"u8,
            _ => [],
        });
        return 1;
    }

    private static IEnumerable<char> Surrogates() => Enumerable.Range(0xD800, 0x800).Select(c => (char)c);
}
