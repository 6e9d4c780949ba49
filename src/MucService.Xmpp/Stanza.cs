using System.Collections.Immutable;

namespace MucService.Xmpp;

/// <summary>The three kinds of stanza. RFC 6120 section 8.</summary>
public enum StanzaKind
{
    /// <summary><c>message</c></summary>
    Message,

    /// <summary><c>presence</c></summary>
    Presence,

    /// <summary><c>iq</c></summary>
    Iq,
}

/// <summary>The value of a stanza's <c>type</c>, with the default of each kind made explicit. RFC 6121, RFC 6120.</summary>
public enum StanzaType
{
    /// <summary>A value that no RFC defines for this kind of stanza.</summary>
    Unknown,

    /// <summary>Presence without a type.</summary>
    Available,

    /// <summary>Presence: gone.</summary>
    Unavailable,

    /// <summary>Presence: subscription request.</summary>
    Subscribe,

    /// <summary>Presence: subscription granted.</summary>
    Subscribed,

    /// <summary>Presence: subscription ended.</summary>
    Unsubscribe,

    /// <summary>Presence: subscription refused.</summary>
    Unsubscribed,

    /// <summary>Presence: asked for by a server.</summary>
    Probe,

    /// <summary>Message without a type, or <c>normal</c>.</summary>
    Normal,

    /// <summary>Message of a conversation of two.</summary>
    Chat,

    /// <summary>Message to or from a room.</summary>
    Groupchat,

    /// <summary>Message that expects no reply.</summary>
    Headline,

    /// <summary>Iq: question.</summary>
    Get,

    /// <summary>Iq: order.</summary>
    Set,

    /// <summary>Iq: answer.</summary>
    Result,

    /// <summary>Any kind: the answer to a stanza that failed.</summary>
    Error,
}

/// <summary>
/// One child of a stanza. Its bytes are complete in themselves on a stream whose default namespace is
/// <see cref="Namespaces.Component"/>: declarations of outer scopes that it needs have been added.
/// Children the service interprets are parsed as well.
/// </summary>
public sealed class Payload
{
    private Payload(XmlName name, ReadOnlyMemory<byte> bytes, Element? element)
    {
        Name = name;
        Bytes = bytes;
        Element = element;
    }

    /// <summary>The child's name.</summary>
    public XmlName Name { get; }

    /// <summary>The child as UTF-8, byte for byte as it came; empty for one that the service made.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>The child as an element; null for one the service does not interpret.</summary>
    public Element? Element { get; }

    /// <summary>A child as it came from the wire.</summary>
    public static Payload Received(XmlName name, ReadOnlyMemory<byte> bytes, Element? element) => new(name, bytes, element);

    /// <summary>A child that the service made.</summary>
    public static Payload Of(Element element) => new(element.Name, default, element);

    /// <summary>True if the child has this name.</summary>
    public bool Is(string local, string @namespace) => Name.Local == local && Name.Namespace == @namespace;

    /// <summary>A child that the service made.</summary>
    public static implicit operator Payload(Element element) => Of(element);
}

/// <summary>A message, presence or iq. The same type is used for what comes in and for what goes out. RFC 6120 section 8.</summary>
public sealed record Stanza
{
    /// <summary>Message, presence or iq.</summary>
    public required StanzaKind Kind { get; init; }

    /// <summary>The value of <c>type</c>, defaults made explicit.</summary>
    public required StanzaType Type { get; init; }

    /// <summary>The value of <c>id</c>, opaque, or null.</summary>
    public string? Id { get; init; }

    /// <summary>Who sent it. Null only where the host left it out.</summary>
    public Jid? From { get; init; }

    /// <summary>Who it is for. Null on a stanza that is sent to an audience.</summary>
    public Jid? To { get; init; }

    /// <summary>The value of <c>xml:lang</c>, or null.</summary>
    public string? Lang { get; init; }

    /// <summary>The children, in order.</summary>
    public ImmutableArray<Payload> Payloads { get; init; } = [];

    /// <summary>The first child of that name, interpreted or not; null if there is none.</summary>
    public Payload? Payload(string local, string @namespace)
    {
        foreach (var payload in Payloads)
        {
            if (payload.Is(local, @namespace))
                return payload;
        }

        return null;
    }

    /// <summary>The first child of that name if the service interprets it, or null.</summary>
    public Element? Child(string local, string @namespace) => Payload(local, @namespace)?.Element;

    /// <summary>This stanza with one more child.</summary>
    public Stanza With(Payload payload) => this with { Payloads = Payloads.Add(payload) };

    /// <summary>This stanza, with texts of the service's own in it: they are English. RFC 6120 section 8.1.5.</summary>
    public Stanza InEnglish() => this with { Lang = "en" };

    /// <summary>The answer to this stanza: kind and id kept, addresses exchanged.</summary>
    public Stanza Answer(StanzaType type) => new() { Kind = Kind, Type = type, Id = Id, From = To, To = From };

    /// <summary>The error that answers this stanza, without its payload. RFC 6120 section 8.3.</summary>
    public Stanza Refuse(StanzaError error) => Answer(StanzaType.Error).With(error.ToElement());
}
