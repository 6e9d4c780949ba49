using MucService.Rooms.Admins;
using MucService.Xmpp;

namespace MucService.Rooms.Moderators;

/// <summary>What granting and revoking voice and moderatorship share, once it is known that the requester may. XEP-0045 #changerole.</summary>
internal static class AssignRole
{
    public static ErrorCondition? Apply(RoomState room, Requester by, AdminItem item, AssociationChanges changes)
    {
        if (room.ByNick(item.Nick!) is not { } occupant)
            return ErrorCondition.ItemNotFound;

        var of = (occupant.Role, room.AffiliationOf(occupant.RealJid));
        if (Privileges.RefuseRole((by.Role, by.Affiliation), of, item.Role!.Value) is { } refusal)
            return refusal;

        if (occupant.Role != item.Role)
            changes.Assign(occupant, item.Role.Value, item.Reason);

        return null;
    }
}
