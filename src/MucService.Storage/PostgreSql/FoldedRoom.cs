using MucService.Xmpp;

namespace MucService.Storage.PostgreSql;

/// <summary>What the units of one transaction, one after the other, make of one room; written once, at the end.</summary>
internal sealed class FoldedRoom(BareJid room, long? storedEpoch)
{
    private readonly bool _stored = storedEpoch is not null;
    private bool _exists = storedEpoch is not null;

    public BareJid Room { get; } = room;

    public long Epoch { get; private set; } = storedEpoch ?? 0;

    /// <summary>The row as last written by a unit, or null.</summary>
    public RoomRow? Row { get; private set; }

    /// <summary>The sessions changed; null for those deleted.</summary>
    public Dictionary<FullJid, SessionRow?> Sessions { get; } = [];

    /// <summary>The slots written.</summary>
    public Dictionary<int, HistoryRow> History { get; } = [];

    /// <summary>What its owners published of it, as last written; empty where it has to go, null where it stays.</summary>
    public byte[]? VCard { get; private set; }

    /// <summary>What its sessions are proved to know, and the changes since, as last written.</summary>
    public SortedDictionary<long, WatermarkRow> Watermarks { get; } = [];

    /// <summary>The stored changes up to this number have to go.</summary>
    public long WatermarksUntil { get; private set; }

    /// <summary>Up to where who left heard what was said; null for those who do not belong to the room any more.</summary>
    public Dictionary<BareJid, long?> Departures { get; } = [];

    /// <summary>What is stored of it has to go, before anything else.</summary>
    public bool IsWiped { get; private set; }

    /// <summary>Its row has to be inserted.</summary>
    public bool IsNew => _exists && (!_stored || IsWiped);

    /// <summary>Its row has to be updated.</summary>
    public bool IsChanged => _exists && !IsNew && Row is not null;

    /// <summary>Only its epoch has to be updated.</summary>
    public bool IsReopened => _exists && !IsNew && Row is null && Epoch != storedEpoch;

    /// <summary>What is left of it, to be written, or null.</summary>
    public RoomWrite? Tombstone { get; private set; }

    /// <summary>What was left of it has to go.</summary>
    public bool IsUnburied { get; private set; }

    /// <summary>Whether there is such a room, and with another epoch than that of the instance that goes on.</summary>
    public (bool Exists, bool IsSuperseded) Reopen(long epoch) => (_exists, _exists && Epoch != epoch);

    /// <returns>True if there is such a room.</returns>
    public bool Open(long epoch)
    {
        if (_exists)
            Epoch = epoch;
        return _exists;
    }

    public WriteOutcome Apply(RoomWrite write)
    {
        if (write is { RemovesTombstone: true, Create: false })
            return Bury(null);
        if (write.Forget && !_exists)
            return Bury(write);
        if (_exists ? Epoch != write.Epoch : !write.Create)
            return WriteOutcome.Superseded;
        if (write.Forget)
            return Forget(write);
        if (write.RemovesTombstone)
            Bury(null);

        _exists = true;
        Epoch = write.Epoch;
        Row = write.Row ?? Row;
        VCard = write.VCard ?? VCard;
        foreach (var gone in write.Deletes)
            Sessions[gone] = null;
        foreach (var session in write.Upserts)
            Sessions[session.RealJid] = session;
        foreach (var message in write.History)
            History[message.Slot] = message;
        if (write.Watermark is { } watermark)
            Apply(watermark);
        foreach (var departure in write.Departures)
            Departures[departure.Jid] = departure.Heard;
        return WriteOutcome.Written;
    }

    private void Apply(WatermarkRow row)
    {
        WatermarksUntil = Math.Max(WatermarksUntil, row.Until);
        foreach (var told in Watermarks.Keys.Where(number => number > 0 && number <= row.Until).ToList())
            Watermarks.Remove(told);
        Watermarks[row.Number] = row;
    }

    private WriteOutcome Forget(RoomWrite write)
    {
        _exists = false;
        IsWiped = _stored;
        Row = null;
        VCard = null;
        Sessions.Clear();
        History.Clear();
        Watermarks.Clear();
        WatermarksUntil = 0;
        Departures.Clear();
        return Bury(write);
    }

    /// <summary>What is left of it is that of the write, if there is one, and null is nothing.</summary>
    private WriteOutcome Bury(RoomWrite? write)
    {
        if (write is { Tombstone: null })
            return WriteOutcome.Written;

        Tombstone = write;
        IsUnburied = write is null;
        return WriteOutcome.Written;
    }
}
