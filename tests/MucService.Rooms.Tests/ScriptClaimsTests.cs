using MucService.Xmpp;
using Xunit;
using static MucService.Rooms.Tests.Rule;

namespace MucService.Rooms.Tests;

/// <summary>
/// What the room scripts of another service's suite claim, in our words and with our people: what holds here too, and what the README of
/// MucService.Rooms lists as otherwise, script by script.
/// </summary>
public class ScriptClaimsTests
{
    private const string Muc = "http://jabber.org/protocol/muc";

    private static readonly Situation Room = Given(Entered(Owner, "olga", Role.Moderator), Entered(Ada, "ada"));
    private static readonly Situation MembersOnly = Given(
        Configured(config => config with { MembersOnly = true }), Granted(Ada, Affiliation.Member), Entered(Owner, "olga", Role.Moderator), Entered(Ada, "ada"));

    [Fact]
    public void Affiliation_notify_and_outcast_reason_who_is_away_is_told_of_by_message_and_then_comes_the_result()
    {
        var banned = Room.WhenReceived(Admin(Owner, "<item affiliation='outcast' jid='bo@away.example'><reason>Calm down</reason></item>"));

        banned.ThenSendsTo(Owner, """
            <message from='tea@muc.example' to='olga@home.example/desk'>
              <x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='outcast' jid='bo@away.example'><reason>Calm down</reason></item><status code='301'/></x>
            </message>
            <iq from='tea@muc.example' to='olga@home.example/desk' id='i' type='result'/>
            """).ThenSendsNothingTo(Ada);
        banned.Then().WhenReceived(Iq(Owner, "get", $"<query xmlns='{Muc}#admin'><item affiliation='outcast'/></query>")).ThenSendsTo(Owner, """
            <iq from='tea@muc.example' to='olga@home.example/desk' id='i' type='result'>
              <query xmlns='http://jabber.org/protocol/muc#admin'><item affiliation='outcast' jid='bo@away.example'><reason>Calm down</reason></item></query>
            </iq>
            """);
    }

    [Fact]
    public void Members_only_change_who_is_no_member_any_more_is_seen_to_go_before_the_result()
    {
        var sent = MembersOnly.WhenReceived(Admin(Owner, "<item affiliation='none' jid='ada@home.example'/>")).SentTo(Owner).ToList();

        Assert.Equal([StanzaType.Unavailable, StanzaType.Result], sent.Select(stanza => stanza.Type));
        Assert.Equal(["321"], Codes(sent[0]));
        Assert.Equal(Owner.ToString(), sent[0].Child("x", Namespaces.MucUser)!.Child("item")!.Child("actor")!["jid"]);
    }

    [Fact]
    public void Members_only_deregister_who_gives_his_membership_back_goes_and_is_then_answered()
    {
        var outcome = MembersOnly.WhenReceived(Iq(Ada, "set", "<query xmlns='jabber:iq:register'><remove/></query>"));

        Assert.Equal([StanzaType.Unavailable, StanzaType.Result], outcome.SentTo(Ada).Select(stanza => stanza.Type));
        Assert.Equal(["321", "110"], Codes(outcome.SentTo(Ada).First()));
        Assert.Equal(["321"], Codes(Assert.Single(outcome.SentTo(Owner))));
    }

    [Fact]
    public void Mediated_invite_the_id_stays_and_old_clients_and_people_understand_it_too() =>
        Room.WhenReceived($"<message from='{Owner}' to='tea@muc.example' id='invite-1'><x xmlns='{Muc}#user'><invite to='bo@away.example'/></x></message>")
            .ThenSendsTo(Bo.Bare, """
                <message from='tea@muc.example' to='bo@away.example' id='invite-1'>
                  <x xmlns='http://jabber.org/protocol/muc#user'><invite from='tea@muc.example/olga'><reason/></invite></x>
                  <x xmlns='jabber:x:conference' jid='tea@muc.example'/>
                  <body xml:lang='en'>tea@muc.example/olga invited you to the room tea@muc.example</body>
                </message>
                """);

    [Fact]
    public void Presence_probe_occupants_learn_how_somebody_is_and_others_learn_nothing()
    {
        var room = Given(
            Configured(config => config with { PresenceBroadcast = [Role.Moderator] }),
            new RoomEvent.AffiliationGranted(Bo.Bare, Affiliation.Member, Owner.Bare, null, Nick("bo")),
            Entered(Owner, "olga", Role.Moderator),
            Entered(Ada, "ada"));

        Assert.Equal("tea@muc.example/olga", Assert.Single(room.WhenReceived(Probe(Owner, "olga")).SentTo(Owner)).From!.ToString());
        Assert.Equal(StanzaType.Available, Assert.Single(room.WhenReceived(Probe(Owner, "ada")).SentTo(Owner)).Type);
        Assert.Equal(StanzaType.Unavailable, Assert.Single(room.WhenReceived(Probe(Owner, "bo")).SentTo(Owner)).Type);
        room.WhenReceived(Probe(Cy, "olga")).ThenRefused(Cy, ErrorCondition.NotAcceptable);
        room.WhenReceived(Probe(Cy, "nobody")).ThenRefused(Cy, ErrorCondition.NotAcceptable);
    }

    [Fact]
    public void Subject_667_a_subject_with_a_body_is_a_message_and_stands_in_the_history()
    {
        var room = Room
            .WhenReceived(Say("<subject>Greetings</subject><body>Hello</body>")).Then()
            .WhenReceived(Say("<subject>Something to talk about</subject>")).Then()
            .WhenReceived(Say("<body>Lorem ipsum</body>")).Then();
        var burst = room.WhenReceived($"<presence from='{Owner}' to='tea@muc.example/olga'><x xmlns='{Muc}'/></presence>").SentTo(Owner).Where(stanza => stanza.Kind == StanzaKind.Message).ToList();

        Assert.Equal([true, true, false], burst.Select(stanza => stanza.Payload("body", Namespaces.Component) is not null));
        Assert.Equal([true, false, true], burst.Select(stanza => stanza.Payload("subject", Namespaces.Component) is not null));
    }

    [Fact]
    public void Whois_anyone_member_where_real_JIDs_are_shown_everybody_reads_the_list()
    {
        var shown = Room.WhenReceived(Configure("whois", "anyone"));

        Assert.Contains(shown.SentTo(Ada), stanza => Codes(stanza).SequenceEqual(["172"]));
        shown.Then().WhenReceived(Iq(Ada, "get", $"<query xmlns='{Muc}#admin'><item affiliation='member'/></query>"))
            .ThenSendsTo(Ada, "<iq from='tea@muc.example' to='ada@home.example/desk' id='i' type='result'><query xmlns='http://jabber.org/protocol/muc#admin'/></iq>");
    }

    [Fact]
    public void Create_destroy_everybody_is_told_why_and_the_owner_is_answered_last()
    {
        var destroyed = Room.WhenReceived(Iq(Owner, "set", $"<query xmlns='{Muc}#owner'><destroy><reason>Enough</reason></destroy></query>"));

        destroyed.ThenSendsTo(Ada, """
            <presence from='tea@muc.example/ada' to='ada@home.example/desk' type='unavailable'>
              <x xmlns='http://jabber.org/protocol/muc#user'>
                <item affiliation='none' jid='ada@home.example/desk' role='none'/><destroy><reason>Enough</reason></destroy><status code='110'/>
              </x>
            </presence>
            """);
        Assert.Equal([StanzaType.Unavailable, StanzaType.Result], destroyed.SentTo(Owner).Select(stanza => stanza.Type));
    }

    [Fact]
    public void Nickname_change_visitors_stay_visitors_whether_the_room_is_moderated_and_whatever_their_nick()
    {
        var unmoderated = Given(Configured(config => config with { Moderated = true }), Entered(Owner, "olga", Role.Moderator), Entered(Ada, "ada", Role.Visitor))
            .WhenReceived(Configure("moderatedroom", "0"));
        var renamed = unmoderated.Then().WhenReceived($"<presence from='{Ada}' to='tea@muc.example/countess'/>");

        Assert.Equal(["104"], Codes(Assert.Single(unmoderated.SentTo(Ada))));
        Assert.Equal([StanzaType.Unavailable, StanzaType.Available], renamed.SentTo(Ada).Select(stanza => stanza.Type));
        Assert.All(renamed.SentTo(Ada), stanza => Assert.Equal("visitor", stanza.Child("x", Namespaces.MucUser)!.Child("item")!["role"]));
    }

    /// <summary>#enter-locked comes first; RFC 7622 allows the nick.</summary>
    [Fact]
    public void Nickname_robotface_otherwise_a_locked_room_is_not_there_whatever_the_nick()
    {
        var enter = $"<presence from='{Bo}' to='tea@muc.example/🤖'><x xmlns='{Muc}'/></presence>";

        GivenOnly(new RoomEvent.Created(Owner.Bare, Noon, Locked: true)).WhenReceived(enter).ThenRefused(Bo, ErrorCondition.ItemNotFound);
        Assert.Equal("🤖", Room.WhenReceived(enter).After.ByRealJid(Bo)!.Nick.Value);
    }

    /// <summary>#register: not-allowed; who registers sees the change before the result; who has a nick that becomes another's keeps it until he leaves.</summary>
    [Fact]
    public void Register_and_show_offline_otherwise_strangers_are_not_allowed_and_nobody_is_thrown_out_for_a_nick()
    {
        var closed = Given(
            Configured(config => config with { Registration = RegistrationPolicy.Closed }), Entered(Owner, "olga", Role.Moderator), Entered(Bo, "bo"));
        var registered = Room.WhenReceived(Register(Ada, "ada"));
        var reserved = closed.WhenReceived(Admin(Owner, "<item affiliation='member' jid='cy@away.example' nick='bo'/>"));

        closed.WhenReceived(Register(Bo, "bo")).ThenRefused(Bo, ErrorCondition.NotAllowed);
        Assert.Equal([StanzaType.Available, StanzaType.Result], registered.SentTo(Ada).Select(stanza => stanza.Type));
        Assert.Equal("bo", reserved.After.ByRealJid(Bo)!.Nick.Value);
    }

    /// <summary>#grantmember: the admin is told of success, and then everybody of the change. That it is granted by nick is taken.</summary>
    [Fact]
    public void Issue_1224_otherwise_the_result_comes_before_the_presence() => Assert.Equal(
        [StanzaType.Result, StanzaType.Available],
        Room.WhenReceived(Admin(Owner, "<item affiliation='member' nick='ada'/>")).SentTo(Owner).Select(stanza => stanza.Type));

    /// <summary>#impl-service-ghosts does not name the condition: whether the session is gone is asked, and nothing of the text is told.</summary>
    [Fact]
    public void Issue_978_otherwise_presence_that_failed_with_service_unavailable_is_a_doubt_and_no_proof() =>
        Room.WhenReceived($"<presence from='{Ada}' to='tea@muc.example' type='error'><error type='cancel'><service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></presence>")
            .ThenNoEvent()
            .ThenAsks(new RoomRequest.ProbeSession(Ada, ClientFeatures.None));

    /// <summary>#enter-pres: one item, of the session that spoke last.</summary>
    [Fact]
    public void Issue_978_multi_otherwise_an_occupant_with_two_sessions_is_shown_with_one_item()
    {
        var shown = Assert.Single(Room.WhenReceived($"<presence from='{AdasPhone}' to='tea@muc.example/ada'><x xmlns='{Muc}'/></presence>").SentTo(Owner));

        Assert.Equal(AdasPhone.ToString(), Assert.Single(shown.Child("x", Namespaces.MucUser)!.Children, child => child.Name.Local == "item")["jid"]);
    }

    private static IEnumerable<string?> Codes(Stanza stanza) =>
        stanza.Child("x", Namespaces.MucUser)?.Children.Where(child => child.Name.Local == "status").Select(status => status["code"]) ?? [];

    private static string Admin(FullJid by, string item) => Iq(by, "set", $"<query xmlns='{Muc}#admin'>{item}</query>");

    private static string Configure(string field, string value) => Iq(
        Owner, "set", $"<query xmlns='{Muc}#owner'><x xmlns='jabber:x:data' type='submit'><field var='muc#roomconfig_{field}'><value>{value}</value></field></x></query>");

    private static string Register(FullJid who, string nick) => Iq(
        who,
        "set",
        $"<query xmlns='jabber:iq:register'><x xmlns='jabber:x:data' type='submit'><field var='FORM_TYPE'><value>{Muc}#register</value></field><field var='muc#register_roomnick'><value>{nick}</value></field></x></query>");

    private static string Probe(FullJid who, string nick) => $"<presence from='{who}' to='tea@muc.example/{nick}' type='probe'/>";

    private static string Say(string children) => $"<message from='{Owner}' to='tea@muc.example' type='groupchat'>{children}</message>";

    private static string Iq(FullJid who, string type, string query) => $"<iq from='{who}' id='i' to='tea@muc.example' type='{type}'>{query}</iq>";
}
