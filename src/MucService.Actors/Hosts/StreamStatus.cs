using MucService.Xmpp;

namespace MucService.Actors.Hosts;

/// <summary>How one stream to a host stands.</summary>
/// <param name="Domain">The service.</param>
/// <param name="Server">The host's address and port.</param>
/// <param name="IsOpen">True once the handshake is done.</param>
/// <param name="Reason">Why it is not open, for a person; empty if it is.</param>
/// <param name="Since">Since when.</param>
public sealed record StreamStatus(Domain Domain, string Server, bool IsOpen, string Reason, DateTimeOffset Since)
{
    /// <summary>The node that holds the service's streams in place of this one, if one of them is open there; else null.</summary>
    public string? OpenAt { get; init; }
}

/// <summary>How all streams of this node stand; read by the health endpoint from other threads.</summary>
public sealed class StreamBoard
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<int, StreamStatus> _streams = [];

    /// <summary>All streams, in order of configuration.</summary>
    public IReadOnlyList<StreamStatus> Streams
    {
        get
        {
            lock (_lock)
                return [.. _streams.Values];
        }
    }

    /// <summary>Raised when a stream opens or is lost.</summary>
    public event EventHandler? Changed;

    internal void Set(int index, StreamStatus status)
    {
        lock (_lock)
            _streams[index] = status;

        Changed?.Invoke(this, EventArgs.Empty);
    }
}
