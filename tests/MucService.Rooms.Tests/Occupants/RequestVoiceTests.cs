using MucService.Xmpp;
using Xunit;
using static MucService.Rooms.Tests.Rule;

namespace MucService.Rooms.Tests.Occupants;

public class RequestVoiceTests
{
    [Fact]
    public void Only_moderators_are_asked() =>
        Assert.Equal<Jid?>([Bo], Moderated(Entered(Bo, "bo", Role.Moderator), Entered(Cy, "cy")).WhenReceived(Request(Ada)).Sent.Select(sent => sent.To));

    [Fact]
    public void A_suspended_moderator_is_not_asked_while_another_can_be_reached() =>
        Assert.Equal<Jid?>(
            [Owner],
            Moderated(
                    Entered(Owner, "olga", Role.Moderator),
                    Entered(Bo, "bo", Role.Moderator),
                    new RoomEvent.LinkChanged(Bo.Domain, LinkStanding.Unreachable, 1, Noon))
                .WhenReceived(Request(Ada)).Sent.Select(sent => sent.To));

    [Fact]
    public void Nobody_is_asked_where_no_moderator_can_be_reached() =>
        Moderated(Entered(Bo, "bo", Role.Moderator), new RoomEvent.LinkChanged(Bo.Domain, LinkStanding.Unreachable, 1, Noon))
            .WhenReceived(Request(Ada))
            .ThenRefused(Ada, ErrorCondition.RecipientUnavailable);

    [Fact]
    public void Who_is_not_in_the_room_cannot_ask() =>
        Moderated().WhenReceived(Request(Bo)).ThenRefused(Bo, ErrorCondition.Forbidden);

    [Fact]
    public void Who_has_voice_need_not_ask() =>
        Moderated(Entered(Bo, "bo")).WhenReceived(Request(Bo)).ThenRefused(Bo, ErrorCondition.NotAcceptable);

    [Fact]
    public void Another_role_cannot_be_asked_for() =>
        Moderated(Entered(Bo, "bo", Role.Moderator))
            .WhenReceived(Request(Ada, "moderator"))
            .ThenRefused(Ada, ErrorCondition.BadRequest);

    [Fact]
    public void Who_asked_waits_before_he_asks_again()
    {
        var asked = Moderated(Entered(Bo, "bo", Role.Moderator)).WhenReceived(Request(Ada)).Then();

        asked.WhenReceived(Request(Ada), TimeSpan.FromSeconds(59)).ThenRefused(Ada, ErrorCondition.ResourceConstraint);
        asked.WhenReceived(Request(Ada), TimeSpan.FromSeconds(60)).Then(new RoomEvent.VoiceRequested(Ada.Bare, Noon + TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public void A_room_lets_a_bounded_number_ask() =>
        GivenWith(
                Settings with { MaxVoiceRequestsPerInterval = 1 },
                Entered(Ada, "ada", Role.Visitor),
                Entered(Cy, "cy", Role.Visitor),
                Entered(Bo, "bo", Role.Moderator))
            .WhenReceived(Request(Ada)).Then()
            .WhenReceived(Request(Cy)).ThenRefused(Cy, ErrorCondition.ResourceConstraint);

    private static Situation Moderated(params RoomEvent[] happened) =>
        Given([Configured(config => config with { Moderated = true }), Entered(Ada, "ada", Role.Visitor), .. happened]);

    private static string Request(FullJid by, string role = "participant") => $"""
        <message from='{by}' to='tea@muc.example'>
          <x xmlns='jabber:x:data' type='submit'>
            <field var='FORM_TYPE'><value>http://jabber.org/protocol/muc#request</value></field>
            <field var='muc#role'><value>{role}</value></field>
          </x>
        </message>
        """;
}
