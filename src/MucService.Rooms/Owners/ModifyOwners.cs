using MucService.Rooms.Admins;
using MucService.Xmpp;

namespace MucService.Rooms.Owners;

/// <summary>Granting the affiliation of owner, and never taking it from the last. XEP-0045 #grantowner, #revokeowner, #modifyowner.</summary>
internal static class ModifyOwners
{
    public static ErrorCondition? Apply(RoomState room, Requester by, AdminItem item, AssociationChanges changes)
    {
        var jid = item.Jid!;
        if (Privileges.RefuseAffiliation(by.Affiliation, room.AffiliationOf(jid), Affiliation.Owner) is { } refusal)
            return refusal;
        if (jid.IsDomain)
            return ErrorCondition.NotAllowed;

        var entry = room.Affiliations.GetValueOrDefault(jid);
        var nick = item.NickAfter(entry?.Nick);
        if (entry?.Affiliation != Affiliation.Owner || nick != entry.Nick)
            changes.Grant(new RoomEvent.AffiliationGranted(jid, Affiliation.Owner, by.Jid, item.Reason, nick));

        return null;
    }

    /// <summary>Every room has at least one owner in its lists; the operator's admins do not count.</summary>
    public static StanzaError? RefuseResult(RoomState before, RoomState after) =>
        HasOwner(before) && !HasOwner(after) ? StanzaError.Of(ErrorCondition.Conflict, "A room keeps at least one owner") : null;

    private static bool HasOwner(RoomState room) => room.Affiliations.Values.Any(entry => entry.Affiliation == Affiliation.Owner);
}
