using MucService.Rooms.Occupants;
using MucService.Rooms.Protection;
using MucService.Xmpp;

namespace MucService.Rooms.Admins;

/// <summary>Granting and revoking membership, and lifting bans. XEP-0045 #grantmember, #revokemember, #modifymember.</summary>
internal static class ModifyMembers
{
    /// <summary>How many people one request invites.</summary>
    private const int MaxInvitations = 20;

    /// <summary>Also takes admins and owners down to member or none, which only owners may. XEP-0045 #revokeadmin, #revokeowner.</summary>
    public static ErrorCondition? Apply(RoomState room, Requester by, AdminItem item, AssociationChanges changes)
    {
        var jid = item.Jid!;
        var after = item.Affiliation!.Value;
        if (Privileges.RefuseAffiliation(by.Affiliation, room.AffiliationOf(jid), after) is { } refusal)
            return refusal;
        if (room.Settings.Admins.Contains(jid) || (jid.IsDomain && after == Affiliation.Member))
            return ErrorCondition.NotAllowed;

        var entry = room.Affiliations.GetValueOrDefault(jid);
        var nick = after == Affiliation.None ? null : item.NickAfter(entry?.Nick);
        if ((entry?.Affiliation ?? Affiliation.None) != after || entry?.Nick != nick)
            changes.Grant(new RoomEvent.AffiliationGranted(jid, after, by.Jid, item.Reason, nick));

        return null;
    }

    /// <summary>
    /// Whoever becomes a member of a members-only room, had no affiliation with it and is not in it, is invited; of a request that has many, the
    /// first, so that nobody can have a room write to thousands. XEP-0045 #modifymember.
    /// </summary>
    public static IEnumerable<Outgoing> Invitations(RoomState room, Requester by, RoomCommand.Administrate command, AssociationChanges changes) =>
        room.Config.MembersOnly ? All(room, by, command, changes).Take(MaxInvitations) : [];

    private static IEnumerable<Outgoing> All(RoomState room, Requester by, RoomCommand.Administrate command, AssociationChanges changes)
    {
        foreach (var item in command.Items)
        {
            if (item is not { Affiliation: Affiliation.Member, Jid: { IsDomain: false } jid })
                continue;
            if (Block.Obstacle(room, jid) is not null || room.AffiliationOf(jid) != Affiliation.None || !changes.IsOfAbsent(jid))
                continue;

            yield return new Outgoing.ToOne(Invite.Of(room, Invite.Shown(room, by.Nick, by.Jid), jid, item.Reason, continues: null) with { Id = SentIds.For(command.Arrival) });
        }
    }
}
