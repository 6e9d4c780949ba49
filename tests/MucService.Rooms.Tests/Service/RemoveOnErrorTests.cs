using MucService.Rooms.Tests.Reachability;
using MucService.Xmpp;
using Xunit;
using static MucService.Rooms.Tests.Rule;

namespace MucService.Rooms.Tests.Service;

public class RemoveOnErrorTests
{
    private static readonly TimeSpan Later = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData("item-not-found")]
    [InlineData("gone")]
    [InlineData("recipient-unavailable")]
    [InlineData("redirect")]
    [InlineData("jid-malformed")]
    [InlineData("service-unavailable")]
    public void A_message_to_all_that_comes_back_removes_the_session_with_333(string condition) =>
        Talk().WhenReceived(Error("message", "m1", condition), Later)
            .Then(new RoomEvent.Exited(Bo))
            .ThenSendsTo(Ada, """
                <presence from='tea@muc.example/bo' to='ada@home.example/desk' type='unavailable'>
                  <x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='none' role='none'/><status code='333'/></x>
                </presence>
                """)
            .ThenSendsTo(Bo, """
                <presence from='tea@muc.example/bo' to='bo@away.example/phone' type='unavailable'>
                  <x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='none' jid='bo@away.example/phone' role='none'/><status code='110'/><status code='333'/></x>
                </presence>
                """);

    [Fact]
    public void Presence_of_the_room_that_comes_back_removes_the_session()
    {
        var changed = Talk().WhenReceived("<presence from='ada@home.example/desk' to='tea@muc.example/ada'><show>away</show></presence>");

        changed.Then().WhenReceived(Error("presence", changed.SentTo(Bo).Single().Id!, "item-not-found"), Later).Then(new RoomEvent.Exited(Bo));
    }

    [Fact]
    public void What_was_sent_before_the_session_entered_proves_nothing()
    {
        var reentered = Talk().WhenReceived(
            "<presence from='bo@away.example/phone' to='tea@muc.example/bo'><x xmlns='http://jabber.org/protocol/muc'/></presence>", Later);

        reentered.Then().WhenReceived(Error("message", "m1", "item-not-found"), Later)
            .ThenNoEvent().ThenAsks(new RoomRequest.ProbeSession(Bo, ClientFeatures.None));
    }

    [Theory]
    [InlineData("message", "unheard-of", "item-not-found")]
    [InlineData("message", "unheard-of", "service-unavailable")]
    [InlineData("presence", "19b7e943200-sid-1", "service-unavailable")]
    [InlineData("presence", "ffffffffffff-sid-1", "gone")]
    public void In_doubt_the_session_is_probed(string kind, string id, string condition) =>
        Talk().WhenReceived(Error(kind, id, condition), Later).ThenNoEvent().ThenAsks(new RoomRequest.ProbeSession(Bo, ClientFeatures.None));

    [Theory]
    [InlineData("remote-server-not-found")]
    [InlineData("remote-server-timeout")]
    public void That_a_server_is_not_reached_is_the_links_business(string condition) =>
        Talk().WhenReceived(Error("message", "m1", condition), Later).ThenNoEvent().ThenAsks(new RoomRequest.FindKnown(Bo, Noon, AwaitsLink: true), new RoomRequest.ReportBounce(Bo.Domain, Bo));

    [Theory]
    [InlineData("message", "unheard-of", "remote-server-not-found")]
    [InlineData("message", "unheard-of", "remote-server-timeout")]
    [InlineData("presence", "ffffffffffff-sid-1", "remote-server-not-found")]
    public void That_a_server_is_not_reached_by_what_the_room_never_sent_moves_nothing(string kind, string id, string condition) =>
        Talk().WhenReceived(Error(kind, id, condition), Later).ThenNothing();

    [Fact]
    public void A_private_message_that_a_client_refuses_removes_nobody()
    {
        var told = Talk().WhenReceived("<message from='ada@home.example/desk' id='pm' to='tea@muc.example/bo' type='chat'><body>Sugar?</body></message>");
        var blocked = told.Then().WhenReceived(Error("message", "pm", "service-unavailable").Replace("tea@muc.example'", "tea@muc.example/ada'", StringComparison.Ordinal), Later);

        Assert.Empty(blocked.Decision.Events.OfType<RoomEvent.Exited>());
        blocked.ThenAsks(new RoomRequest.ProbeSession(Bo, ClientFeatures.None));
        Assert.Single(blocked.SentTo(Ada));
    }

    [Fact]
    public void That_a_private_message_failed_is_told_whatever_became_of_either_meanwhile()
    {
        const string Id = "pm";
        var sent = Given(Entered(Ada, "ada"), Entered(AdasPhone, "ada"), Entered(Bo, "bo"))
            .WhenReceived($"<message from='{Ada}' id='{Id}' to='{Tea}/bo' type='chat'><body>Sugar?</body></message>");
        const string Told = """
            <message from='tea@muc.example/bo' to='ada@home.example/desk' type='error' id='pm'>
              <error by='tea@muc.example' type='wait'><recipient-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>
            </message>
            """;
        var failed = Error("message", Id, "remote-server-timeout");

        // Under the nick that he wrote to, and to the session that wrote it, not to who has its old nick now.
        sent.Then().And(new RoomEvent.NickChanged(Nick("bo"), Nick("bob"), [Bo])).WhenReceived(failed, Later).ThenSendsTo(Ada, Told).ThenSendsNothingTo(AdasPhone);
        sent.Then().And(new RoomEvent.Exited(Bo)).WhenReceived(failed, Later).ThenSendsTo(Ada, Told);
        sent.Then().And(new RoomEvent.NickChanged(Nick("ada"), Nick("adele"), [Ada, AdasPhone]), Entered(Cy, "ada", order: 9))
            .WhenReceived(failed, Later).ThenSendsTo(Ada, Told).ThenSendsNothingTo(Cy);
        sent.Then().And(new RoomEvent.Exited(Ada)).WhenReceived(failed, Later).ThenSendsNothingTo(AdasPhone);
    }

    [Fact]
    public void That_a_private_message_failed_is_told_once_when_it_did_for_all_sessions_of_its_recipient()
    {
        var desk = FullJid.Parse("bo@away.example/desk");
        var sent = Given(Entered(Ada, "ada"), Entered(Bo, "bo"), Entered(desk, "bo"))
            .WhenReceived($"<message from='{Ada}' id='pm' to='{Tea}/bo' type='chat'><body>Sugar?</body></message>");
        var failed = Error("message", "pm", "remote-server-timeout");

        var one = sent.Then().WhenReceived(failed, Later).ThenSendsNothingTo(Ada);
        var other = one.Then().WhenReceived(failed.Replace(Bo.ToString(), desk.ToString(), StringComparison.Ordinal), Later);
        Assert.Single(other.SentTo(Ada));
        other.Then().WhenReceived(failed, 2 * Later).ThenSendsNothingTo(Ada);
    }

    [Fact]
    public void That_a_private_message_without_an_id_failed_is_told()
    {
        var sent = Talk().WhenReceived($"<message from='{Ada}' to='{Tea}/bo' type='chat'><body>Sugar?</body></message>");

        Assert.Single(sent.Then().WhenReceived(Error("message", sent.SentTo(Bo).Single().Id!, "remote-server-timeout"), Later).SentTo(Ada));
    }

    [Theory]
    [InlineData("resource-constraint")]
    [InlineData("internal-server-error")]
    public void What_a_sessions_own_server_sends_back_is_made_good(string condition) =>
        Talk().WhenReceived(Error("message", "m1", condition), Later).ThenNoEvent().ThenAsks(new RoomRequest.FindKnown(Bo, Noon, AwaitsLink: false));

    [Theory]
    [InlineData("<message from='ada@home.example/desk' id='aside' to='tea@muc.example' type='groupchat'><subject>Scones</subject></message>", "aside")]
    [InlineData("<message from='ada@home.example/desk' id='aside' to='tea@muc.example' type='groupchat'><subject>Scones</subject></message>", "sid-1")]
    [InlineData("<message from='ada@home.example/desk' id='aside' to='tea@muc.example' type='groupchat'><body>longer than is kept</body></message>", "aside")]
    public void What_the_history_does_not_hold_is_known_when_it_comes_back_too(string said, string id)
    {
        var settings = Settings with { MaxKeptMessageBytes = 20 };
        var room = GivenWith(settings, Granted(Ada, Affiliation.Admin), Entered(Ada, "ada", Role.Moderator), Entered(Bo, "bo")).WhenReceived(said).Then();

        room.WhenReceived(Error("message", id, "remote-server-timeout"), Later)
            .ThenNoEvent().ThenAsks(new RoomRequest.FindKnown(Bo, Noon, AwaitsLink: true), new RoomRequest.ReportBounce(Bo.Domain, Bo));
        room.WhenReceived(Error("message", "another", "remote-server-timeout"), Later).ThenNothing();
    }

    [Fact]
    public void A_subject_without_an_id_of_its_own_is_known_also_after_the_next_one()
    {
        const string Subject = "<message from='ada@home.example/desk' to='tea@muc.example' type='groupchat'><subject>Scones</subject></message>";
        var room = Given(Entered(Ada, "ada", Role.Moderator), Entered(Bo, "bo"))
            .WhenReceived(Subject, new Arrival(Noon, "first")).Then()
            .WhenReceived(Subject, new Arrival(Noon + Later, "second")).Then();

        room.WhenReceived(Error("message", "first", "remote-server-timeout"), 2 * Later)
            .ThenNoEvent().ThenAsks(new RoomRequest.FindKnown(Bo, Noon, AwaitsLink: true), new RoomRequest.ReportBounce(Bo.Domain, Bo));
    }

    [Fact]
    public void What_was_never_sent_needs_not_be_made_good() =>
        Talk().WhenReceived(Error("message", "unheard-of", "resource-constraint"), Later).ThenNothing();

    [Theory]
    [InlineData("forbidden")]
    [InlineData("policy-violation")]
    public void Other_errors_move_nothing(string condition) => Talk().WhenReceived(Error("message", "m1", condition), Later).ThenNothing();

    [Fact]
    public void An_error_from_who_is_gone_moves_nothing() =>
        Given(Entered(Ada, "ada")).WhenReceived(Error("message", "m1", "gone"), Later).ThenNothing();

    [Fact]
    public void A_session_proved_gone_is_removed() =>
        Talk().When(new RoomCommand.SessionGone(Bo)).Then(new RoomEvent.Exited(Bo));

    private static Situation Talk() => Given(Entered(Ada, "ada"), Entered(Bo, "bo"))
        .WhenReceived("<message from='ada@home.example/desk' id='m1' to='tea@muc.example' type='groupchat'><body>Milk?</body></message>").Then();

    private static string Error(string kind, string id, string condition) => $"""
        <{kind} from='bo@away.example/phone' id='{id}' to='tea@muc.example/ada' type='error'>
          <error type='cancel'><{condition} xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>
        </{kind}>
        """;
}
