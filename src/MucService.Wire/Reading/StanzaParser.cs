using System.Buffers;
using System.Collections.Immutable;
using MucService.Xmpp;

namespace MucService.Wire;

/// <summary>
/// Makes a stanza of its bytes. Children that the service does not interpret are checked but stay bytes. The bytes given become part
/// of the stanza and must not change afterwards. A parser is used by one thread at a time; the static methods by any.
/// </summary>
public sealed class StanzaParser
{
    private const int CachedAddresses = 4096;
    private const int LongestCachedAddress = 256;

    // What was once read within its bounds is read again whatever bounds are configured now.
    private static readonly WireLimits Roomy = new() { MaxDepth = 1024, MaxAttributes = 1024 };

    [ThreadStatic]
    private static StanzaParser? t_ofThisThread;

    private readonly AttributeRange[] _attributes;
    private readonly ElementReader _elements;
    private readonly Utf8Cache<Jid> _addresses = new(CachedAddresses, LongestCachedAddress);
    private readonly List<Payload> _payloads = [];
    private StreamHeader _stream = StreamHeader.OfComponents;

    internal StanzaParser(WireLimits limits)
    {
        _attributes = new AttributeRange[limits.MaxAttributes];
        _elements = new ElementReader(limits.MaxDepth);
    }

    private static StanzaParser OfThisThread => t_ofThisThread ??= new StanzaParser(Roomy);

    /// <summary>Reads a whole stanza that <see cref="StanzaRenderer"/> once wrote.</summary>
    /// <exception cref="FormatException">It is no stanza.</exception>
    public static Stanza ParseStanza(ReadOnlyMemory<byte> utf8) =>
        OfThisThread.Parse(utf8).Stanza ?? throw new FormatException("not a stanza");

    /// <summary>Reads a child of a stanza from bytes complete in themselves, such as <see cref="Payload.Bytes"/>.</summary>
    /// <exception cref="FormatException">It is not one element.</exception>
    public static Payload ParsePayload(ReadOnlyMemory<byte> utf8) => OfThisThread.ParseAlone(utf8, Interpreted.Includes);

    /// <summary>A child of a stanza as an element, also where stanzas are not looked into so far.</summary>
    public static Element ElementOf(Payload payload) => payload.Element ?? OfThisThread.ParseAlone(payload.Bytes, _ => true).Element!;

    /// <summary>Reads what follows as children of this stream, whose declarations are in force.</summary>
    internal void Follow(StreamHeader stream) => _stream = stream;

    /// <summary>Reads one child of the stream.</summary>
    /// <exception cref="IllFormedXmlException">It is not well-formed.</exception>
    internal StreamChild Parse(ReadOnlyMemory<byte> utf8)
    {
        var tokens = Begin(utf8);
        var name = _elements.NameOf(ref tokens, _elements.Open(ref tokens));
        var child = KindOf(name) is { } kind
            ? ParseOpened(utf8, ref tokens, kind)
            : new StreamChild(StreamChildKind.Other, Element: _elements.ReadContent(ref tokens, name));
        return tokens.Read() ? throw IllFormedXmlException.NotWellFormed("more than one element") : child;
    }

    /// <summary>Reads the end tag of the stream.</summary>
    /// <exception cref="IllFormedXmlException">It is the end tag of something else.</exception>
    internal StreamChild ParseStreamEnd(ReadOnlyMemory<byte> utf8)
    {
        var tokens = new XmlTokenizer(utf8.Span, _attributes);
        tokens.Read();
        return tokens.Name.SequenceEqual(_stream.Name)
            ? new StreamChild(StreamChildKind.End)
            : throw IllFormedXmlException.NotWellFormed("the end tag of another element");
    }

    private Payload ParseAlone(ReadOnlyMemory<byte> utf8, Func<XmlName, bool> isInterpreted)
    {
        _stream = StreamHeader.OfComponents;
        var tokens = Begin(utf8);
        var payload = ParseChild(utf8, ref tokens, isInterpreted);
        return tokens.Read() ? throw IllFormedXmlException.NotWellFormed("more than one element") : payload;
    }

    private XmlTokenizer Begin(ReadOnlyMemory<byte> utf8)
    {
        XmlCharacters.Check(utf8.Span);
        _elements.Scopes.Reset();
        foreach (var (prefix, @namespace) in _stream.Declarations)
            _elements.Scopes.Declare(prefix, @namespace);

        var tokens = new XmlTokenizer(utf8.Span, _attributes);
        if (!tokens.Read() || tokens.Kind != XmlTokenKind.StartTag)
            throw IllFormedXmlException.NotWellFormed("an element expected");

        return tokens;
    }

    private StreamChild ParseOpened(ReadOnlyMemory<byte> utf8, scoped ref XmlTokenizer tokens, StanzaKind kind)
    {
        var addressed = true;
        var type = StanzaTypes.Default(kind);
        string? id = null, lang = null;
        Jid? from = null, to = null;
        foreach (ref readonly var attribute in tokens.Attributes)
        {
            var name = tokens.NameOf(attribute);
            var value = tokens.RawValueOf(attribute);
            if (name.SequenceEqual("from"u8))
                addressed &= TryAddress(value, out from);
            else if (name.SequenceEqual("to"u8))
                addressed &= TryAddress(value, out to);
            else if (name.SequenceEqual("id"u8))
                id = XmlReferences.AttributeValue(value);
            else if (name.SequenceEqual("type"u8))
                type = StanzaTypes.Read(kind, value);
            else if (name.SequenceEqual("xml:lang"u8))
                lang = XmlReferences.AttributeValue(value);
        }

        var head = addressed ? null : StanzaHead.Of(kind, ref tokens);
        var payloads = ParseChildren(utf8, ref tokens);
        return head is null
            ? new StreamChild(
                StreamChildKind.Stanza,
                new Stanza { Kind = kind, Type = type, Id = id, From = from, To = to, Lang = lang, Payloads = payloads })
            : new StreamChild(StreamChildKind.Malformed, Head: head);
    }

    private ImmutableArray<Payload> ParseChildren(ReadOnlyMemory<byte> utf8, scoped ref XmlTokenizer tokens)
    {
        _payloads.Clear();
        if (!tokens.IsEmpty)
        {
            var stanza = tokens.Name;
            while (ElementReader.NextInside(ref tokens, stanza))
            {
                if (tokens.Kind == XmlTokenKind.StartTag)
                    _payloads.Add(ParseChild(utf8, ref tokens, Interpreted.Includes));
            }
        }

        _elements.Scopes.Leave();
        return [.. _payloads];
    }

    private Payload ParseChild(ReadOnlyMemory<byte> utf8, scoped ref XmlTokenizer tokens, Func<XmlName, bool> isInterpreted)
    {
        var start = tokens.Start;
        var afterName = start + 1 + tokens.Name.Length;
        _elements.Scopes.BeginPayload();
        var name = _elements.NameOf(ref tokens, _elements.Open(ref tokens));
        Element? element = null;
        if (isInterpreted(name))
            element = _elements.ReadContent(ref tokens, name);
        else
            _elements.SkipContent(ref tokens);

        var bytes = _elements.Scopes.EndPayload() is { } borrowed
            ? WithDeclarations(utf8[start..afterName], borrowed, utf8[afterName..tokens.Position])
            : utf8[start..tokens.Position];
        return Payload.Received(name, bytes, element);
    }

    private static byte[] WithDeclarations(
        ReadOnlyMemory<byte> tagAndName, List<(byte[] Prefix, string Namespace)> declarations, ReadOnlyMemory<byte> rest)
    {
        var output = new ArrayBufferWriter<byte>(tagAndName.Length + rest.Length + (64 * declarations.Count));
        output.Write(tagAndName.Span);
        foreach (var (prefix, @namespace) in declarations)
        {
            output.Write(prefix.Length == 0 ? " xmlns"u8 : " xmlns:"u8);
            output.Write(prefix);
            output.Write("='"u8);
            output.Write(XmlEscaping.ToAttribute(@namespace));
            output.Write("'"u8);
        }

        output.Write(rest.Span);
        return output.WrittenSpan.ToArray();
    }

    private bool TryAddress(ReadOnlySpan<byte> raw, out Jid? address)
    {
        if (_addresses.TryGet(raw, out address))
            return true;
        if (!Jid.TryParse(XmlReferences.AttributeValue(raw), out address))
            return false;

        _addresses.Put(raw, address);
        return true;
    }

    private static StanzaKind? KindOf(XmlName name) => name switch
    {
        { Namespace: not Namespaces.Component } => null,
        { Local: "message" } => StanzaKind.Message,
        { Local: "presence" } => StanzaKind.Presence,
        { Local: "iq" } => StanzaKind.Iq,
        _ => null,
    };
}
