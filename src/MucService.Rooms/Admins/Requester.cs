using MucService.Xmpp;

namespace MucService.Rooms.Admins;

/// <summary>Who wants to change roles or affiliations: known by bare JID, in the room or not. XEP-0045 #moderator, #admin.</summary>
/// <param name="Jid">Whose request it is.</param>
/// <param name="Nick">The nick in the room, or null if not in it.</param>
/// <param name="Role">The role in the room; none if not in it.</param>
/// <param name="Affiliation">As what in the lists.</param>
internal sealed record Requester(BareJid Jid, Nick? Nick, Role Role, Affiliation Affiliation)
{
    /// <summary>Who sent a request, possibly from a session that is not in the room.</summary>
    public static Requester Of(RoomState room, FullJid from)
    {
        var occupant = room.ByRealJid(from) ?? room.Occupants.Values
            .Where(occupant => occupant.RealJid == from.Bare)
            .MaxBy(occupant => occupant.Role);
        return new Requester(from.Bare, occupant?.Nick, occupant?.Role ?? Role.None, room.AffiliationOf(from.Bare));
    }
}
