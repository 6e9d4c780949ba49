using MucService.Rooms.Admins;
using MucService.Xmpp;

namespace MucService.Rooms.Moderators;

/// <summary>Granting and revoking voice. XEP-0045 #grantvoice, #revokevoice, #modifyvoice.</summary>
internal static class ModifyVoice
{
    public static ErrorCondition? Apply(RoomState room, Requester by, AdminItem item, AssociationChanges changes)
    {
        if (!Privileges.May(by.Role, item.Role == Role.Participant ? RolePrivilege.GrantVoice : RolePrivilege.RevokeVoice))
            return ErrorCondition.Forbidden;
        if (room.ByNick(item.Nick!) is not { } occupant)
            return ErrorCondition.ItemNotFound;

        var of = (occupant.Role, room.AffiliationOf(occupant.RealJid));
        if (Privileges.RefuseRole((by.Role, by.Affiliation), of, item.Role!.Value) is { } refusal)
            return refusal;

        if (occupant.Role != item.Role)
            changes.Assign(occupant, item.Role.Value, item.Reason);

        return null;
    }

    public static RoomState Evolve(RoomState room, RoomEvent.RoleChanged changed)
    {
        var key = changed.Nick.Comparable;
        return room with { Occupants = room.Occupants.SetItem(key, room.Occupants[key] with { Role = changed.Role }) };
    }
}
