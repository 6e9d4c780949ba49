using System.Security.Cryptography;
using System.Threading.Channels;

namespace MucService.Wire;

/// <summary>
/// What waits to be written to the host. It outlives the stream: what waits when one stream ends is written to the next. Bounded in
/// bytes; small batches that wait are joined, so that one write carries many. Any thread may enqueue; one stream at a time takes.
/// </summary>
/// <param name="maxBytes">How many bytes may wait.</param>
public sealed class OutputQueue(int maxBytes)
{
    // A batch up to half a segment is copied into what waits before it. At least half of the memory that waits is then output.
    private const int MaxJoined = SegmentPool.SegmentBytes / 2;

    private readonly Lock _lock = new();
    private readonly Queue<OutputBatch> _waiting = new();
    private readonly Channel<bool> _bell = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    private OutputBatch? _last;
    private bool _refused;
    private long _enqueued;
    private long _written;
    private long _writtenStanzas;
    private long _lost;
    private long _refusals;
    private long _queued;
    private long _probed;
    private long _streamBegan;

    /// <summary>
    /// Called once after a refusal when half of the space is free again, on the thread that writes: it must return at once.
    /// </summary>
    public event EventHandler? SpaceAvailable;

    /// <summary>Called after each batch that was given to a socket or lost, on the thread that writes: it must return at once.</summary>
    public event EventHandler? Progressed;

    /// <summary>
    /// How far the output has been given to a socket, in bytes since the queue was made. A batch whose position is at or below it has
    /// been; so has one of <see cref="LostBytes"/>, which were given to a socket that failed, and are not written again.
    /// </summary>
    public long Written => Interlocked.Read(ref _written);

    /// <summary>Tells this queue's positions from those of any other queue, also of other processes.</summary>
    public string Id { get; } = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));

    /// <summary>The position of the last batch that was taken over.</summary>
    public long Enqueued => Interlocked.Read(ref _enqueued);

    /// <summary>The position of the last probe: what is at or below it is proved to have arrived when that is answered.</summary>
    public long Probed => Interlocked.Read(ref _probed);

    /// <summary>Where the output of the present stream begins. What was written before it went to a stream that is lost.</summary>
    public long StreamBegan => Interlocked.Read(ref _streamBegan);

    /// <summary>How many stanzas have been given to a socket.</summary>
    public long WrittenStanzas => Interlocked.Read(ref _writtenStanzas);

    /// <summary>How many bytes wait, or are being written.</summary>
    public long QueuedBytes => Interlocked.Read(ref _queued);

    /// <summary>How many bytes were being written when a stream failed, or were discarded.</summary>
    public long LostBytes => Interlocked.Read(ref _lost);

    /// <summary>How many batches were refused.</summary>
    public long Refusals => Interlocked.Read(ref _refusals);

    /// <summary>
    /// Takes a batch over. False if there is no space: the batch is still the caller's, and <see cref="SpaceAvailable"/> will say when to
    /// try again. A batch larger than the whole bound is taken when nothing else waits.
    /// </summary>
    /// <param name="batch">Whole stanzas.</param>
    /// <param name="position">What <see cref="Written"/> will have reached once the batch is written.</param>
    /// <exception cref="ArgumentException">It is folded: no host understands that.</exception>
    public bool TryEnqueue(OutputBatch batch, out long position)
    {
        if (batch.IsFolded)
            throw new ArgumentException("The batch is folded", nameof(batch));

        bool joined;
        lock (_lock)
        {
            if (_queued > 0 && _queued + batch.Bytes > maxBytes)
            {
                _refused = true;
                _refusals++;
                position = 0;
                return false;
            }

            joined = Take(batch);
            position = _enqueued;
        }

        Taken(batch, joined);
        return true;
    }

    /// <summary>Takes a batch over even if there is no space. Whoever may do that produces nothing more before <see cref="WaitForSpaceAsync"/> is over.</summary>
    internal void Enqueue(OutputBatch batch)
    {
        bool joined;
        lock (_lock)
            joined = Take(batch);
        Taken(batch, joined);
    }

    /// <summary>Waits until no more is queued than may be.</summary>
    internal async ValueTask WaitForSpaceAsync(CancellationToken cancel)
    {
        var space = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        SpaceAvailable += OnSpace;
        try
        {
            lock (_lock)
            {
                if (_queued <= maxBytes)
                    return;
                _refused = true;
            }

            await space.Task.WaitAsync(cancel).ConfigureAwait(false);
        }
        finally
        {
            SpaceAvailable -= OnSpace;
        }

        void OnSpace(object? queue, EventArgs nothing) => space.TrySetResult();
    }

    /// <summary>A batch at that position holds a probe.</summary>
    public void NoteProbe(long position)
    {
        lock (_lock)
            _probed = Math.Max(_probed, position);
    }

    /// <summary>What is taken from now on is written to a new stream.</summary>
    public void BeginStream() => Interlocked.Exchange(ref _streamBegan, Written);

    /// <summary>Gives up all that waits, and counts it as lost: for a service that has no host any more.</summary>
    public void Discard()
    {
        while (TryTake() is { } batch)
            Finish(batch, lost: true);
    }

    /// <summary>
    /// Takes what would be written next, for another stream to write it: no stream of this queue is open. Null if nothing waits. It counts as
    /// written here; the batch is the caller's.
    /// </summary>
    public OutputBatch? TryMoveOut()
    {
        lock (_lock)
        {
            if (!_waiting.TryDequeue(out var batch))
                return null;
            if (_waiting.Count == 0)
                _last = null;
            _written += batch.Bytes;
            _queued -= batch.Bytes;
            return batch;
        }
    }

    /// <summary>Waits until there may be something to take.</summary>
    internal async ValueTask WaitAsync(CancellationToken cancel)
    {
        lock (_lock)
        {
            if (_waiting.Count > 0)
                return;
        }

        await _bell.Reader.ReadAsync(cancel).ConfigureAwait(false);
    }

    /// <summary>Takes what is to be written next, to be given back by <see cref="Finish"/>. Null if nothing waits.</summary>
    internal OutputBatch? TryTake()
    {
        lock (_lock)
        {
            if (!_waiting.TryDequeue(out var batch))
                return null;
            if (_waiting.Count == 0)
                _last = null;
            return batch;
        }
    }

    /// <summary>Counts a batch as written, or as lost in a stream that failed while it was being written.</summary>
    internal void Finish(OutputBatch batch, bool lost)
    {
        bool hasSpace;
        lock (_lock)
        {
            _written += batch.Bytes;
            _queued -= batch.Bytes;
            if (lost)
                _lost += batch.Bytes;
            else
                _writtenStanzas += batch.Stanzas;
            hasSpace = _refused && _queued <= maxBytes / 2;
            if (hasSpace)
                _refused = false;
        }

        batch.Dispose();
        Progressed?.Invoke(this, EventArgs.Empty);
        if (hasSpace)
            SpaceAvailable?.Invoke(this, EventArgs.Empty);
    }

    // Under the lock. True if it was joined to the last one that waits.
    private bool Take(OutputBatch batch)
    {
        _queued += batch.Bytes;
        _enqueued += batch.Bytes;
        if (batch.Bytes <= MaxJoined && _last is not null && _last.TryAppend(batch))
            return true;

        batch.Grow();
        _waiting.Enqueue(batch);
        _last = batch;
        return false;
    }

    private void Taken(OutputBatch batch, bool joined)
    {
        if (joined)
            batch.Dispose();
        else
            _bell.Writer.TryWrite(true);
    }
}
