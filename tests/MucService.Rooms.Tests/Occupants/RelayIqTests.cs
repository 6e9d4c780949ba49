using MucService.Xmpp;
using Xunit;
using static MucService.Rooms.Tests.Rule;

namespace MucService.Rooms.Tests.Occupants;

public class RelayIqTests
{
    private const string AdaAsksBo =
        "<iq from='ada@home.example/desk' id='q1' to='tea@muc.example/bo' type='get'><query xmlns='jabber:iq:version'/></iq>";

    [Fact]
    public void The_answer_finds_the_session_that_asked()
    {
        var asked = Given(Entered(AdasPhone, "ada"), Entered(Ada, "ada"), Entered(Bo, "bo")).WhenReceived(AdaAsksBo);
        var question = Assert.Single(asked.SentTo(Bo));
        Assert.Equal("tea@muc.example/ada", question.From!.ToString());

        asked.Then().WhenReceived($"""
            <iq from='bo@away.example/phone' id='{question.Id}' to='tea@muc.example/ada' type='result'><query xmlns='jabber:iq:version'/></iq>
            """).ThenSendsTo(Ada, """
            <iq from='tea@muc.example/bo' id='q1' to='ada@home.example/desk' type='result'><query xmlns='jabber:iq:version'/></iq>
            """);
    }

    [Theory]
    [InlineData("<vCard xmlns='vcard-temp'/>")]
    [InlineData("<pubsub xmlns='http://jabber.org/protocol/pubsub'><items node='urn:xmpp:avatar:data'/></pubsub>")]
    public void What_only_an_account_knows_is_asked_of_the_bare_JID_and_answered_from_the_occupant(string asked)
    {
        var outcome = Given(Entered(AdasPhone, "ada"), Entered(Ada, "ada"), Entered(Bo, "bo"))
            .WhenReceived($"<iq from='{Ada}' id='v1' to='tea@muc.example/bo' type='get'>{asked}</iq>");
        var question = Assert.Single(outcome.Sent);
        Assert.Equal("bo@away.example", question.To!.ToString());
        Assert.Equal("tea@muc.example/ada", question.From!.ToString());

        outcome.Then().WhenReceived($"<iq from='bo@away.example' id='{question.Id}' to='tea@muc.example/ada' type='result'>{asked}</iq>")
            .ThenSendsTo(Ada, $"<iq from='tea@muc.example/bo' id='v1' to='ada@home.example/desk' type='result'>{asked}</iq>");
    }

    [Fact]
    public void The_own_account_is_asked_through_the_own_nick()
    {
        var outcome = Given(Entered(Ada, "ada")).WhenReceived($"<iq from='{Ada}' id='v1' to='tea@muc.example/ada' type='get'><vCard xmlns='vcard-temp'/></iq>");

        outcome.Then().WhenReceived($"<iq from='ada@home.example' id='{outcome.Sent.Single().Id}' to='tea@muc.example/ada' type='result'/>")
            .ThenSendsTo(Ada, "<iq from='tea@muc.example/ada' id='v1' to='ada@home.example/desk' type='result'/>");
    }

    [Fact]
    public void Somebody_with_two_nicks_answers_under_the_one_that_was_asked()
    {
        var phone = FullJid.Parse("bo@away.example/other");
        var outcome = Given(Entered(Ada, "ada"), Entered(Bo, "bo"), Entered(phone, "robert"))
            .WhenReceived($"<iq from='{Ada}' id='v1' to='tea@muc.example/robert' type='get'><vCard xmlns='vcard-temp'/></iq>");

        outcome.Then().WhenReceived($"<iq from='bo@away.example' id='{outcome.Sent.Single().Id}' to='tea@muc.example/ada' type='result'/>")
            .ThenSendsTo(Ada, "<iq from='tea@muc.example/robert' id='v1' to='ada@home.example/desk' type='result'/>");
    }

    [Fact]
    public void Nobody_but_the_account_that_was_asked_can_answer()
    {
        var outcome = Given(Entered(Ada, "ada"), Entered(Bo, "bo"), Entered(Cy, "cy"))
            .WhenReceived($"<iq from='{Ada}' id='v1' to='tea@muc.example/bo' type='get'><vCard xmlns='vcard-temp'/></iq>");

        outcome.Then().WhenReceived($"<iq from='cy@away.example' id='{outcome.Sent.Single().Id}' to='tea@muc.example/ada' type='result'/>").ThenNothing();
    }

    [Fact]
    public void To_change_an_account_is_for_its_owner_not_for_the_room() =>
        Assert.Equal(Bo.ToString(), Given(Entered(Ada, "ada"), Entered(Bo, "bo"))
            .WhenReceived($"<iq from='{Ada}' id='v1' to='tea@muc.example/bo' type='set'><vCard xmlns='vcard-temp'/></iq>")
            .Sent.Single().To!.ToString());

    [Fact]
    public void An_error_tells_its_condition_and_nothing_of_who_failed()
    {
        var asked = Given(Entered(Ada, "ada"), Entered(Bo, "bo")).WhenReceived(AdaAsksBo);

        asked.Then().WhenReceived($"""
            <iq from='bo@away.example/phone' id='{asked.Sent.Single().Id}' to='tea@muc.example/ada' type='error'>
              <error type='wait' by='away.example'><remote-server-timeout xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>
            </iq>
            """)
            .ThenNoEvent()
            .ThenAsks(new RoomRequest.ReportBounce(Bo.Domain, Bo))
            .ThenSendsTo(Ada, """
                <iq from='tea@muc.example/bo' id='q1' to='ada@home.example/desk' type='error'>
                  <error by='tea@muc.example' type='wait'><recipient-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>
                </iq>
                """);
    }

    [Theory]
    [InlineData("q1")]
    [InlineData("ff-q1")]
    [InlineData("ff.0-q1")]
    [InlineData(".-q1")]
    [InlineData("-q1")]
    [InlineData("")]
    public void An_answer_that_nobody_asked_for_goes_nowhere(string id) =>
        Given(Entered(Ada, "ada"), Entered(Bo, "bo"))
            .WhenReceived($"<iq from='bo@away.example/phone' id='{id}' to='tea@muc.example/ada' type='result'/>").ThenNothing();

    [Fact]
    public void A_ping_to_the_own_nick_is_answered_by_the_room() =>
        Given(Entered(Ada, "ada"), Entered(AdasPhone, "ada"))
            .WhenReceived("<iq from='ada@home.example/desk' id='s2c1' type='get' to='tea@muc.example/ada'><ping xmlns='urn:xmpp:ping'/></iq>")
            .ThenSendsTo(Ada, "<iq from='tea@muc.example/ada' id='s2c1' type='result' to='ada@home.example/desk'/>");

    [Fact]
    public void A_ping_from_outside_tells_that_he_is_outside()
    {
        const string ping = "<iq from='ada@home.example/desk' id='s2c1' type='get' to='tea@muc.example/ada'><ping xmlns='urn:xmpp:ping'/></iq>";

        var refused = Given(Entered(AdasPhone, "ada")).WhenReceived(ping).ThenRefused(Ada, ErrorCondition.NotAcceptable);
        Assert.Equal(ErrorType.Cancel, refused.Decision.Refusal!.Error.Type);
        GivenOnly().WhenReceived(ping).ThenRefused(Ada, ErrorCondition.NotAcceptable);
    }

    [Fact]
    public void Discovery_of_an_occupant_from_outside_is_a_bad_request() =>
        Given(Entered(Bo, "bo")).WhenReceived("""
            <iq from='ada@home.example/desk' id='q1' to='tea@muc.example/bo' type='get'><query xmlns='http://jabber.org/protocol/disco#info'/></iq>
            """).ThenRefused(Ada, ErrorCondition.BadRequest);

    [Fact]
    public void Nobody_of_that_nick_cannot_be_asked() =>
        Given(Entered(Ada, "ada")).WhenReceived(AdaAsksBo).ThenRefused(Ada, ErrorCondition.ItemNotFound);

    [Fact]
    public void Who_cannot_be_reached_now_cannot_be_asked_now() =>
        Given(Entered(Ada, "ada"), Entered(Bo, "bo"), new RoomEvent.LinkChanged(Bo.Domain, LinkStanding.Unreachable, Epoch: 1, Noon))
            .WhenReceived(AdaAsksBo).ThenRefused(Ada, ErrorCondition.RecipientUnavailable);

    [Fact]
    public void What_nobody_speaks_here_is_not_available_and_what_is_missing_of_what_we_speak_is_not_implemented()
    {
        var room = Given(Entered(Ada, "ada"));

        room.WhenReceived("<iq from='ada@home.example/desk' id='q1' to='tea@muc.example' type='get'><query xmlns='jabber:iq:unheard-of'/></iq>")
            .ThenRefused(Ada, ErrorCondition.ServiceUnavailable);
        room.WhenReceived("<iq from='ada@home.example/desk' id='q1' to='tea@muc.example' type='set'><query xmlns='http://jabber.org/protocol/disco#info'/></iq>")
            .ThenRefused(Ada, ErrorCondition.FeatureNotImplemented);
    }
}
