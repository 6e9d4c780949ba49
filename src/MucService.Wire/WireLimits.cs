namespace MucService.Wire;

/// <summary>The bounds of everything that comes from, or waits for, the network, and the deadlines of a stream.</summary>
public sealed record WireLimits
{
    /// <summary>The bounds that serve where nothing else is configured.</summary>
    public static WireLimits Default { get; } = new();

    /// <summary>The largest stanza that is read, in bytes. A larger one is refused to its sender, and the stream lives.</summary>
    public int MaxStanzaBytes { get; init; } = 512 * 1024;

    /// <summary>How deep elements may nest, the stanza itself counting as one. A deeper stanza is refused to its sender.</summary>
    public int MaxDepth { get; init; } = 64;

    /// <summary>How many attributes one element may have, namespace declarations included. A stanza with more is refused to its sender.</summary>
    public int MaxAttributes { get; init; } = 64;

    /// <summary>The largest stream header that is read, in bytes. A larger one ends the stream.</summary>
    public int MaxHeaderBytes { get; init; } = 16 * 1024;

    /// <summary>How many bytes may wait to be written. Over it, output is refused to whoever makes it.</summary>
    public int MaxQueuedBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>How many stanzas are handed over at once at most.</summary>
    public int MaxBatchedStanzas { get; init; } = 256;

    /// <summary>How long resolving the host's name and connecting may take.</summary>
    public TimeSpan ConnectDeadline { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the host may take for stream header and handshake. XEP-0114 #proto.</summary>
    public TimeSpan HandshakeDeadline { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often the stream is proved by a ping that the host routes back.</summary>
    public TimeSpan PingInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the host may be silent after a ping before the stream is taken for dead.</summary>
    public TimeSpan PingDeadline { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a clean close may take: what waits is written, and the host's end of the stream is read.</summary>
    public TimeSpan CloseDeadline { get; init; } = TimeSpan.FromSeconds(2);
}
