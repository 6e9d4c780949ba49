using MucService.Rooms.Admins;
using MucService.Xmpp;

namespace MucService.Rooms.Moderators;

/// <summary>Kicking an occupant, with all his sessions. XEP-0045 #kick.</summary>
internal static class Kick
{
    public static ErrorCondition? Apply(RoomState room, Requester by, AdminItem item, AssociationChanges changes)
    {
        if (!Privileges.May(by.Role, RolePrivilege.KickParticipantsAndVisitors))
            return ErrorCondition.Forbidden;
        if (room.ByNick(item.Nick!) is not { } occupant)
            return ErrorCondition.ItemNotFound;
        if (occupant.RealJid == by.Jid)
            return ErrorCondition.Conflict;

        var of = (occupant.Role, room.AffiliationOf(occupant.RealJid));
        if (Privileges.RefuseRole((by.Role, by.Affiliation), of, Role.None) is { } refusal)
            return refusal;

        changes.Remove(occupant, StatusCode.Kicked, item.Reason);
        return null;
    }

    /// <summary>The operator may kick anybody; there is nobody in the room to name as actor.</summary>
    public static Decision Decide(RoomState room, RoomCommand.KickByOperator command)
    {
        if (room.ByNick(command.Nick) is not { } occupant)
            return Decision.Nothing;

        var changes = new AssociationChanges(room);
        changes.Remove(occupant, StatusCode.Kicked, command.Reason);
        var note = new PresenceNote { Id = SentIds.For(command.Arrival) };
        return Decision
            .Happened(changes.Events)
            .Telling(changes.ToRemoved(note))
            .Telling(changes.OfRemoved(note, _ => true));
    }
}
