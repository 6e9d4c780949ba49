using System.Text;
using System.Xml;
using MucService.Xmpp;

namespace MucService.Wire.Tests.Reading;

/// <summary>What System.Xml makes of a stream, and what ours does, in one notation.</summary>
internal static class XmlOracle
{
    /// <summary>What a stream is read as: its children as far as they could be read, and whether all of it could.</summary>
    public sealed record Reading(List<string> Children, bool IsWhole);

    public static Reading BySystemXml(byte[] stream)
    {
        List<string> children = [];
        try
        {
            using var reader = XmlReader.Create(
                new MemoryStream(stream), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, CheckCharacters = true });
            reader.MoveToContent();
            while (reader.Read())
            {
                RefuseUnlikeSystemXml(reader);
                if (reader.Depth == 1 && reader.NodeType == XmlNodeType.Element)
                    children.Add(Canonical(reader));
                else if (reader.NodeType is not (XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace or XmlNodeType.EndElement))
                    return new Reading(children, IsWhole: false);
            }

            return new Reading(children, IsWhole: true);
        }
        catch (Exception fault) when (fault is XmlException or RestrictedException)
        {
            return new Reading(children, IsWhole: false);
        }
    }

    public static Reading ByOurs(byte[] stream, IEnumerable<int> cuts)
    {
        var limits = WireLimits.Default with { MaxDepth = 2000, MaxAttributes = 2000, MaxStanzaBytes = 10_000_000 };
        List<StreamChild> children = [];
        var isWhole = false;
        try
        {
            var end = Bytes.Read(stream, cuts, children, limits);
            isWhole = children is [.., { Kind: StreamChildKind.End }] && stream.AsSpan(end).Trim(" \t\r\n"u8).IsEmpty;
        }
        catch (IllFormedXmlException)
        {
            // Refused: what was read before is compared all the same.
        }

        return new Reading([.. children.Where(child => child.Kind != StreamChildKind.End).Select(Notation)], isWhole);
    }

    /// <summary>The notation of an element that ours has read.</summary>
    public static string Notation(Element element)
    {
        var text = new StringBuilder().Append('{').Append(Same(element.Name.Namespace)).Append('}').Append(element.Name.Local);
        text.AppendJoin("", element.Attributes.Select(attribute => $"[{attribute.Name}={attribute.Value}]").Order(StringComparer.Ordinal));
        text.Append('(').Append(element.Text).Append(')');
        foreach (var child in element.Children)
            text.Append(Notation(child));
        return text.Append(';').ToString();
    }

    private static string Notation(StreamChild child)
    {
        if (child.Kind == StreamChildKind.Malformed)
            return "malformed";
        if (child.Element is { } element)
            return Notation(element);

        var stanza = child.Stanza!;
        var text = new StringBuilder(stanza.Kind.ToString().ToLowerInvariant());
        foreach (var payload in stanza.Payloads)
        {
            text.Append(CanonicalAlone(payload.Bytes, foreignAttributes: true));
            if (payload.Element is { } interpreted && CanonicalAlone(payload.Bytes, foreignAttributes: false) != Notation(interpreted))
                text.Append("but interpreted as ").Append(Notation(interpreted));
        }

        return text.ToString();
    }

    /// <summary>A payload's own bytes, where component streams would put them.</summary>
    private static string CanonicalAlone(ReadOnlyMemory<byte> payload, bool foreignAttributes)
    {
        byte[] wrapped = [.. Bytes.Of($"<w xmlns='{Namespaces.Component}'>"), .. payload.Span, .. "</w>"u8];
        using var reader = XmlReader.Create(new MemoryStream(wrapped));
        reader.Read();
        reader.Read();
        return CanonicalElement(reader, foreignAttributes);
    }

    private static string Canonical(XmlReader reader)
    {
        var isStanza = Same(reader.NamespaceURI) == Namespaces.Component && reader.LocalName is "message" or "presence" or "iq";
        if (!isStanza)
            return CanonicalElement(reader, foreignAttributes: false);

        var name = reader.LocalName;
        var addressed = IsAddress(reader["from"]) && IsAddress(reader["to"]);
        var text = new StringBuilder(name);
        if (!reader.IsEmptyElement)
        {
            var depth = reader.Depth;
            while (ReadAllowed(reader) && reader.Depth > depth)
            {
                if (reader.NodeType == XmlNodeType.Element)
                    text.Append(CanonicalElement(reader, foreignAttributes: true));
            }
        }

        return addressed ? text.ToString() : "malformed";
    }

    private static bool IsAddress(string? written) => written is null || Jid.TryParse(written, out _);

    // Elements that ours interprets do not keep attributes of foreign namespaces.
    private static string CanonicalElement(XmlReader reader, bool foreignAttributes)
    {
        var text = new StringBuilder().Append('{').Append(Same(reader.NamespaceURI)).Append('}').Append(reader.LocalName);
        List<string> attributes = [];
        for (var more = reader.MoveToFirstAttribute(); more; more = reader.MoveToNextAttribute())
        {
            if (reader.NamespaceURI == "http://www.w3.org/2000/xmlns/")
                continue;
            if (reader.NamespaceURI is "" or Namespaces.Xml)
                attributes.Add($"[{reader.Name}={reader.Value}]");
            else if (foreignAttributes)
                attributes.Add($"[{{{reader.NamespaceURI}}}{reader.LocalName}={reader.Value}]");
        }

        reader.MoveToElement();
        attributes.Sort(StringComparer.Ordinal);
        text.AppendJoin("", attributes);
        var (own, children) = (new StringBuilder(), new StringBuilder());
        if (!reader.IsEmptyElement)
        {
            var depth = reader.Depth;
            while (ReadAllowed(reader) && reader.Depth > depth)
            {
                if (reader.NodeType == XmlNodeType.Element)
                    children.Append(CanonicalElement(reader, foreignAttributes));
                else if (reader.NodeType != XmlNodeType.EndElement)
                    own.Append(reader.Value);
            }
        }

        return text.Append('(').Append(own).Append(')').Append(children).Append(';').ToString();
    }

    private static bool ReadAllowed(XmlReader reader)
    {
        var more = reader.Read();
        RefuseUnlikeSystemXml(reader);
        return more;
    }

    // What RFC 6120 forbids besides, and the one rule of namespaces that System.Xml does not check: no element has the prefix xmlns.
    private static void RefuseUnlikeSystemXml(XmlReader reader)
    {
        if (reader.NodeType is XmlNodeType.Comment or XmlNodeType.ProcessingInstruction || reader is { NodeType: XmlNodeType.Element, Prefix: "xmlns" })
            throw new RestrictedException();
    }

    private static string Same(string @namespace) => Interpreted.IsStanzaNamespace(@namespace) ? Namespaces.Component : @namespace;

    private sealed class RestrictedException : Exception;
}
