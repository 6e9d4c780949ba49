using MucService.Rooms.Moderators;
using MucService.Xmpp;

namespace MucService.Rooms.Admins;

/// <summary>Granting and revoking the role of moderator. XEP-0045 #grantmod, #revokemod, #modifymod.</summary>
internal static class ModifyModerators
{
    public static ErrorCondition? Apply(RoomState room, Requester by, AdminItem item, AssociationChanges changes)
    {
        // Who may not is told whether anybody may before he is told who is there.
        var refusal = AssignRole.Apply(room, by, item, changes);
        return refusal == ErrorCondition.ItemNotFound && !Privileges.May(by.Affiliation, AffiliationPrivilege.AssignAndRemoveModeratorRole)
            ? ErrorCondition.Forbidden
            : refusal;
    }
}
