using MucService.Xmpp;

namespace MucService.Rooms.Admins;

/// <summary>
/// Reading lists by role or affiliation. XEP-0045 #modifyvoice, #modifymod, #modifyban, #modifymember, #modifyadmin, #modifyowner;
/// what an item holds: #bizrules-iq. A list that is asked for twice is given once.
/// </summary>
internal static class QueryList
{
    public static Decision Decide(RoomState room, RoomCommand.QueryList command)
    {
        if (!room.IsThereFor(command.From.Bare))
            return Decision.Refuse(room, command, ErrorCondition.ItemNotFound);

        var by = Requester.Of(room, command.From);
        var query = new Element("query", Namespaces.MucAdmin);
        foreach (var item in command.Items.DistinctBy(item => (item.Role, item.Affiliation)))
        {
            if (Refuse(room, by, item) is { } refusal)
                return Decision.Refuse(room, command, refusal);

            query = query.With(item.Role is { } role ? ByRole(room, role) : ByAffiliation(room, item.Affiliation!.Value));
        }

        return Decision.Answer(command.Stanza!.Answer(StanzaType.Result).With(query));
    }

    private static ErrorCondition? Refuse(RoomState room, Requester by, AdminItem item) => item switch
    {
        { Role: null, Affiliation: null } or { Role: not null, Affiliation: not null } => ErrorCondition.BadRequest,
        { Role: Role.None } or { Affiliation: Affiliation.None } => ErrorCondition.BadRequest,
        { Role: Role.Moderator } => Needs(Privileges.May(by.Affiliation, AffiliationPrivilege.AssignAndRemoveModeratorRole)),
        { Role: not null } => Needs(Privileges.May(by.Role, RolePrivilege.GrantVoice)),
        { Affiliation: Affiliation.Outcast } => Needs(Privileges.May(by.Affiliation, AffiliationPrivilege.BanMembersAndUnaffiliatedUsers)),
        { Affiliation: Affiliation.Member } => Needs(
            Privileges.May(by.Affiliation, AffiliationPrivilege.EditMemberList) || MayReadWhereRealJidsArePublic(room, by)),
        { Affiliation: Affiliation.Admin } => Needs(
            Privileges.May(by.Affiliation, AffiliationPrivilege.EditAdminList) || MayReadWhereRealJidsArePublic(room, by)),
        _ => Needs(
            Privileges.May(by.Affiliation, AffiliationPrivilege.EditOwnerList) || MayReadWhereRealJidsArePublic(room, by)),
    };

    /// <summary>True if somebody may read the list of that affiliation.</summary>
    public static bool MayRead(RoomState room, Requester by, Affiliation affiliation) =>
        Refuse(room, by, new AdminItem(null, null, affiliation, null, null)) is null;

    private static ErrorCondition? Needs(bool right) => right ? null : ErrorCondition.Forbidden;

    /// <summary>
    /// In a non-anonymous room members, in it or not, and all occupants may read who else belongs to it, where their role is one of those that
    /// <c>muc#roomconfig_getmemberlist</c> names; who is not in it counts as what he would enter as. In a semi-anonymous room
    /// the list would tell what the room hides. XEP-0045 #modifymember, #affil-priv.
    /// </summary>
    public static bool MayReadWhereRealJidsArePublic(RoomState room, Requester by) =>
        room.Config.Whois == Whois.Anyone
        && (Privileges.May(by.Affiliation, AffiliationPrivilege.RetrieveMemberList) || by.Role != Role.None)
        && room.Config.ListsFor.Contains(by.Role == Role.None ? Privileges.InitialRole(by.Affiliation, room.Config) : by.Role);

    private static IEnumerable<Element> ByRole(RoomState room, Role role) => room.Occupants.Values
        .Where(occupant => occupant.Role == role)
        .OrderBy(occupant => occupant.Nick.Value, StringComparer.Ordinal)
        .Select(occupant => new Element("item", Namespaces.MucAdmin)
            .With("affiliation", MucUser.Word(room.AffiliationOf(occupant.RealJid)))
            .With("jid", occupant.Shown.RealJid.ToString())
            .With("nick", occupant.Nick.Value)
            .With("role", MucUser.Word(role)));

    /// <summary>The nick is the reserved one: what a client sends back as nick reserves one, and who is here others learn from presence. XEP-0045 #modifymember.</summary>
    private static IEnumerable<Element> ByAffiliation(RoomState room, Affiliation affiliation) => room.Affiliations
        .Where(entry => entry.Value.Affiliation == affiliation)
        .OrderBy(entry => entry.Key.ToString(), StringComparer.Ordinal)
        .Select(entry => Item(entry.Key, entry.Value));

    private static Element Item(BareJid jid, AffiliationEntry entry)
    {
        var item = new Element("item", Namespaces.MucAdmin)
            .With("affiliation", MucUser.Word(entry.Affiliation))
            .With("jid", jid.ToString())
            .With("nick", entry.Nick?.Value);
        return entry.Reason is { Length: > 0 } reason ? item.With(new Element("reason", Namespaces.MucAdmin).WithText(reason)) : item;
    }
}
