using MucService.Xmpp;

namespace MucService.Storage.Writing;

/// <summary>What a lane does in one go: all of it, or nothing.</summary>
internal abstract class StorageUnit(BareJid room)
{
    public BareJid Room { get; } = room;

    /// <summary>About what it takes in memory while it waits.</summary>
    public abstract long Bytes { get; }
}

/// <summary>A write that waits for its commit.</summary>
internal sealed class WriteUnit(RoomWrite write, Action<WriteOutcome> done) : StorageUnit(write.Room)
{
    public RoomWrite Write { get; } = write;

    public Action<WriteOutcome> Done { get; } = done;

    public override long Bytes { get; } = write.Bytes;

    /// <summary>Set by the committer; holds once the transaction is committed.</summary>
    public WriteOutcome Outcome { get; set; }
}

/// <summary>A removal that waits to be kept. No room waits for it, and none is held to it.</summary>
/// <param name="removal">Of whom, and why.</param>
/// <param name="atMost">How many are kept with it.</param>
/// <param name="since">From when on they are kept.</param>
/// <param name="done">Called with whether it is kept.</param>
internal sealed class RemovalUnit(RemovalRow removal, int atMost, DateTimeOffset since, Action<bool> done) : StorageUnit(removal.Room)
{
    public RemovalRow Removal { get; } = removal;

    public int AtMost { get; } = atMost;

    public DateTimeOffset Since { get; } = since;

    public Action<bool> Done { get; } = done;

    public override long Bytes => 400;
}

/// <summary>An opening that waits for its commit, and then for the reading of what the room has.</summary>
/// <param name="room">The room.</param>
/// <param name="carried">The epoch of the instance that goes on; null for a new one.</param>
/// <param name="done">Called once its end is known.</param>
internal sealed class OpenUnit(BareJid room, long? carried, Action<OpenUnit, string?> done) : StorageUnit(room)
{
    /// <summary>The epoch of the instance that goes on, if it is still the newest; null for a new one, which is given its epoch.</summary>
    public long? Carried { get; } = carried;

    /// <summary>Called with the reason of a failure, or null once epoch and existence are known.</summary>
    public Action<OpenUnit, string?> Done { get; } = done;

    public override long Bytes => 200;

    /// <summary>Set by the committer: the epoch of this instance.</summary>
    public long Epoch { get; set; } = carried ?? 0;

    /// <summary>Set by the committer: the room has a newer instance than the one that was to go on.</summary>
    public bool IsSuperseded { get; set; }

    /// <summary>Set by the committer: there is such a room.</summary>
    public bool Exists { get; set; }
}
