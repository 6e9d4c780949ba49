using System.Buffers;
using System.Diagnostics;
using MucService.Xmpp;

namespace MucService.Wire;

/// <summary>The error that answers a stanza which is not handed over, made of its start tag as it came. RFC 6120 section 8.3.</summary>
internal static class Refusal
{
    /// <summary>Writes the answer; nothing, and false, if the stanza must not be answered or says not whom.</summary>
    public static bool TryRender(StanzaHead? head, StanzaError error, IBufferWriter<byte> output)
    {
        if (head is not { MayBeAnswered: true, From.Length: > 0, To.Length: > 0 })
            return false;

        var name = head.Kind switch
        {
            StanzaKind.Message => "message"u8,
            StanzaKind.Presence => "presence"u8,
            StanzaKind.Iq => "iq"u8,
            _ => throw new UnreachableException(),
        };
        var xml = new XmlOutput(output);
        xml.Write("<"u8);
        xml.Write(name);
        WriteRaw(ref xml, " to='"u8, head.From);
        WriteRaw(ref xml, " from='"u8, head.To);
        if (head.Id.Length > 0)
            WriteRaw(ref xml, " id='"u8, head.Id);
        xml.Write(" type='error'>"u8);
        ElementRenderer.Write(ref xml, error.ToElement(), Namespaces.Component);
        xml.Write("</"u8);
        xml.Write(name);
        xml.Write(">"u8);
        xml.Flush();
        return true;
    }

    // The value is escaped as it came, except for the quote that it did not stand in.
    private static void WriteRaw(ref XmlOutput xml, ReadOnlySpan<byte> nameAndQuote, ReadOnlySpan<byte> rawValue)
    {
        xml.Write(nameAndQuote);
        for (var quote = rawValue.IndexOf((byte)'\''); quote >= 0; quote = rawValue.IndexOf((byte)'\''))
        {
            xml.Write(rawValue[..quote]);
            xml.Write("&apos;"u8);
            rawValue = rawValue[(quote + 1)..];
        }

        xml.Write(rawValue);
        xml.Write("'"u8);
    }
}
