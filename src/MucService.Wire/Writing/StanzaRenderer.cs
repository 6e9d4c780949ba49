using System.Buffers;
using System.Diagnostics;
using MucService.Xmpp;

namespace MucService.Wire;

/// <summary>
/// Makes bytes of stanzas, for a stream whose default namespace is <see cref="Namespaces.Component"/>. Whatever text it is given,
/// what it makes is well-formed. Safe to use from any thread.
/// </summary>
public static class StanzaRenderer
{
    private const int MaxKeptScratch = 64 * 1024;

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? t_scratch;

    /// <summary>Writes a stanza.</summary>
    public static void Render(Stanza stanza, IBufferWriter<byte> output)
    {
        var xml = new XmlOutput(output);
        BeginStanza(ref xml, stanza.Kind);
        if (stanza.To is { } to)
        {
            xml.WriteAttribute("to"u8, to);
        }

        EndStanza(ref xml, stanza);
        xml.Flush();
    }

    /// <summary>A stanza as bytes, to be stored, or read again by <see cref="StanzaParser.ParseStanza"/>.</summary>
    public static byte[] RenderToBytes(Stanza stanza)
    {
        var scratch = Scratch();
        Render(stanza, scratch);
        return scratch.WrittenSpan.ToArray();
    }

    /// <summary>Renders a stanza once for many recipients. Its own <see cref="Stanza.To"/> is left out.</summary>
    public static FanOutStanza RenderFanOut(Stanza stanza)
    {
        var scratch = Scratch();
        var xml = new XmlOutput(scratch);
        BeginStanza(ref xml, stanza.Kind);
        xml.Write(" to='"u8);
        var headLength = xml.Length;
        xml.Write("'"u8);
        EndStanza(ref xml, stanza);
        xml.Flush();

        ReadOnlyMemory<byte> rendered = scratch.WrittenSpan.ToArray();
        return new FanOutStanza(rendered[..headLength], rendered[headLength..]);
    }

    /// <summary>Writes a child of a stanza: the bytes it came as, or those of its element.</summary>
    public static void RenderPayload(Payload payload, IBufferWriter<byte> output)
    {
        var xml = new XmlOutput(output);
        Write(ref xml, payload);
        xml.Flush();
    }

    /// <summary>A child of a stanza as bytes complete in themselves, to be stored, or read again by <see cref="StanzaParser.ParsePayload"/>.</summary>
    public static byte[] RenderToBytes(Payload payload)
    {
        var scratch = Scratch();
        RenderPayload(payload, scratch);
        return scratch.WrittenSpan.ToArray();
    }

    private static void BeginStanza(ref XmlOutput xml, StanzaKind kind) => xml.Write(kind switch
    {
        StanzaKind.Message => "<message"u8,
        StanzaKind.Presence => "<presence"u8,
        StanzaKind.Iq => "<iq"u8,
        _ => throw new UnreachableException(),
    });

    private static void EndStanza(ref XmlOutput xml, Stanza stanza)
    {
        xml.WriteAttribute("from"u8, stanza.From);
        var type = StanzaTypes.Write(stanza.Kind, stanza.Type);
        if (!type.IsEmpty)
        {
            xml.Write(" type='"u8);
            xml.Write(type);
            xml.Write("'"u8);
        }

        xml.WriteAttribute("id"u8, stanza.Id);
        xml.WriteAttribute("xml:lang"u8, stanza.Lang);
        if (stanza.Payloads.IsEmpty)
        {
            xml.Write("/>"u8);
            return;
        }

        xml.Write(">"u8);
        foreach (var payload in stanza.Payloads)
            Write(ref xml, payload);
        xml.Write(stanza.Kind switch
        {
            StanzaKind.Message => "</message>"u8,
            StanzaKind.Presence => "</presence>"u8,
            StanzaKind.Iq => "</iq>"u8,
            _ => throw new UnreachableException(),
        });
    }

    private static void Write(ref XmlOutput xml, Payload payload)
    {
        if (payload.Bytes.IsEmpty)
            ElementRenderer.Write(ref xml, payload.Element!, Namespaces.Component);
        else
            xml.Write(payload.Bytes.Span);
    }

    // Not kept once a large stanza has made it large.
    private static ArrayBufferWriter<byte> Scratch()
    {
        if (t_scratch is null || t_scratch.Capacity > MaxKeptScratch)
            t_scratch = new ArrayBufferWriter<byte>(1024);
        t_scratch.ResetWrittenCount();
        return t_scratch;
    }
}
