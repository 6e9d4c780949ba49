using MucService.Rooms.Moderators;
using MucService.Xmpp;

namespace MucService.Rooms.Admins;

/// <summary>Granting and revoking the role of moderator. XEP-0045 #grantmod, #revokemod, #modifymod.</summary>
internal static class ModifyModerators
{
    public static ErrorCondition? Apply(RoomState room, Requester by, AdminItem item, AssociationChanges changes)
    {
        if (!Privileges.May(by.Affiliation, AffiliationPrivilege.AssignAndRemoveModeratorRole))
            return ErrorCondition.Forbidden;

        return AssignRole.Apply(room, by, item, changes);
    }
}
