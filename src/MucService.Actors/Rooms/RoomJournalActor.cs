using System.Collections.Immutable;
using Akka.Actor;
using Akka.Persistence;
using MucService.Rooms;
using MucService.Storage;

namespace MucService.Actors.Rooms;

/// <summary>
/// Writes what owners and admins of one room decide to the journal, and reads it back. It lives only while it recovers or
/// writes: the room goes on without it when the journal is out of order, since a persistent actor whose write fails stops.
/// The journal knows no epochs: what it is to write waits until the tables say that the room's instance is still the newest. What a newer one
/// writes after that stands where this one would write, which then fails.
/// </summary>
internal sealed class RoomJournalActor : JournalActor
{
    private const int EventsPerSnapshot = 100;

    private readonly IRoomStore _store;
    private readonly long _epoch;
    private readonly Queue<Append> _waiting = [];
    private RoomState _room;
    private long _snapshotAt;

    /// <param name="empty">The room without what the journal holds.</param>
    /// <param name="store">The tables.</param>
    /// <param name="epoch">The epoch of the room's instance.</param>
    public RoomJournalActor(RoomState empty, IRoomStore store, long epoch)
    {
        (_room, _store, _epoch) = (empty, store, epoch);
        PersistenceId = PersistenceIdOf(empty.Address);

        Recover<SnapshotOffer>(offer =>
        {
            _room = ((RoomJournalSnapshot)offer.Snapshot).ApplyTo(_room);
            _snapshotAt = offer.Metadata.SequenceNr;
        });
        Recover<RoomJournalSnapshot>(begun => _room = begun.ApplyTo(_room));
        Recover<RoomEvent>(happened => _room = Room.Evolve(_room, happened));
        Recover<RecoveryCompleted>(_ => Context.Parent.Tell(new Recovered(LastSequenceNr == 0 ? null : RoomJournalSnapshot.Of(_room))));

        Command<Append>(OnAppend);
        Command<Looked>(looked => OnLooked(looked.Outcome));
        Command<SaveSnapshotSuccess>(saved => Trim(saved.Metadata.SequenceNr));
        Command<SaveSnapshotFailure>(_ => { });
        Command<DeleteMessagesSuccess>(_ => { });
        Command<DeleteMessagesFailure>(_ => { });
        Command<DeleteSnapshotsSuccess>(_ => { });
        Command<DeleteSnapshotsFailure>(_ => { });
    }

    /// <inheritdoc/>
    public override string PersistenceId { get; }

    /// <summary>The key of a room's journal.</summary>
    public static string PersistenceIdOf(Xmpp.BareJid room) => $"room-{room}";

    private void OnAppend(Append append)
    {
        _waiting.Enqueue(append);
        if (_waiting.Count == 1)
            Look();
    }

    // Nothing in it but the epoch.
    private void Look()
    {
        var self = Self;
        _store.Write(
            new RoomWrite(_room.Address, _epoch, null, [], [], [], Create: false, Forget: false),
            outcome => self.Tell(new Looked(outcome)));
    }

    private void OnLooked(WriteOutcome outcome)
    {
        switch (outcome)
        {
            case WriteOutcome.Written:
                Write(_waiting.Peek());
                break;
            case WriteOutcome.Superseded:
                while (_waiting.TryDequeue(out var append))
                    Context.Parent.Tell(new Superseded(append));
                break;
            default:
                Context.Stop(Self);
                break;
        }
    }

    private void Write(Append append)
    {
        var events = append.Begin is null ? append.Events.CastArray<object>() : [append.Begin, .. append.Events];
        PersistAll(events, Apply, () =>
        {
            Context.Parent.Tell(new Appended(append.Held));
            if (LastSequenceNr - _snapshotAt >= EventsPerSnapshot)
                Snapshot();

            _waiting.Dequeue();
            if (_waiting.Count > 0)
                Look();
        });
    }

    private void Apply(object happened) => _room = happened is RoomJournalSnapshot begun
        ? begun.ApplyTo(_room)
        : Room.Evolve(_room, (RoomEvent)happened);

    private void Snapshot()
    {
        _snapshotAt = LastSequenceNr;
        SaveSnapshot(RoomJournalSnapshot.Of(_room));
    }

    private void Trim(long sequence)
    {
        DeleteMessages(sequence);
        DeleteSnapshots(new SnapshotSelectionCriteria(sequence - 1));
    }

    /// <summary>Everything the journal holds, told to the parent after recovery; null if it is empty: the node died between the row that promised it and its first write.</summary>
    internal sealed record Recovered(RoomJournalSnapshot? Journal);

    /// <summary>Write these events.</summary>
    /// <param name="Held">The decision that waits for them, given back when they are durable.</param>
    /// <param name="Events">The events, in order.</param>
    /// <param name="Begin">What they add to; given with the first write of a room, whatever an earlier room of the name left behind.</param>
    /// <param name="Destroyed">How often the room's instance had destroyed the room before.</param>
    internal sealed record Append(HeldDecision Held, ImmutableArray<RoomEvent> Events, RoomJournalSnapshot? Begin, int Destroyed);

    /// <summary>The events of a decision were not written: the tables have no such room, or a newer instance of it.</summary>
    internal sealed record Superseded(Append Append);

    /// <summary>The tables say whether the room's instance is the newest.</summary>
    private sealed record Looked(WriteOutcome Outcome);

    /// <summary>The events of a decision are durable.</summary>
    internal sealed record Appended(HeldDecision Held);
}
