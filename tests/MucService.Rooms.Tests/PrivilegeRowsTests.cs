using MucService.Xmpp;
using Xunit;
using static MucService.Rooms.Tests.Rule;

namespace MucService.Rooms.Tests;

/// <summary>
/// The tables of XEP-0045 #roles-priv, #affil-priv and #enter-semianon once more, as what a room does: each row is tried by stanzas, with each role
/// and each affiliation. <see cref="PrivilegesTests"/> holds the tables themselves.
/// </summary>
public class PrivilegeRowsTests
{
    private const string Muc = "http://jabber.org/protocol/muc";
    private static readonly FullJid Dee = FullJid.Parse("dee@far.example/desk");

    /// <summary>What Ada does, or is told of; and how it shows that she may.</summary>
    private static readonly Dictionary<RolePrivilege, (string Xml, Func<Outcome, bool> May)> ByRole = new()
    {
        [RolePrivilege.PresentInRoom] = (Iq(Ada, "set", $"<query xmlns='{Muc}#admin'/>"), outcome => outcome.Before.ByRealJid(Ada) is not null),
        [RolePrivilege.ReceiveMessages] = (Say(Bo), outcome => outcome.SentTo(Ada).Any()),
        [RolePrivilege.ReceiveOccupantPresence] = (Presence(Bo, "bo"), outcome => outcome.SentTo(Ada).Any()),
        [RolePrivilege.BroadcastPresence] = (Presence(Ada, "ada"), outcome => outcome.SentTo(Bo).Any()),
        [RolePrivilege.ChangeAvailabilityStatus] = (Presence(Ada, "ada"), Happens<RoomEvent.PresenceChanged>),
        [RolePrivilege.ChangeRoomNickname] = (Presence(Ada, "countess"), Happens<RoomEvent.NickChanged>),
        [RolePrivilege.SendPrivateMessages] = ($"<message from='{Ada}' id='m' to='tea@muc.example/bo' type='chat'><body>Psst</body></message>", outcome => outcome.SentTo(Bo).Any()),
        [RolePrivilege.InviteOtherUsers] = ($"<message from='{Ada}' to='tea@muc.example'><x xmlns='{Muc}#user'><invite to='{Dee}'/></x></message>", outcome => outcome.SentTo(Dee).Any()),
        [RolePrivilege.SendMessagesToAll] = (Say(Ada), outcome => outcome.SentTo(Bo).Any()),
        [RolePrivilege.ModifySubject] = ($"<message from='{Ada}' to='tea@muc.example' type='groupchat'><subject>Tea</subject></message>", Happens<RoomEvent.SubjectChanged>),
        [RolePrivilege.KickParticipantsAndVisitors] = (Change(Ada, "nick='bo' role='none'"), Happens<RoomEvent.Exited>),
        [RolePrivilege.GrantVoice] = (Change(Ada, "nick='cy' role='participant'"), Happens<RoomEvent.RoleChanged>),
        [RolePrivilege.RevokeVoice] = (Change(Ada, "nick='bo' role='visitor'"), Happens<RoomEvent.RoleChanged>),
    };

    /// <summary>What Ada does from outside; and how it shows that she may.</summary>
    private static readonly Dictionary<AffiliationPrivilege, (string Xml, Func<Outcome, bool> May)> ByAffiliation = new()
    {
        [AffiliationPrivilege.EnterOpenRoom] = (Enter, Happens<RoomEvent.Entered>),
        [AffiliationPrivilege.RegisterWithOpenRoom] = (
            Iq(Ada, "set", $"<query xmlns='jabber:iq:register'><x xmlns='jabber:x:data' type='submit'><field var='FORM_TYPE'><value>{Muc}#register</value></field><field var='muc#register_roomnick'><value>ada</value></field></x></query>"),
            outcome => outcome.Before.AffiliationOf(Ada.Bare) == Affiliation.None && outcome.After.AffiliationOf(Ada.Bare) == Affiliation.Member),
        [AffiliationPrivilege.RetrieveMemberList] = (Iq(Ada, "get", $"<query xmlns='{Muc}#admin'><item affiliation='member'/></query>"), Succeeds),
        [AffiliationPrivilege.EnterMembersOnlyRoom] = (Enter, Happens<RoomEvent.Entered>),
        [AffiliationPrivilege.BanMembersAndUnaffiliatedUsers] = (Change(Ada, "jid='bo@away.example' affiliation='outcast'"), Happens<RoomEvent.AffiliationGranted>),
        [AffiliationPrivilege.EditMemberList] = (Change(Ada, "jid='bo@away.example' affiliation='member'"), Happens<RoomEvent.AffiliationGranted>),
        [AffiliationPrivilege.AssignAndRemoveModeratorRole] = (Change(Ada, "nick='bo' role='moderator'"), Happens<RoomEvent.RoleChanged>),
        [AffiliationPrivilege.EditAdminList] = (Change(Ada, "jid='bo@away.example' affiliation='admin'"), Happens<RoomEvent.AffiliationGranted>),
        [AffiliationPrivilege.EditOwnerList] = (Change(Ada, "jid='bo@away.example' affiliation='owner'"), Happens<RoomEvent.AffiliationGranted>),
        [AffiliationPrivilege.ChangeRoomConfiguration] = (
            Iq(Ada, "set", $"<query xmlns='{Muc}#owner'><x xmlns='jabber:x:data' type='submit'><field var='muc#roomconfig_roomname'><value>Tea</value></field></x></query>"),
            Happens<RoomEvent.Configured>),
        [AffiliationPrivilege.DestroyRoom] = (Iq(Ada, "set", $"<query xmlns='{Muc}#owner'><destroy/></query>"), Happens<RoomEvent.Destroyed>),
    };

    public static TheoryData<RolePrivilege, Role> Roles => Rows<RolePrivilege, Role>();

    public static TheoryData<AffiliationPrivilege, Affiliation> Affiliations => Rows<AffiliationPrivilege, Affiliation>();

    private static string Enter => $"<presence from='{Ada}' to='tea@muc.example/ada'><x xmlns='{Muc}'/></presence>";

    [Theory]
    [MemberData(nameof(Roles))]
    public void A_role_may_what_its_column_says(RolePrivilege privilege, Role role)
    {
        var (xml, may) = ByRole[privilege];
        RoomEvent[] present = role == Role.None ? [] : [Entered(Ada, "ada", role)];
        var room = Given([Configured(config => config with { AnyoneChangesSubject = true }), .. present, Entered(Bo, "bo"), Entered(Cy, "cy", Role.Visitor)]);

        Assert.Equal(Privileges.May(role, privilege), may(room.WhenReceived(xml)));
    }

    [Theory]
    [MemberData(nameof(Affiliations))]
    public void An_affiliation_may_what_its_column_says(AffiliationPrivilege privilege, Affiliation affiliation)
    {
        var (xml, may) = ByAffiliation[privilege];
        var config = RoomConfig.Default with { Whois = Whois.Anyone, MembersOnly = privilege == AffiliationPrivilege.EnterMembersOnlyRoom, Persistent = true };
        RoomEvent[] listed = affiliation == Affiliation.None ? [] : [Granted(Ada, affiliation)];
        var room = Given([Configured(config), .. listed, .. config.MembersOnly ? Array.Empty<RoomEvent>() : [Entered(Bo, "bo")]]);

        Assert.Equal(Privileges.May(affiliation, privilege), may(room.WhenReceived(xml)));
    }

    /// <summary>#enter-nonanon, #enter-semianon: moderators see everybody's real JID, others where the room is non-anonymous, and all their own.</summary>
    [Theory]
    [InlineData(Whois.Moderators, Role.Visitor, false)]
    [InlineData(Whois.Moderators, Role.Participant, false)]
    [InlineData(Whois.Moderators, Role.Moderator, true)]
    [InlineData(Whois.Anyone, Role.Visitor, true)]
    [InlineData(Whois.Anyone, Role.Participant, true)]
    [InlineData(Whois.Anyone, Role.Moderator, true)]
    public void Who_may_see_whose_real_JID(Whois whois, Role role, bool sees)
    {
        string[] shown =
        [
            Presence(Bo, "bo"),
            Presence(Bo, "bobo"),
            $"<presence from='{Bo}' to='tea@muc.example/bo' type='unavailable'/>",
            Change(Owner, "nick='bo' role='none'"),
            Change(Owner, "nick='bo' role='visitor'"),
            Change(Owner, "jid='bo@away.example' affiliation='member'"),
            Change(Owner, "jid='bo@away.example' affiliation='outcast'"),
        ];
        var room = Given(Configured(config => config with { Whois = whois }), Entered(Owner, "olga", Role.Moderator), Entered(Ada, "ada", role), Entered(Bo, "bo"));

        Assert.All(shown, xml =>
        {
            Assert.Equal(sees ? Bo.ToString() : null, JidOf(room.WhenReceived(xml).SentTo(Ada).First()));
            Assert.Equal(Bo.ToString(), JidOf(room.WhenReceived(xml).SentTo(Bo).First(stanza => stanza.Kind == StanzaKind.Presence)));
        });
        Assert.Equal(sees ? Bo.ToString() : null, JidOf(room.WhenReceived(Enter).SentTo(Ada).Single(stanza => stanza.From!.Resource == "bo")));
    }

    private static string? JidOf(Stanza presence) => presence.Child("x", Namespaces.MucUser)!.Child("item")!["jid"];

    private static bool Happens<TEvent>(Outcome outcome) => outcome.Decision.Events.OfType<TEvent>().Any();

    private static bool Succeeds(Outcome outcome) => outcome.SentTo(Ada).Single().Type == StanzaType.Result;

    private static string Presence(FullJid who, string nick) => $"<presence from='{who}' to='tea@muc.example/{nick}'><show>away</show></presence>";

    private static string Say(FullJid who) => $"<message from='{who}' id='m' to='tea@muc.example' type='groupchat'><body>Tea?</body></message>";

    private static string Change(FullJid who, string item) => Iq(who, "set", $"<query xmlns='{Muc}#admin'><item {item}/></query>");

    private static string Iq(FullJid who, string type, string query) => $"<iq from='{who}' id='i' to='tea@muc.example' type='{type}'>{query}</iq>";

    private static TheoryData<TPrivilege, TWord> Rows<TPrivilege, TWord>()
        where TPrivilege : struct, Enum
        where TWord : struct, Enum
    {
        var rows = new TheoryData<TPrivilege, TWord>();
        foreach (var privilege in Enum.GetValues<TPrivilege>())
        {
            foreach (var word in Enum.GetValues<TWord>())
                rows.Add(privilege, word);
        }

        return rows;
    }
}
