using MucService.Rooms.Admins;
using MucService.Rooms.Owners;
using MucService.Rooms.Reachability;
using MucService.Xmpp;

namespace MucService.Rooms.Service;

/// <summary>
/// What a crash between two writes can have left: a temporary room with nobody in it, somebody in the room whom a decision had
/// removed, an admin without the role. And what is known of clients died with the process: it is asked for again.
/// </summary>
internal static class Recover
{
    public static Decision Decide(RoomState room, RoomCommand.Recovered command)
    {
        if (room is { Exists: true, Config.Persistent: false, Sessions.IsEmpty: true })
            return Decision.Nothing.Asking(new RoomRequest.Forget());

        var changes = new AssociationChanges(room);
        foreach (var occupant in room.InOrder())
        {
            var affiliation = room.AffiliationOf(occupant.RealJid);
            if (affiliation == Affiliation.Outcast)
                changes.Remove(occupant, StatusCode.Banned, null);
            else if (!Privileges.MayEnter(affiliation, room.Config))
                changes.Remove(occupant, StatusCode.MembersOnly, null);
            else if (affiliation >= Affiliation.Admin && occupant.Role != Role.Moderator)
                changes.Assign(occupant, Role.Moderator, null);
        }

        var note = new PresenceNote { Id = SentIds.For(command.Arrival) };
        return Decision
            .Happened(changes.Events)
            .Telling(changes.ToRemoved(note))
            .Telling(changes.OfRemoved(note, _ => true))
            .Telling(changes.OfChanged(note))
            .Telling(changes.NewlySeen())
            .Asking([.. LearnCapabilities.AskUnknown(changes.After, _ => true), .. Untold(room, command.Arrival), .. LockedRoom.OnRecovery(changes.After, command.Arrival)]);
    }

    /// <summary>Who left, and may not have heard that he did: the link tells him as soon as it can. Who has heard it is told nothing new.</summary>
    private static IEnumerable<RoomRequest> Untold(RoomState room, Arrival arrival)
    {
        var note = new PresenceNote { Codes = [StatusCode.TechnicalRemoval] };
        foreach (var left in room.LeftUntold)
            yield return new RoomRequest.KeepNotice(left.Session, left.Notice ?? Parting(left)) { IsRepeated = true };

        Stanza Parting(LeftSession left)
        {
            var session = new Session(left.Session, 0, arrival.At, new SessionPresence([], null, arrival.At), ClientFeatures.None);
            var occupant = new Occupant(left.Nick, left.Session.Bare, Role.None, [session]) { Id = room.OccupantIdKey?.IdOf(left.Session.Bare) };
            return Presences.Render(room, occupant, SessionTraits.None, note, StanzaType.Unavailable, self: true);
        }
    }
}
