using MucService.Xmpp;

namespace MucService.Rooms.Admins;

/// <summary>Granting and revoking the role of moderator. XEP-0045 #grantmod, #revokemod, #modifymod.</summary>
internal static class ModifyModerators
{
    public static ErrorCondition? Apply(RoomState room, Requester by, AdminItem item, AssociationChanges changes)
    {
        if (!Privileges.May(by.Affiliation, AffiliationPrivilege.AssignAndRemoveModeratorRole))
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
}
