using MucService.Rooms.Protection;
using MucService.Xmpp;
using Xunit;
using static MucService.Rooms.Tests.Rule;

namespace MucService.Rooms.Tests;

/// <summary>
/// What an attempt without right gets, section by section: the condition and the type that the text of the section gives, and who refused.
/// Nothing changes and nobody else is told.
/// </summary>
public class RefusalTests
{
    private static readonly Situation Open = Given(
        Granted(Cy, Affiliation.Admin), Entered(Owner, "olga", Role.Moderator), Entered(Cy, "cy", Role.Moderator), Entered(Ada, "ada"), Entered(Bo, "bo", Role.Moderator));

    private static readonly Situation Moderated = Given(
        Configured(config => config with { Moderated = true }), Entered(Owner, "olga", Role.Moderator), Entered(Ada, "ada", Role.Visitor));

    private static readonly Situation MembersOnly = Given(
        Configured(config => config with { MembersOnly = true }), Granted(Ada, Affiliation.Member), Entered(Owner, "olga", Role.Moderator), Entered(Ada, "ada"));

    private static readonly Dictionary<string, (Situation Room, string Xml, ErrorCondition Condition, ErrorType Type)> Rows = new(StringComparer.Ordinal)
    {
        ["enter-pw"] = (Given(Configured(config => config with { Password = "x" })), Enter, ErrorCondition.NotAuthorized, ErrorType.Auth),
        ["enter-members"] = (Given(Configured(config => config with { MembersOnly = true })), Enter, ErrorCondition.RegistrationRequired, ErrorType.Auth),
        ["enter-banned"] = (Given(Granted(Ada, Affiliation.Outcast)), Enter, ErrorCondition.Forbidden, ErrorType.Auth),
        ["enter-conflict"] = (Given(Entered(Bo, "ada")), Enter, ErrorCondition.Conflict, ErrorType.Cancel),
        ["enter-maxusers"] = (Given(Configured(config => config with { MaxOccupants = 1 }), Entered(Bo, "bo")), Enter, ErrorCondition.ServiceUnavailable, ErrorType.Wait),
        ["enter-locked"] = (GivenOnly(new RoomEvent.Created(Owner.Bare, Noon, Locked: true)), Enter, ErrorCondition.ItemNotFound, ErrorType.Cancel),
        ["enter-nonexistent"] = (new Situation(NoRoom with { Settings = Settings with { Creation = RoomCreation.Nobody } }), Enter, ErrorCondition.NotAllowed, ErrorType.Cancel),
        ["message by a visitor"] = (Moderated, Say, ErrorCondition.Forbidden, ErrorType.Auth),
        ["message from outside"] = (Given(Entered(Bo, "bo")), Say, ErrorCondition.NotAcceptable, ErrorType.Modify),
        ["bizrules-message, no such room"] = (GivenOnly(), Say, ErrorCondition.ItemNotFound, ErrorType.Cancel),
        ["bizrules-message, no such room, whatever the type"] = (GivenOnly(), Message("chat", "<body>Tea?</body>"), ErrorCondition.ItemNotFound, ErrorType.Cancel),
        ["privatemessage of type groupchat"] = (Open, Whisper("groupchat", "bo"), ErrorCondition.BadRequest, ErrorType.Modify),
        ["privatemessage to nobody"] = (Open, Whisper("chat", "eve"), ErrorCondition.ItemNotFound, ErrorType.Cancel),
        ["privatemessage from outside"] = (Given(Entered(Bo, "bo")), Whisper("chat", "bo"), ErrorCondition.NotAcceptable, ErrorType.Modify),
        ["changenick"] = (Open, "<presence from='ada@home.example/desk' id='r' to='tea@muc.example/bo'/>", ErrorCondition.Conflict, ErrorType.Cancel),
        ["changenick where nicks are locked"] = (
            Given(Configured(config => config with { NicksLocked = true }), new RoomEvent.AffiliationGranted(Ada.Bare, Affiliation.Member, Owner.Bare, null, Nick("ada")), Entered(Ada, "ada")),
            "<presence from='ada@home.example/desk' id='r' to='tea@muc.example/countess'/>",
            ErrorCondition.NotAcceptable,
            ErrorType.Cancel),
        ["invite-mediated"] = (MembersOnly, Invite, ErrorCondition.Forbidden, ErrorType.Auth),
        ["subject-mod"] = (Open, Message("groupchat", "<subject>Tea</subject>"), ErrorCondition.Forbidden, ErrorType.Auth),
        ["kick by a participant"] = (Open, Ask(Ada, "nick='bo' role='none'"), ErrorCondition.Forbidden, ErrorType.Auth),
        ["kick of a higher affiliation"] = (Open, Ask(Bo, "nick='cy' role='none'"), ErrorCondition.NotAllowed, ErrorType.Cancel),
        ["kick of oneself"] = (Open, Ask(Bo, "nick='bo' role='none'"), ErrorCondition.Conflict, ErrorType.Cancel),
        ["grantvoice"] = (Moderated, Ask(Ada, "nick='ada' role='participant'"), ErrorCondition.Forbidden, ErrorType.Auth),
        ["revokevoice from an owner"] = (Open, Ask(Bo, "nick='olga' role='visitor'"), ErrorCondition.NotAllowed, ErrorType.Cancel),
        ["revokevoice from an admin by an owner"] = (Open, Ask(Owner, "nick='cy' role='visitor'"), ErrorCondition.NotAllowed, ErrorType.Cancel),
        ["modifyvoice"] = (Open, Read(Ada, "role='participant'"), ErrorCondition.Forbidden, ErrorType.Auth),
        ["voiceapprove"] = (Moderated, Approve, ErrorCondition.Forbidden, ErrorType.Auth),
        ["ban by a moderator"] = (Open, Ask(Bo, "jid='ada@home.example' affiliation='outcast'"), ErrorCondition.Forbidden, ErrorType.Auth),
        ["ban of a higher affiliation"] = (Open, Ask(Cy, "jid='olga@home.example' affiliation='outcast'"), ErrorCondition.NotAllowed, ErrorType.Cancel),
        ["ban of oneself"] = (Open, Ask(Cy, "jid='cy@away.example' affiliation='outcast'"), ErrorCondition.Conflict, ErrorType.Cancel),
        ["modifyban"] = (Open, Read(Bo, "affiliation='outcast'"), ErrorCondition.Forbidden, ErrorType.Auth),
        ["grantmember"] = (Open, Ask(Bo, "jid='ada@home.example' affiliation='member'"), ErrorCondition.Forbidden, ErrorType.Auth),
        ["revokemember"] = (MembersOnly, Ask(Ada, "jid='ada@home.example' affiliation='none'"), ErrorCondition.Forbidden, ErrorType.Auth),
        ["modifymember"] = (Open, Read(Ada, "affiliation='member'"), ErrorCondition.Forbidden, ErrorType.Auth),
        ["grantmod"] = (Open, Ask(Bo, "nick='ada' role='moderator'"), ErrorCondition.Forbidden, ErrorType.Auth),
        ["revokemod"] = (Open, Ask(Cy, "nick='olga' role='participant'"), ErrorCondition.NotAllowed, ErrorType.Cancel),
        ["modifymod"] = (Open, Read(Bo, "role='moderator'"), ErrorCondition.Forbidden, ErrorType.Auth),
        ["roomconfig"] = (Open, Iq(Cy, "get", "<query xmlns='http://jabber.org/protocol/muc#owner'/>"), ErrorCondition.Forbidden, ErrorType.Auth),
        ["grantowner"] = (Open, Ask(Cy, "jid='cy@away.example' affiliation='owner'"), ErrorCondition.Forbidden, ErrorType.Auth),
        ["revokeowner of the last"] = (Open, Ask(Owner, "jid='olga@home.example' affiliation='admin'"), ErrorCondition.Conflict, ErrorType.Cancel),
        ["modifyowner"] = (Open, Read(Cy, "affiliation='owner'"), ErrorCondition.Forbidden, ErrorType.Auth),
        ["grantadmin"] = (Open, Ask(Cy, "jid='ada@home.example' affiliation='admin'"), ErrorCondition.Forbidden, ErrorType.Auth),
        ["revokeadmin"] = (Open, Ask(Cy, "jid='cy@away.example' affiliation='none'"), ErrorCondition.Forbidden, ErrorType.Auth),
        ["modifyadmin"] = (Open, Read(Cy, "affiliation='admin'"), ErrorCondition.Forbidden, ErrorType.Auth),
        ["destroyroom"] = (Open, Iq(Cy, "set", "<query xmlns='http://jabber.org/protocol/muc#owner'><destroy/></query>"), ErrorCondition.Forbidden, ErrorType.Auth),
        ["bizrules-iq, role and affiliation at once"] = (Open, Ask(Owner, "jid='ada@home.example' affiliation='member' role='visitor'"), ErrorCondition.BadRequest, ErrorType.Modify),
    };

    public static TheoryData<string> Sections => [.. Rows.Keys];

    private static string Enter => "<presence from='ada@home.example/desk' id='r' to='tea@muc.example/ada'><x xmlns='http://jabber.org/protocol/muc'/></presence>";

    private static string Say => Message("groupchat", "<body>Tea?</body>");

    private static string Invite => Message("normal", "<x xmlns='http://jabber.org/protocol/muc#user'><invite to='dee@far.example'/></x>");

    private static string Approve => Message("normal", """
        <x xmlns='jabber:x:data' type='submit'>
          <field var='FORM_TYPE'><value>http://jabber.org/protocol/muc#request</value></field>
          <field var='muc#role'><value>participant</value></field><field var='muc#roomnick'><value>ada</value></field>
          <field var='muc#request_allow'><value>true</value></field>
        </x>
        """);

    [Theory]
    [MemberData(nameof(Sections))]
    public void Who_has_no_right_is_told_so_as_the_section_says_and_by_whom(string section)
    {
        var (room, xml, condition, type) = Rows[section];
        var outcome = room.WhenReceived(xml);

        Assert.Empty(outcome.Decision.Events);
        var refusal = Assert.Single(outcome.Sent);
        Assert.Equal(StanzaXml.Parse(xml).From, refusal.To);
        Assert.Equal("r", refusal.Id);
        var error = StanzaError.From(refusal.Child("error", Namespaces.Component));
        Assert.Equal((condition, type), (error.Condition, error.Type));
        Assert.Equal<Jid>(Tea, error.By);
        Assert.False(string.IsNullOrWhiteSpace(error.Text));
        Assert.NotEqual(RefusalReason.Rules, outcome.Decision.Refusal!.Reason);
    }

    /// <summary>#enter-locked: the room does not exist yet, whatever is asked of it.</summary>
    [Theory]
    [MemberData(nameof(Sections))]
    public void A_locked_room_is_there_for_nobody_but_its_owners(string section)
    {
        var xml = Rows[section].Xml;
        if (StanzaXml.Parse(xml).From!.Bare == Owner.Bare || section.StartsWith("changenick", StringComparison.Ordinal))
            return;

        var refusal = Assert.Single(GivenOnly(new RoomEvent.Created(Owner.Bare, Noon, Locked: true), Entered(Owner, "olga", Role.Moderator)).WhenReceived(xml).Sent);
        Assert.Equal(ErrorCondition.ItemNotFound, StanzaError.From(refusal.Child("error", Namespaces.Component)).Condition);
    }

    private static string Message(string type, string children) =>
        $"<message from='ada@home.example/desk' id='r' to='tea@muc.example' type='{type}'>{children}</message>";

    private static string Whisper(string type, string to) =>
        $"<message from='ada@home.example/desk' id='r' to='tea@muc.example/{to}' type='{type}'><body>Psst</body></message>";

    private static string Ask(FullJid from, string item) => Iq(from, "set", $"<query xmlns='http://jabber.org/protocol/muc#admin'><item {item}/></query>");

    private static string Read(FullJid from, string item) => Iq(from, "get", $"<query xmlns='http://jabber.org/protocol/muc#admin'><item {item}/></query>");

    private static string Iq(FullJid from, string type, string query) => $"<iq from='{from}' id='r' to='tea@muc.example' type='{type}'>{query}</iq>";
}
