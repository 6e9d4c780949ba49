using System.Collections.Immutable;
using Akka.Actor;
using MucService.Rooms;
using MucService.Storage;
using MucService.Xmpp;

namespace MucService.Actors.Rooms;

/// <summary>
/// What a room's decisions write, and where: the lists and the configuration to the journal, who is in the room to the tables
/// before anyone is told; messages and changed presence behind. It answers the room's actor, never waits, and holds no rule.
/// </summary>
/// <param name="room">The room's actor, told <see cref="Written"/>.</param>
/// <param name="address">The room.</param>
/// <param name="store">The tables.</param>
/// <param name="append">Hands events to the journal; answered by <see cref="RoomJournalActor.Appended"/>.</param>
internal sealed partial class RoomWriter(IActorRef room, BareJid address, IRoomStore store, Action<RoomJournalActor.Append> append)
{
    private ImmutableHashSet<FullJid> _presenceBehind = [];
    private ImmutableHashSet<FullJid> _unsure = [];
    private readonly Queue<HistoryEntry> _historyBehind = [];
    private HistoryEntry[] _historyInFlight = [];
    private BareJid? _owner;
    private bool _stored;
    private bool _hasJournal;
    private bool _journalInDoubt;
    private bool _journalInRow;
    private bool _vCardUnsure;
    private long _epoch;

    /// <summary>The epoch that the room was opened with.</summary>
    public long Epoch => _epoch;

    /// <summary>How often this instance has destroyed the room.</summary>
    public int Destroyed { get; private set; }

    /// <summary>True if something waits to be written behind.</summary>
    public bool HasBehind => HasHistoryBehind || HasPresenceBehind;

    /// <summary>True if messages wait, or rows that may differ from the room.</summary>
    public bool HasHistoryBehind => _historyBehind.Count > 0 || _unsure.Count > 0 || _vCardUnsure;

    /// <summary>True if changed presence waits.</summary>
    public bool HasPresenceBehind => _presenceBehind.Count > 0;

    /// <summary>True while messages that were written behind are not known to be stored.</summary>
    public bool IsWritingHistory => _historyInFlight.Length > 0;

    /// <summary>True if an event must be written before anyone is told.</summary>
    public static bool IsDurable(RoomEvent happened) => happened is IJournaled or IOccupancy;

    /// <summary>True if any of a decision must be written before anyone is told.</summary>
    public static bool IsDurable(RoomState before, Decision decision) =>
        decision.Events.Any(IsDurable)
        || decision.Requests.Any(request => request is RoomRequest.Forget)
        || (before.Settings.HistoryFirst && decision.Events.Any(happened => happened is RoomEvent.Said));

    /// <summary>Writes what a decision made durable.</summary>
    /// <param name="before">The room before it, which a new journal begins with.</param>
    /// <param name="after">The room after it.</param>
    /// <param name="decision">What was decided.</param>
    /// <param name="held">Waits for what is written here.</param>
    public void Write(RoomState before, RoomState after, Decision decision, HeldDecision held)
    {
        var forget = decision.Requests.Any(request => request is RoomRequest.Forget);
        ImmutableArray<RoomEvent> journaled = [.. decision.Events.Where(happened => happened is IJournaled)];
        var toAppend = forget || journaled.IsEmpty ? null : ToAppend(Founded(before, decision.Events), journaled, held);
        if (decision.Events is [RoomEvent.TombstoneRemoved])
            WriteRow(new RoomWrite(address, _epoch, null, [], [], [], Create: false, Forget: false) { RemovesTombstone = true }, [], held);
        else if (forget || decision.Events.Any(NeedsRow) || RoomMemory.Of(before, after, decision) is not null || Departures.Any(before, decision.Events))
            WriteRows(before, after, decision, forget, held);
        if (after.Settings.HistoryFirst && !forget)
            WriteHistory(after, decision.Events, held);

        // Behind the row, which the journal looks at.
        if (toAppend is not null)
            append(toAppend);
    }

    /// <summary>Remembers what is to be written behind.</summary>
    /// <returns>True if something is.</returns>
    public bool Behind(RoomState after, ImmutableArray<RoomEvent> events)
    {
        var any = false;
        foreach (var happened in events)
        {
            if (happened is RoomEvent.Said said && !after.Settings.HistoryFirst)
                _historyBehind.Enqueue(said.Entry);
            else if (happened is RoomEvent.MessageRetracted { StanzaId: var id } && after.History.Find(after.Address, id) is { } tombstone)
                _historyBehind.Enqueue(tombstone);
            else if (happened is RoomEvent.PresenceChanged changed)
                _presenceBehind = _presenceBehind.Add(changed.RealJid);
            else
                continue;

            any = true;
        }

        while (_historyBehind.Count > after.Settings.HistorySize)
            _historyBehind.Dequeue();
        return any;
    }

    /// <summary>Writes the messages that wait, and every session whose row may differ from the room. One such write is under way at a time.</summary>
    /// <param name="now">The room.</param>
    /// <param name="presences">Whether changed presence is due, too.</param>
    public void WriteBehind(RoomState now, bool presences)
    {
        if (IsDown || !now.Exists || IsWritingHistory)
            return;

        HashSet<FullJid> sessions = [.. _unsure];
        if (presences)
            sessions.UnionWith(_presenceBehind);
        if (_historyBehind.Count == 0 && sessions.Count == 0 && !_vCardUnsure)
            return;

        var create = !_stored;
        var row = _unsure.Count > 0 || create ? Row(now) : null;
        _historyInFlight = [.. _historyBehind];
        HistoryRow[] history = [.. _historyInFlight.Select(entry => RoomRows.HistoryOf(entry, now.Settings.HistorySize))];
        _historyBehind.Clear();
        _unsure = [];
        _stored = true;
        if (presences)
            _presenceBehind = [];

        var vCard = _vCardUnsure ? RoomRows.BytesOf(now.VCard) : null;
        _vCardUnsure = false;
        var (upserts, deletes) = RowsOf(now, sessions);
        store.Write(
            new RoomWrite(address, _epoch, row, upserts, deletes, history, create, Forget: false) { Behind = !create, VCard = vCard },
            outcome => room.Tell(new Written(null, outcome, [.. sessions]) { Creates = create, VCard = vCard is not null }));
    }

    /// <summary>These rows are written again: the room knows better than they.</summary>
    public void Doubt(IEnumerable<FullJid> sessions) => _unsure = _unsure.Union(sessions);

    /// <summary>What was written behind is written, or is to be written again.</summary>
    public void BehindDone(Written written)
    {
        if (written.Outcome != WriteOutcome.Written)
        {
            Doubt(written.Sessions);
            _vCardUnsure |= written.VCard;
            HistoryEntry[] newer = [.. _historyBehind];
            _historyBehind.Clear();
            foreach (var entry in _historyInFlight.Concat(newer))
                _historyBehind.Enqueue(entry);
        }

        _historyInFlight = [];
    }

    /// <summary>It is written.</summary>
    public void Confirm(Written written)
    {
        _isThere |= written.Creates && _stored;
        written.Held?.Confirm();
    }

    private RoomJournalActor.Append ToAppend(RoomState before, ImmutableArray<RoomEvent> journaled, HeldDecision held)
    {
        var begin = _hasJournal && !_journalInDoubt ? null : RoomJournalSnapshot.Of(before);
        _hasJournal = true;
        _journalInDoubt = false;
        held.Awaited++;
        return new RoomJournalActor.Append(held, journaled, begin, Destroyed);
    }

    /// <summary>A room that is created and configured at once begins its journal with its owner.</summary>
    private static RoomState Founded(RoomState before, ImmutableArray<RoomEvent> events) =>
        events is [RoomEvent.Created created, ..] ? Room.Evolve(before, created) : before;

    private void WriteRows(RoomState before, RoomState after, Decision decision, bool forget, HeldDecision held)
    {
        var events = decision.Events;
        _owner = events.OfType<RoomEvent.Created>().LastOrDefault()?.By ?? _owner;
        var create = !_stored;
        if (create && forget)
            return;

        var touched = events.OfType<IOccupancy>().SelectMany(happened => happened.Touched).Concat(_unsure).ToHashSet();
        var (upserts, deletes) = forget ? ([], []) : RowsOf(after, touched);
        var vCard = !forget && events.Any(happened => happened is RoomEvent.VCardChanged) ? RoomRows.BytesOf(after.VCard) : null;
        var write = new RoomWrite(address, _epoch, forget ? null : Row(after), upserts, deletes, [], create, forget)
        {
            VCard = vCard,
            Tombstone = forget && after.Tombstone is { } tombstone ? RoomRows.RowOf(address, tombstone) : null,
            TombstonesAtMost = after.Settings.MaxTombstones,
            RemovesTombstone = create && before.Tombstone is not null,
            Departures = forget ? [] : Departures.Of(before, after, events),
            Watermark = forget ? null : create ? RoomMemory.Nothing(after.CreatedAt) : RoomMemory.Of(before, after, decision),
        };
        WriteRow(write, touched, held);

        _stored = !forget;
        _isThere &= !forget;
        Destroyed += forget ? 1 : 0;
        _hasJournal &= !forget;
        _journalInRow = _hasJournal;
        _unsure = [];
        if (forget)
            _historyBehind.Clear();
    }

    private void WriteHistory(RoomState after, ImmutableArray<RoomEvent> events, HeldDecision held)
    {
        HistoryRow[] said = [.. events.OfType<RoomEvent.Said>().Select(happened => RoomRows.HistoryOf(happened.Entry, after.Settings.HistorySize))];
        if (said.Length > 0 && after.Settings.HistorySize > 0)
            WriteRow(new RoomWrite(address, _epoch, null, [], [], said, Create: false, Forget: false), [], held);
    }

    private void WriteRow(RoomWrite write, IReadOnlyCollection<FullJid> touched, HeldDecision held)
    {
        held.Awaited++;
        store.Write(write, outcome => room.Tell(new Written(held, outcome, [.. touched]) { Creates = write.Create }));
    }

    /// <summary>The room's own row repeats some of the configuration for the directory, and says whether there is a journal.</summary>
    private bool NeedsRow(RoomEvent happened) => happened is IOccupancy or RoomEvent.Configured || (happened is IJournaled && !_journalInRow);

    private RoomRow Row(RoomState state) => RoomRows.RoomOf(state, _owner!, _hasJournal);

    private static (List<SessionRow> Upserts, List<FullJid> Deletes) RowsOf(RoomState state, HashSet<FullJid> sessions)
    {
        List<SessionRow> upserts = [];
        List<FullJid> deletes = [];
        foreach (var realJid in sessions)
        {
            if (state.ByRealJid(realJid) is not { } occupant)
                deletes.Add(realJid);
            else
                upserts.Add(RoomRows.SessionOf(occupant, occupant.Sessions.First(session => session.RealJid == realJid)));
        }

        return (upserts, deletes);
    }

    /// <summary>Told to the room's actor when the tables have answered.</summary>
    /// <param name="Held">The decision that waits for it; null for what was written behind.</param>
    /// <param name="Outcome">How it ended.</param>
    /// <param name="Sessions">Whose rows it was about.</param>
    internal sealed record Written(HeldDecision? Held, WriteOutcome Outcome, ImmutableArray<FullJid> Sessions) : INotInfluenceReceiveTimeout
    {
        /// <summary>It made the room.</summary>
        public bool Creates { get; init; }

        /// <summary>It was about the room's vCard, too.</summary>
        public bool VCard { get; init; }
    }
}
