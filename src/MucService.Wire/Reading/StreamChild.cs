using MucService.Xmpp;

namespace MucService.Wire;

/// <summary>What a child of the stream turned out to be.</summary>
internal enum StreamChildKind
{
    /// <summary>A stanza.</summary>
    Stanza,

    /// <summary>A stanza one of whose addresses is not a JID.</summary>
    Malformed,

    /// <summary>A stanza over a bound; nothing but its start tag was kept.</summary>
    Oversized,

    /// <summary>Another element: a stream error, the handshake, or something unknown.</summary>
    Other,

    /// <summary>The end tag of the stream.</summary>
    End,
}

/// <summary>One child of the stream.</summary>
/// <param name="Kind">Which of the following is given.</param>
/// <param name="Stanza">The stanza.</param>
/// <param name="Head">The start tag of a stanza that is not handed over; null if even that could not be read.</param>
/// <param name="Element">The element that is no stanza.</param>
internal readonly record struct StreamChild(StreamChildKind Kind, Stanza? Stanza = null, StanzaHead? Head = null, Element? Element = null);
