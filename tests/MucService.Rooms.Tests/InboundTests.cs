using MucService.Xmpp;
using Xunit;
using static MucService.Rooms.Tests.Rule;

namespace MucService.Rooms.Tests;

/// <summary>How stanzas are read that are not as the XEP's examples have them. XEP-0045 #bizrules, RFC 6120, RFC 6121.</summary>
public class InboundTests
{
    private static readonly Situation Room = Given(Granted(Bo, Affiliation.Member), Entered(Owner, "olga", Role.Moderator), Entered(Ada, "ada"));

    [Fact]
    public void A_message_of_a_type_that_nobody_knows_counts_as_normal() =>
        Assert.Single(Room
            .WhenReceived("<message from='ada@home.example/desk' to='tea@muc.example' type='odd'><x xmlns='http://jabber.org/protocol/muc#user'><invite to='dee@far.example'/></x></message>")
            .SentTo(BareJid.Parse("dee@far.example")));

    [Theory]
    [InlineData("tea@muc.example")]
    [InlineData("tea@muc.example/olga")]
    public void An_iq_of_a_type_that_nobody_knows_is_refused(string to) =>
        Room.WhenReceived($"<iq from='ada@home.example/desk' id='i' to='{to}' type='odd'><ping xmlns='urn:xmpp:ping'/></iq>").ThenRefused(Ada, ErrorCondition.BadRequest);

    [Theory]
    [InlineData("")]
    [InlineData("<ping xmlns='urn:xmpp:ping'/><ping xmlns='urn:xmpp:ping'/>")]
    public void A_request_has_one_child(string children) =>
        Room.WhenReceived($"<iq from='ada@home.example/desk' id='i' to='tea@muc.example' type='get'>{children}</iq>").ThenRefused(Ada, ErrorCondition.BadRequest);

    [Theory]
    [InlineData("bo@away.example/phone", "olga")]
    [InlineData("bo@away.example", "olga")]
    [InlineData("away.example", "olga")]
    [InlineData("bo@away.example/phone", "nobody")]
    public void Who_is_not_in_the_room_may_not_ask_its_occupants_what_they_are(string from, string nick)
    {
        var refusal = Assert.Single(Room.WhenReceived($"<iq from='{from}' id='i' to='tea@muc.example/{nick}' type='get'><query xmlns='http://jabber.org/protocol/disco#info'/></iq>").Sent);

        Assert.Equal(ErrorCondition.BadRequest, StanzaError.From(refusal.Child("error", Namespaces.Component)).Condition);
    }

    [Fact]
    public void A_refusal_holds_one_error_and_that_is_the_rooms()
    {
        var refusal = Assert.Single(Room.WhenReceived("<iq from='ada@home.example/desk' id='i' to='tea@muc.example' type='odd'><error type='wait'><gone xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>").Sent);

        Assert.Single(refusal.Payloads, payload => payload.Is("error", Namespaces.Component));
        Assert.Equal(ErrorCondition.BadRequest, StanzaError.From(refusal.Child("error", Namespaces.Component)).Condition);
    }

    [Theory]
    [InlineData("<x xmlns='http://jabber.org/protocol/muc'><password>sesame</password></x>")]
    [InlineData("<x xmlns='http://jabber.org/protocol/muc'/><x xmlns='http://jabber.org/protocol/muc#user'><password>sesame</password></x>")]
    public void The_password_stands_in_either_namespace(string children) => Assert.Contains(
        Given(Configured(config => config with { Password = "sesame" }))
            .WhenReceived($"<presence from='ada@home.example/desk' to='tea@muc.example/ada'>{children}</presence>").Decision.Events,
        happened => happened is RoomEvent.Entered);

    [Fact]
    public void Who_is_out_of_step_is_told_as_what_the_lists_have_him() =>
        Room.WhenReceived("<presence from='bo@away.example/phone' to='tea@muc.example/bo'/>").ThenSendsTo(Bo, """
            <presence from='tea@muc.example/bo' to='bo@away.example/phone' type='unavailable'>
              <x xmlns='http://jabber.org/protocol/muc#user'>
                <item affiliation='member' role='none'><reason xml:lang='en'>You are not in the room.</reason></item>
                <status code='110'/><status code='307'/><status code='333'/>
              </x>
            </presence>
            """);

    [Theory]
    [InlineData("subscribe")]
    [InlineData("subscribed")]
    [InlineData("unsubscribe")]
    [InlineData("unsubscribed")]
    [InlineData("probe")]
    [InlineData("unavailable")]
    [InlineData("error")]
    [InlineData("odd")]
    public void Only_available_presence_enters_and_only_unavailable_presence_leaves(string type)
    {
        var entering = Room.WhenReceived($"<presence from='bo@away.example/phone' to='tea@muc.example/bo' type='{type}'><x xmlns='http://jabber.org/protocol/muc'/></presence>");
        var leaving = Room.WhenReceived($"<presence from='ada@home.example/desk' to='tea@muc.example/ada' type='{type}'/>");

        Assert.Empty(entering.Decision.Events);
        Assert.Equal(type == "unavailable", leaving.Decision.Events.Any(happened => happened is RoomEvent.Exited));
    }

    [Theory]
    [InlineData("maxstanzas='-1'")]
    [InlineData("maxchars='many' seconds='' since='yesterday'")]
    [InlineData("maxstanzas='99999999999999999999'")]
    public void A_wish_for_history_that_cannot_be_read_is_none(string wish)
    {
        var entered = Room.WhenReceived("<message from='ada@home.example/desk' to='tea@muc.example' type='groupchat'><body>Tea?</body></message>").Then()
            .WhenReceived($"<presence from='bo@away.example/phone' to='tea@muc.example/bo'><x xmlns='http://jabber.org/protocol/muc'><history {wish}/></x></presence>");

        Assert.Single(entered.SentTo(Bo), stanza => stanza.Payload("delay", Namespaces.Delay) is not null && stanza.Payload("body", Namespaces.Component) is not null);
    }

    [Fact]
    public void Of_contradicting_wishes_for_history_the_narrowest_counts()
    {
        var entered = Room.WhenReceived("<message from='ada@home.example/desk' to='tea@muc.example' type='groupchat'><body>Tea?</body></message>").Then()
            .WhenReceived("<presence from='bo@away.example/phone' to='tea@muc.example/bo'><x xmlns='http://jabber.org/protocol/muc'><history since='1970-01-01T00:00:00Z' maxstanzas='50' maxchars='0'/></x></presence>");

        Assert.DoesNotContain(entered.SentTo(Bo), stanza => stanza.Payload("body", Namespaces.Component) is not null);
    }

    [Fact]
    public void A_room_is_the_same_however_its_address_is_written()
    {
        var stanza = StanzaXml.Parse("<presence from='ada@home.example/desk' to='TEA@MUC.example/ada'><x xmlns='http://jabber.org/protocol/muc'/></presence>");

        Assert.Equal(Tea, stanza.To!.Bare);
    }
}
