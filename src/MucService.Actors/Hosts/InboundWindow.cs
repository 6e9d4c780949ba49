using MucService.Xmpp;

namespace MucService.Actors.Hosts;

/// <summary>
/// Bounds the bytes that a node has accepted from its hosts and that no room has handled yet.
/// Over the bound the streams stop reading, and the host's own flow control does the rest.
/// </summary>
/// <param name="bytes">The bound.</param>
public sealed class InboundWindow(long bytes)
{
    private const int Overhead = 256;
    private long _used;
    private TaskCompletionSource? _room;

    /// <summary>Bytes accepted and not handled.</summary>
    public long Used => Interlocked.Read(ref _used);

    /// <summary>What a stanza counts for.</summary>
    public static int SizeOf(Stanza stanza)
    {
        var size = Overhead;
        foreach (var payload in stanza.Payloads)
            size += payload.Bytes.Length;

        return size;
    }

    /// <summary>Counts a stanza in.</summary>
    public void Enter(Stanza stanza) => Interlocked.Add(ref _used, SizeOf(stanza));

    /// <summary>Counts a stanza out.</summary>
    public void Leave(Stanza stanza)
    {
        if (Interlocked.Add(ref _used, -SizeOf(stanza)) < bytes)
            Interlocked.Exchange(ref _room, null)?.TrySetResult();
    }

    /// <summary>Completes when there is room.</summary>
    public async ValueTask WaitAsync(CancellationToken cancel)
    {
        while (Used >= bytes)
        {
            var waiting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var earlier = Interlocked.CompareExchange(ref _room, waiting, null);
            if (Used < bytes)
                return;

            await (earlier ?? waiting).Task.WaitAsync(cancel);
        }
    }
}
