using MucService.Xmpp;

namespace MucService.Rooms.Admins;

/// <summary>Banning a bare JID, or a whole domain, with all sessions. XEP-0045 #ban, #modifyban.</summary>
internal static class Ban
{
    public static ErrorCondition? Apply(RoomState room, Requester by, AdminItem item, AssociationChanges changes)
    {
        if (!Privileges.May(by.Affiliation, AffiliationPrivilege.BanMembersAndUnaffiliatedUsers))
            return ErrorCondition.Forbidden;
        if (item.Jid == by.Jid)
            return ErrorCondition.Conflict;
        if (Privileges.RefuseAffiliation(by.Affiliation, room.AffiliationOf(item.Jid!), Affiliation.Outcast) is { } refusal)
            return refusal;
        if (room.Settings.Admins.Contains(item.Jid!))
            return ErrorCondition.NotAllowed;

        // Outcasts have no reserved nick.
        changes.Grant(new RoomEvent.AffiliationGranted(item.Jid!, Affiliation.Outcast, by.Jid, item.Reason));
        return null;
    }
}
