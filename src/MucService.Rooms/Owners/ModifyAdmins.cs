using MucService.Rooms.Admins;
using MucService.Xmpp;

namespace MucService.Rooms.Owners;

/// <summary>Granting the affiliation of admin. XEP-0045 #grantadmin, #modifyadmin; for revoking it see <see cref="ModifyMembers"/>.</summary>
internal static class ModifyAdmins
{
    public static ErrorCondition? Apply(RoomState room, Requester by, AdminItem item, AssociationChanges changes)
    {
        var jid = item.Jid!;
        if (Privileges.RefuseAffiliation(by.Affiliation, room.AffiliationOf(jid), Affiliation.Admin) is { } refusal)
            return refusal;
        if (jid.IsDomain || room.Settings.Admins.Contains(jid))
            return ErrorCondition.NotAllowed;

        var entry = room.Affiliations.GetValueOrDefault(jid);
        var nick = item.NickAfter(entry?.Nick);
        if (entry?.Affiliation != Affiliation.Admin || nick != entry.Nick)
            changes.Grant(new RoomEvent.AffiliationGranted(jid, Affiliation.Admin, by.Jid, item.Reason, nick));

        return null;
    }
}
