using MucService.Xmpp;
using Xunit;
using static MucService.Rooms.Tests.Rule;

namespace MucService.Rooms.Tests.Occupants;

public class GroupchatTests
{
    private static string Said(FullJid by, string children, string id = " id='m1'") =>
        $"<message from='{by}'{id} to='tea@muc.example' type='groupchat'>{children}</message>";

    [Fact]
    public void Everybody_gets_it_also_who_said_it()
    {
        var outcome = Given(Entered(Ada, "ada"), Entered(Bo, "bo")).WhenReceived(Said(Ada, "<body>Milk?</body>"));

        foreach (var listener in new[] { Ada, Bo })
        {
            outcome.ThenSendsTo(listener, $"""
                <message from='tea@muc.example/ada' to='{listener}' id='m1' type='groupchat'>
                  <body>Milk?</body>
                  <stanza-id xmlns='urn:xmpp:sid:0' by='tea@muc.example' id='sid-1'/>
                </message>
                """);
        }
    }

    [Fact]
    public void A_message_without_an_id_gets_one() =>
        Assert.Equal("sid-1", Given(Entered(Ada, "ada")).WhenReceived(Said(Ada, "<body>Milk?</body>", id: "")).Sent.Single().Id);

    [Fact]
    public void Foreign_children_pass_byte_for_byte()
    {
        const string odd = "<x:odd xmlns:x='urn:example:odd' a=\"1\"  b='2'><!-- --></x:odd>";
        var received = Payload.Received(new XmlName("odd", "urn:example:odd"), System.Text.Encoding.UTF8.GetBytes(odd), element: null);
        var message = Stanza(Said(Ada, "<body>Milk?</body>")).With(received);

        var decision = Room.Receive(Given(Entered(Ada, "ada")).Room, message, new Arrival(Noon, "sid-1"));

        Assert.Contains(received, ((Outgoing.ToMany)decision.Outgoing.Single()).Stanza.Payloads);
    }

    [Fact]
    public void What_pretends_to_be_the_rooms_is_taken_away() =>
        Given(Entered(Ada, "ada"), Entered(Bo, "bo")).WhenReceived(Said(Ada, """
            <body>Milk?</body>
            <stanza-id xmlns='urn:xmpp:sid:0' by='tea@muc.example' id='forged'/>
            <stanza-id xmlns='urn:xmpp:sid:0' by='home.example' id='genuine'/>
            <delay xmlns='urn:xmpp:delay' from='tea@muc.example' stamp='2020-01-01T00:00:00Z'/>
            <delay xmlns='urn:xmpp:delay' from='home.example' stamp='2020-01-01T00:00:00Z'/>
            <x xmlns='http://jabber.org/protocol/muc#user'><status code='104'/></x>
            """)).ThenSendsTo(Bo, """
            <message from='tea@muc.example/ada' to='bo@away.example/phone' id='m1' type='groupchat'>
              <body>Milk?</body>
              <stanza-id xmlns='urn:xmpp:sid:0' by='home.example' id='genuine'/>
              <delay xmlns='urn:xmpp:delay' from='home.example' stamp='2020-01-01T00:00:00Z'/>
              <stanza-id xmlns='urn:xmpp:sid:0' by='tea@muc.example' id='sid-1'/>
            </message>
            """);

    [Fact]
    public void What_is_said_is_kept()
    {
        var outcome = Given(Entered(Ada, "ada")).WhenReceived(Said(Ada, "<body>Milk?</body>"));

        var entry = Assert.Single(outcome.After.History.Entries);
        Assert.Equal((1, "ada", "m1"), (entry.Number, entry.By.Value, entry.Message.Id));
        Assert.Equal(Ada.Bare, entry.RealJid);
    }

    [Theory]
    [InlineData("<composing xmlns='http://jabber.org/protocol/chatstates'/>")]
    [InlineData("<body>Psst</body><no-store xmlns='urn:xmpp:hints'/>")]
    [InlineData("<body>Psst</body><no-permanent-store xmlns='urn:xmpp:hints'/>")]
    public void What_says_nothing_or_is_not_to_be_kept_is_only_passed_on(string children)
    {
        var outcome = Given(Entered(Ada, "ada")).WhenReceived(Said(Ada, children)).ThenNoEvent();

        Assert.Single(outcome.Sent);
    }

    [Fact]
    public void A_message_that_is_too_large_to_keep_is_only_passed_on() =>
        Assert.Single(GivenWith(Settings with { MaxKeptMessageBytes = 20 }, Entered(Ada, "ada"))
            .WhenReceived(Said(Ada, $"<body>{new string('x', 50)}</body>")).Then(new RoomEvent.SaidUnkept(), new RoomEvent.SaidAside("m1", Noon)).Sent);

    [Fact]
    public void A_message_with_body_and_subject_is_a_message()
    {
        var outcome = Given(Entered(Ada, "ada")).WhenReceived(Said(Ada, "<subject>Tea</subject><body>Milk?</body>"));

        Assert.Null(outcome.After.Subject);
        Assert.Equal(1, outcome.After.History.Count);
    }

    [Fact]
    public void Who_is_not_in_does_not_speak() =>
        Given(Entered(Ada, "ada")).WhenReceived(Said(Bo, "<body>Milk?</body>")).ThenRefused(Bo, ErrorCondition.NotAcceptable);

    [Fact]
    public void Visitors_do_not_speak() =>
        Given(Entered(Bo, "bo", Role.Visitor)).WhenReceived(Said(Bo, "<body>Milk?</body>")).ThenRefused(Bo, ErrorCondition.Forbidden);

    [Fact]
    public void In_a_room_that_does_not_exist_nobody_speaks() =>
        GivenOnly().WhenReceived(Said(Bo, "<body>Milk?</body>")).ThenRefused(Bo, ErrorCondition.ItemNotFound);

    [Fact]
    public void Only_messages_of_type_groupchat_are_for_all() =>
        Given(Entered(Ada, "ada")).WhenReceived("<message from='ada@home.example/desk' to='tea@muc.example' type='chat'><body>Milk?</body></message>")
            .ThenRefused(Ada, ErrorCondition.BadRequest);
}

public class PrivateMessageTests
{
    private static readonly RoomEvent.LinkChanged AwayIsDown =
        new(Bo.Domain, LinkStanding.Unreachable, Epoch: 1, Noon);

    private static string Whispered(FullJid by, string to, string type = "chat") =>
        $"<message from='{by}' id='p1' to='tea@muc.example/{to}' type='{type}'><body>Psst</body></message>";

    [Fact]
    public void All_sessions_of_the_recipient_get_it_marked_as_private()
    {
        var outcome = Given(Entered(Bo, "bo"), Entered(Ada, "ada"), Entered(AdasPhone, "ada"), Entered(Cy, "cy")).WhenReceived(Whispered(Bo, "ada"));

        foreach (var session in new[] { Ada, AdasPhone })
        {
            outcome.ThenSendsTo(session, $"""
                <message from='tea@muc.example/bo' to='{session}' id='p1' type='chat'>
                  <body>Psst</body><x xmlns='http://jabber.org/protocol/muc#user'/>
                </message>
                """);
        }

        outcome.ThenSendsNothingTo(Cy);
        Assert.Equal(0, outcome.After.History.Count);
    }

    [Fact]
    public void A_groupchat_message_is_for_nobody_alone() =>
        Given(Entered(Ada, "ada"), Entered(Bo, "bo")).WhenReceived(Whispered(Bo, "ada", "groupchat")).ThenRefused(Bo, ErrorCondition.BadRequest);

    [Fact]
    public void To_nobody_it_fails() =>
        Given(Entered(Bo, "bo")).WhenReceived(Whispered(Bo, "ada")).ThenRefused(Bo, ErrorCondition.ItemNotFound);

    [Fact]
    public void From_outside_it_fails() =>
        Given(Entered(Ada, "ada")).WhenReceived(Whispered(Bo, "ada")).ThenRefused(Bo, ErrorCondition.NotAcceptable);

    [Fact]
    public void A_room_may_forbid_them() =>
        Given(Configured(config => config with { PrivateMessagesFrom = Role.Moderator }), Entered(Ada, "ada"), Entered(Bo, "bo"))
            .WhenReceived(Whispered(Bo, "ada")).ThenRefused(Bo, ErrorCondition.Forbidden);

    [Fact]
    public void To_an_occupant_whose_link_is_down_it_fails_for_now_and_does_not_tell_where_he_lives() =>
        Given(Entered(Ada, "ada"), Entered(Bo, "bo"), AwayIsDown)
            .WhenReceived(Whispered(Ada, "bo")).ThenRefused(Ada, ErrorCondition.RecipientUnavailable);

    [Fact]
    public void Where_real_jids_are_public_it_tells() =>
        Given(Configured(config => config with { Whois = Whois.Anyone }), Entered(Ada, "ada"), Entered(Bo, "bo"), AwayIsDown)
            .WhenReceived(Whispered(Ada, "bo")).ThenRefused(Ada, ErrorCondition.RemoteServerTimeout);

    [Fact]
    public void A_failure_is_told_to_the_sender_without_what_servers_said() =>
        Given(Entered(Ada, "ada"), Entered(Bo, "bo")).WhenReceived(Whispered(Ada, "bo")).Then().WhenReceived("""
            <message from='bo@away.example/phone' id='p1' to='tea@muc.example/ada' type='error'>
              <body>Psst</body>
              <error type='cancel' by='away.example'>
                <service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/><text xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>bo@away.example</text>
              </error>
            </message>
            """)
            .Then(new RoomEvent.PrivateMessageFailed(new PassedMessage(Bo, "p1", Nick("bo"), Ada, Nick("ada"))))
            .ThenAsks(new RoomRequest.ProbeSession(Bo, ClientFeatures.None))
            .ThenSendsTo(Ada, """
                <message from='tea@muc.example/bo' id='p1' to='ada@home.example/desk' type='error'>
                  <error by='tea@muc.example' type='cancel'><service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>
                </message>
                """);

    [Fact]
    public void Only_so_many_are_remembered()
    {
        var situation = GivenWith(Settings with { PrivateMessagesRemembered = 3 }, Entered(Ada, "ada"), Entered(Bo, "bo"));
        for (var i = 0; i < 10; i++)
            situation = situation.WhenReceived(Whispered(Ada, "bo")).Then();

        Assert.Equal(3, situation.Room.SentPrivately.Count);
    }
}

public class ChangeSubjectTests
{
    private const string Change = "<message from='ada@home.example/desk' id='s1' to='tea@muc.example' type='groupchat'><subject>Scones</subject></message>";

    [Fact]
    public void A_moderator_changes_it_and_everybody_is_told() =>
        Given(Entered(Ada, "ada", Role.Moderator), Entered(Bo, "bo")).WhenReceived(Change)
            .Then(new RoomEvent.SubjectChanged(new Subject("Scones", Nick("ada"), Noon, "sid-1", Ada.Bare)), new RoomEvent.SaidAside("s1", Noon))
            .ThenSendsTo(Bo, """
                <message from='tea@muc.example/ada' id='s1' to='bo@away.example/phone' type='groupchat'><subject>Scones</subject></message>
                """);

    [Fact]
    public void Participants_change_it_only_where_the_owner_allows()
    {
        Given(Entered(Ada, "ada")).WhenReceived(Change).ThenRefused(Ada, ErrorCondition.Forbidden);
        Assert.NotNull(Given(Configured(config => config with { AnyoneChangesSubject = true }), Entered(Ada, "ada")).WhenReceived(Change).After.Subject);
    }

    [Fact]
    public void Visitors_never_do() =>
        Given(Configured(config => config with { AnyoneChangesSubject = true }), Entered(Ada, "ada", Role.Visitor))
            .WhenReceived(Change).ThenRefused(Ada, ErrorCondition.Forbidden);

    [Fact]
    public void It_is_not_longer_than_allowed() =>
        GivenWith(Settings with { MaxSubjectBytes = 3 }, Entered(Ada, "ada", Role.Moderator))
            .WhenReceived(Change).ThenRefused(Ada, ErrorCondition.PolicyViolation);

    [Fact]
    public void An_empty_one_takes_it_away() =>
        Assert.Equal("", Given(Entered(Ada, "ada", Role.Moderator)).WhenReceived(Change.Replace("Scones", "", StringComparison.Ordinal)).After.Subject!.Text);
}
