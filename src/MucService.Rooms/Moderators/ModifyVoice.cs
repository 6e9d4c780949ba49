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

        return AssignRole.Apply(room, by, item, changes);
    }

    public static RoomState Evolve(RoomState room, RoomEvent.RoleChanged changed)
    {
        var key = changed.Nick.Comparable;
        return room with { Occupants = room.Occupants.SetItem(key, room.Occupants[key] with { Role = changed.Role }) };
    }
}
