using MucService.Storage;

namespace MucService.Actors.Links;

/// <summary>
/// Sees to it that every technical removal is kept, on whatever node it happened. What storage does not take now waits, so many and no
/// more, and is tried again. Thread-safe.
/// </summary>
public sealed class RemovalLog(IRoomStore store, TimeProvider time) : IDisposable
{
    /// <summary>How many wait for storage; of more, the oldest are forgotten.</summary>
    public const int MostWaiting = 10_000;

    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private readonly Queue<RemovalRow> _waiting = new();
    private ITimer? _retry;
    private bool _isClosed;

    /// <summary>How many wait for storage to work again.</summary>
    public int Waiting
    {
        get
        {
            lock (_gate)
                return _waiting.Count;
        }
    }

    /// <summary>Keeps one.</summary>
    public void Add(RemovalRow removal) => store.KeepRemoval(removal, isKept =>
    {
        if (!isKept)
            Wait(removal);
    });

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _isClosed = true;
            _retry?.Dispose();
        }
    }

    private void Wait(RemovalRow removal)
    {
        lock (_gate)
        {
            if (_isClosed)
                return;

            _waiting.Enqueue(removal);
            if (_waiting.Count > MostWaiting)
                _waiting.Dequeue();
            _retry ??= time.CreateTimer(_ => TryAgain(), null, RetryDelay, Timeout.InfiniteTimeSpan);
        }
    }

    private void TryAgain()
    {
        RemovalRow[] waited;
        lock (_gate)
        {
            _retry?.Dispose();
            _retry = null;
            waited = [.. _waiting];
            _waiting.Clear();
        }

        foreach (var removal in waited)
            Add(removal);
    }
}
