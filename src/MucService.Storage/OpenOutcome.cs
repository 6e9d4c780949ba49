namespace MucService.Storage;

/// <summary>What opening a room gave.</summary>
public abstract record OpenOutcome
{
    private OpenOutcome()
    {
    }

    /// <summary>The room exists, and this instance is its newest.</summary>
    /// <param name="Row">Its row.</param>
    /// <param name="Epoch">What every write must carry; of a new instance greater than any epoch given for this room before.</param>
    /// <param name="Sessions">Who is in it, in order of entry.</param>
    /// <param name="History">Its messages, oldest first. After the ring was made smaller there may be older ones than it holds.</param>
    public sealed record Found(RoomRow Row, long Epoch, IReadOnlyList<SessionRow> Sessions, IReadOnlyList<HistoryRow> History) : OpenOutcome
    {
        /// <summary>What its owners published of it; empty if nothing.</summary>
        public byte[] VCard { get; init; } = [];

        /// <summary>What sessions are proved to know, and the changes since, by number.</summary>
        public IReadOnlyList<WatermarkRow> Watermarks { get; init; } = [];
    }

    /// <summary>There is no such room, and still none: nothing was left behind.</summary>
    /// <param name="Epoch">The epoch to create it with.</param>
    public sealed record Missing(long Epoch) : OpenOutcome
    {
        /// <summary>What is left of a room that was destroyed, or null.</summary>
        public TombstoneRow? Tombstone { get; init; }
    }

    /// <summary>A newer instance of the room was opened. The older one that was to go on stops: it says nothing and writes nothing.</summary>
    public sealed record Superseded : OpenOutcome
    {
        /// <summary>The only one.</summary>
        public static Superseded Instance { get; } = new();
    }

    /// <summary>It is not known: storage does not work, or another instance opened the room meanwhile.</summary>
    /// <param name="Reason">Why, in a line.</param>
    public sealed record Failed(string Reason) : OpenOutcome;
}
