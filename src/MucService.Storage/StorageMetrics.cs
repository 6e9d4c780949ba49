namespace MucService.Storage;

/// <summary>What a store did since it was opened. Each figure is right by itself; together they are not one moment.</summary>
public sealed class StorageMetrics
{
    private long _queuedUnits;
    private long _queuedBytes;
    private long _written;
    private long _rows;
    private long _commits;
    private long _superseded;
    private long _failed;
    private long _opened;
    private long _commitTicks;
    private long _longestCommitTicks;

    /// <summary>Writes and openings that wait or are being committed.</summary>
    public long QueuedUnits => Interlocked.Read(ref _queuedUnits);

    /// <summary>About what they take, in bytes.</summary>
    public long QueuedBytes => Interlocked.Read(ref _queuedBytes);

    /// <summary>Writes acknowledged.</summary>
    public long Written => Interlocked.Read(ref _written);

    /// <summary>Rows in them.</summary>
    public long Rows => Interlocked.Read(ref _rows);

    /// <summary>Transactions committed.</summary>
    public long Commits => Interlocked.Read(ref _commits);

    /// <summary>Writes refused because a newer instance of the room lives.</summary>
    public long Superseded => Interlocked.Read(ref _superseded);

    /// <summary>Writes and openings that failed.</summary>
    public long Failed => Interlocked.Read(ref _failed);

    /// <summary>Rooms opened, whether they existed or not.</summary>
    public long Opened => Interlocked.Read(ref _opened);

    /// <summary>Time spent in transactions that were committed, in all.</summary>
    public TimeSpan CommitTime => new(Interlocked.Read(ref _commitTicks));

    /// <summary>The longest of them.</summary>
    public TimeSpan LongestCommit => new(Interlocked.Read(ref _longestCommitTicks));

    internal void Queued(long bytes)
    {
        Interlocked.Increment(ref _queuedUnits);
        Interlocked.Add(ref _queuedBytes, bytes);
    }

    internal void Dequeued(long bytes)
    {
        Interlocked.Decrement(ref _queuedUnits);
        Interlocked.Add(ref _queuedBytes, -bytes);
    }

    internal void Committed(TimeSpan took)
    {
        Interlocked.Increment(ref _commits);
        Interlocked.Add(ref _commitTicks, took.Ticks);
        var longest = Interlocked.Read(ref _longestCommitTicks);
        while (took.Ticks > longest)
        {
            var seen = Interlocked.CompareExchange(ref _longestCommitTicks, took.Ticks, longest);
            if (seen == longest)
                return;
            longest = seen;
        }
    }

    internal void Ended(WriteOutcome outcome, int rows)
    {
        switch (outcome)
        {
            case WriteOutcome.Written:
                Interlocked.Increment(ref _written);
                Interlocked.Add(ref _rows, rows);
                return;
            case WriteOutcome.Superseded:
                Interlocked.Increment(ref _superseded);
                return;
            default:
                Interlocked.Increment(ref _failed);
                return;
        }
    }

    internal void Opening(bool succeeded) => Interlocked.Increment(ref succeeded ? ref _opened : ref _failed);
}
