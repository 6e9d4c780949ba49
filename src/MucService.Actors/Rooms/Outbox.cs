using System.Diagnostics;
using MucService.Rooms;
using MucService.Wire;
using MucService.Xmpp;

namespace MucService.Actors.Rooms;

/// <summary>
/// Turns what a room says into bytes. It follows the room's events, so that a broadcast walks flat arrays instead of the state:
/// every session's escaped address lies in one byte array, its traits beside it.
/// </summary>
/// <param name="pool">Where the bytes are kept.</param>
/// <param name="mark">Marks what is said with the room's instance; null if nothing is to be marked.</param>
internal sealed class Outbox(SegmentPool pool, InstanceMark? mark = null)
{
    private readonly Recipients _recipients = new();
    private readonly RenderedPresences _presences = new(mark);

    /// <summary>Whether what is said goes to another node that takes it folded.</summary>
    public Func<bool> Folds { get; init; } = () => false;

    /// <summary>What is said from now on belongs to this epoch of the room.</summary>
    public void Begin(long epoch)
    {
        if (mark is null)
            return;

        mark.Begin(epoch);
        _presences.Clear();
    }

    /// <summary>Forgets everything and starts from a state.</summary>
    public void Rebuild(RoomState room)
    {
        _recipients.Clear();
        _presences.Clear();
        foreach (var occupant in room.Occupants.Values)
        {
            foreach (var session in occupant.Sessions)
                _recipients.Set(session.RealJid, room.TraitsOf(occupant, session));
        }
    }

    /// <summary>Follows one event.</summary>
    /// <param name="room">The state after it.</param>
    /// <param name="happened">What happened.</param>
    public void Follow(RoomState room, RoomEvent happened)
    {
        _presences.Follow(room, happened);
        switch (happened)
        {
            case RoomEvent.Said or RoomEvent.SaidUnkept or RoomEvent.SaidAside or RoomEvent.PresenceChanged or RoomEvent.PauseChanged or RoomEvent.SubjectChanged or RoomEvent.Heard or RoomEvent.PrivateMessageFailed or RoomEvent.Invited or RoomEvent.InvitationAnswered
                or RoomEvent.VoiceRequested or RoomEvent.Spoke or RoomEvent.MessageRetracted or RoomEvent.VCardChanged or RoomEvent.SettingsChanged:
                return;
            case RoomEvent.Exited exited:
                _recipients.Remove(exited.RealJid);
                return;
            case RoomEvent.Entered entered:
                Refresh(room, entered.Session.RealJid);
                return;
            case RoomEvent.CapabilitiesLearned learned:
                Refresh(room, learned.RealJid);
                return;
            case RoomEvent.RoleChanged changed:
                foreach (var session in changed.Touched)
                    Refresh(room, session);
                return;
            default:
                RefreshAll(room);
                return;
        }
    }

    /// <summary>Renders what a decision says, or null if that is nothing.</summary>
    /// <param name="room">The state after the decision's events.</param>
    /// <param name="decision">What was decided.</param>
    public OutputBatch? Render(RoomState room, Decision decision)
    {
        if (decision.Outgoing.IsEmpty)
            return null;

        // Made for the occasion: one that a room keeps is old, and points to what is new each time, which costs the collector more than to forget it.
        var writer = new SegmentWriter(pool) { Folds = Folds() };
        foreach (var outgoing in decision.Outgoing)
            Render(room, outgoing, writer);

        return writer.TakeBatch();
    }

    private void Render(RoomState room, Outgoing outgoing, SegmentWriter writer)
    {
        switch (outgoing)
        {
            case Outgoing.ToMany many:
                _recipients.Send(StanzaRenderer.RenderFanOut(Marked(many.Stanza)), many.Audience, writer);
                break;
            case Outgoing.ToOne one:
                writer.Add(Marked(one.Stanza));
                break;
            case Outgoing.OccupantList list:
                _presences.Send(room, list, writer);
                break;
            default:
                throw new UnreachableException();
        }
    }

    private Stanza Marked(Stanza said) => mark is null ? said : mark.On(said);

    private void Refresh(RoomState room, FullJid realJid)
    {
        if (room.ByRealJid(realJid) is not { } occupant)
            return;

        foreach (var session in occupant.Sessions)
        {
            if (session.RealJid == realJid)
                _recipients.Set(realJid, room.TraitsOf(occupant, session));
        }
    }

    private void RefreshAll(RoomState room)
    {
        foreach (var occupant in room.Occupants.Values)
        {
            foreach (var session in occupant.Sessions)
                _recipients.Set(session.RealJid, room.TraitsOf(occupant, session));
        }
    }
}
