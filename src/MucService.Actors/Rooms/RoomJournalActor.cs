using System.Collections.Immutable;
using Akka.Actor;
using Akka.Persistence;
using MucService.Rooms;

namespace MucService.Actors.Rooms;

/// <summary>
/// Writes what owners and admins of one room decide to the journal, and reads it back. It lives only while it recovers or
/// writes: the room goes on without it when the journal is out of order, since a persistent actor whose write fails stops.
/// </summary>
internal sealed class RoomJournalActor : JournalActor
{
    private const int EventsPerSnapshot = 100;

    private RoomState _room;
    private long _snapshotAt;

    public RoomJournalActor(RoomState empty)
    {
        _room = empty;
        PersistenceId = PersistenceIdOf(empty.Address);

        Recover<SnapshotOffer>(offer =>
        {
            _room = ((RoomJournalSnapshot)offer.Snapshot).ApplyTo(_room);
            _snapshotAt = offer.Metadata.SequenceNr;
        });
        Recover<RoomJournalSnapshot>(begun => _room = begun.ApplyTo(_room));
        Recover<RoomEvent>(happened => _room = Room.Evolve(_room, happened));
        Recover<RecoveryCompleted>(_ => Context.Parent.Tell(new Recovered(LastSequenceNr == 0 ? null : RoomJournalSnapshot.Of(_room))));

        Command<Append>(Write);
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

    private void Write(Append append)
    {
        var events = append.Begin is null ? append.Events.CastArray<object>() : [append.Begin, .. append.Events];
        PersistAll(events, Apply, () =>
        {
            Context.Parent.Tell(new Appended(append.Held));
            if (LastSequenceNr - _snapshotAt >= EventsPerSnapshot)
                Snapshot();
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
    internal sealed record Append(HeldDecision Held, ImmutableArray<RoomEvent> Events, RoomJournalSnapshot? Begin);

    /// <summary>The events of a decision are durable.</summary>
    internal sealed record Appended(HeldDecision Held);
}
