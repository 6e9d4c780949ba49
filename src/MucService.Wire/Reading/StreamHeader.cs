using System.Buffers;
using MucService.Xmpp;

namespace MucService.Wire;

/// <summary>The start tag of the stream as the host sent it. XEP-0114 #proto, RFC 6120 section 4.7.</summary>
/// <param name="Name">Its name as written.</param>
/// <param name="Id">The id of the stream, which the handshake is made with; empty if it has none.</param>
/// <param name="Declarations">Prefix (empty for the default) and namespace of what it declares.</param>
internal sealed record StreamHeader(byte[] Name, string Id, IReadOnlyList<(byte[] Prefix, string Namespace)> Declarations)
{
    /// <summary>The header of a stream on which every payload is complete in itself.</summary>
    public static StreamHeader OfComponents { get; } = new([], "", [([], Namespaces.Component)]);

    /// <summary>Reads the header, and the XML declaration before it. False, and nothing consumed, as long as it is incomplete.</summary>
    /// <exception cref="IllFormedXmlException">It is not the header of a stream, or over its bound.</exception>
    public static bool TryRead(ref ReadOnlySequence<byte> buffer, int maxBytes, out StreamHeader? header)
    {
        header = null;
        var kept = buffer.Slice(0, Math.Min(buffer.Length, maxBytes)).ToArray();
        var start = StartOfTag(kept);
        var end = start < 0 ? -1 : EndOfTag(kept, start);
        if (end < 0)
        {
            return kept.Length == maxBytes
                ? throw new IllFormedXmlException(XmlFault.PolicyViolation, "the stream header is too long")
                : false;
        }

        header = Parse(kept.AsSpan(start, end - start));
        buffer = buffer.Slice(end);
        return true;
    }

    private static int StartOfTag(ReadOnlySpan<byte> kept)
    {
        var start = 0;
        if (kept.StartsWith("<?xml "u8))
        {
            var end = kept.IndexOf("?>"u8);
            if (end < 0)
                return -1;
            start = end + 2;
        }

        while (start < kept.Length && XmlCharacters.IsSpace(kept[start]))
            start++;
        if (start < kept.Length && kept[start] != '<')
            throw IllFormedXmlException.NotWellFormed("no stream header");

        return start < kept.Length ? start : -1;
    }

    private static int EndOfTag(ReadOnlySpan<byte> kept, int start)
    {
        byte quote = 0;
        for (var i = start; i < kept.Length; i++)
        {
            var character = kept[i];
            if (quote != 0)
                quote = character == quote ? (byte)0 : quote;
            else if (character is (byte)'\'' or (byte)'"')
                quote = character;
            else if (character == '>')
                return i + 1;
        }

        return -1;
    }

    private static StreamHeader Parse(ReadOnlySpan<byte> tag)
    {
        XmlCharacters.Check(tag);
        var tokens = new XmlTokenizer(tag, new AttributeRange[tag.Count((byte)'=')]);
        tokens.Read();
        if (tokens.Kind != XmlTokenKind.StartTag || tokens.IsEmpty || !tokens.LocalName.SequenceEqual("stream"u8))
            throw new IllFormedXmlException(XmlFault.InvalidNamespace, "not a stream");

        var id = "";
        var scopes = new NamespaceScopes();
        scopes.Reset();
        List<(byte[] Prefix, string Namespace)> declarations = [];
        foreach (ref readonly var attribute in tokens.Attributes)
        {
            var value = XmlReferences.AttributeValue(tokens.RawValueOf(attribute));
            if (tokens.NameOf(attribute).SequenceEqual("id"u8))
                id = value;
            else if (tokens.NameOf(attribute).SequenceEqual("xmlns"u8))
                declarations.Add(([], value));
            else if (tokens.PrefixOf(attribute).SequenceEqual("xmlns"u8))
                declarations.Add((tokens.LocalNameOf(attribute).ToArray(), value));
        }

        foreach (var (prefix, @namespace) in declarations)
            scopes.Declare(prefix, @namespace);
        if (scopes.Resolve(tokens.Prefix) != Namespaces.Streams)
            throw new IllFormedXmlException(XmlFault.InvalidNamespace, "not a stream");

        return new StreamHeader(tokens.Name.ToArray(), id, declarations);
    }
}
