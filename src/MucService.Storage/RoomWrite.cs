using MucService.Xmpp;

namespace MucService.Storage;

/// <summary>What became of a <see cref="RoomWrite"/>.</summary>
public enum WriteOutcome
{
    /// <summary>Committed, all of it. It survives the death of every process.</summary>
    Written,

    /// <summary>Nothing of it was applied: a newer instance of the room lives, or the room is not what the write took it for. Stop, say nothing.</summary>
    Superseded,

    /// <summary>
    /// It was not committed, as far as is known (a connection lost in the middle of a commit leaves that open).
    /// Everything that follows with the same epoch fails, too, until the room is opened again.
    /// </summary>
    Failed,
}

/// <summary>Changes of one room that become durable together or not at all.</summary>
/// <param name="Room">The room.</param>
/// <param name="Epoch">The epoch that opening the room gave; applied only where it is still current.</param>
/// <param name="Row">The room's row as it is now, or null if unchanged.</param>
/// <param name="Upserts">Sessions that are new or changed.</param>
/// <param name="Deletes">Sessions that are gone.</param>
/// <param name="History">Messages said.</param>
/// <param name="Create">The room does not exist yet. <see cref="Row"/> is needed.</param>
/// <param name="Forget">Delete the room with all it has.</param>
public sealed record RoomWrite(
    BareJid Room,
    long Epoch,
    RoomRow? Row,
    IReadOnlyList<SessionRow> Upserts,
    IReadOnlyList<FullJid> Deletes,
    IReadOnlyList<HistoryRow> History,
    bool Create,
    bool Forget)
{
    /// <summary>
    /// Written behind what was told, so that nothing later builds upon it (a refreshed presence, the history): should it fail,
    /// later writes of this epoch do not fail with it. A write of nothing but history is so by itself.
    /// </summary>
    public bool Behind { get; init; }

    /// <summary>What its owners published of it; empty where they took it away, null where it is unchanged.</summary>
    public byte[]? VCard { get; init; }

    /// <summary>What is left of the room that is forgotten, or null for nothing.</summary>
    public TombstoneRow? Tombstone { get; init; }

    /// <summary>How many tombstones the service keeps with that one; those that end first make room.</summary>
    public int TombstonesAtMost { get; init; } = int.MaxValue;

    /// <summary>Remove the room's tombstone: the room is created anew, or the operator wants it so.</summary>
    public bool RemovesTombstone { get; init; }

    /// <summary>What sessions are proved to know, or a change since; null for nothing of both.</summary>
    public WatermarkRow? Watermark { get; init; }

    /// <summary>Who left that belongs to the room, and who does not belong to it any more.</summary>
    public IReadOnlyList<DepartureRow> Departures { get; init; } = [];

    internal bool NothingBuildsOnIt =>
        Behind || (Row is null && Upserts.Count == 0 && Deletes.Count == 0 && Departures.Count == 0 && VCard is null && !Create && !Forget && !RemovesTombstone);

    internal int RowCount => (Row is null ? 0 : 1) + Upserts.Count + Deletes.Count + History.Count + Departures.Count
        + (VCard is null ? 0 : 1) + (Tombstone is null ? 0 : 1) + (Watermark is null ? 0 : 1);

    /// <summary>About what it takes in memory.</summary>
    internal long Bytes
    {
        get
        {
            long bytes = 200 + (VCard?.Length ?? 0) + (Watermark?.Data.Length ?? 0) + (Row is null ? 0 : 300 + (2 * (Row.Name.Length + Row.Description.Length))) + (100L * (Deletes.Count + Departures.Count));
            foreach (var session in Upserts)
                bytes += 300 + session.Presence.Length;
            foreach (var message in History)
                bytes += 200 + message.Message.Length;
            return bytes;
        }
    }
}
