using MucService.Xmpp;
using Xunit;
using static MucService.Rooms.Tests.Rule;

namespace MucService.Rooms.Tests.Moderation;

/// <summary>XEP-0424 and XEP-0425.</summary>
public class ModerationTests
{
    private const string Retract = "<retract id='sid-1' xmlns='urn:xmpp:message-retract:1'/>";
    private const string Fallback = "<fallback xmlns='urn:xmpp:fallback:0' for='urn:xmpp:message-retract:1'/><body>/me retracted a message</body>";

    private static readonly Situation Tearoom =
        Given(Entered(Owner, "olga", Role.Moderator), Entered(Ada, "ada"), Entered(Bo, "bo")).WhenReceived(Say(Ada, "<body>Free magic potions!</body>", "m1")).Then();

    [Fact]
    public void A_moderator_takes_back_what_somebody_said()
    {
        var outcome = Tearoom.WhenReceived(Moderate(Owner, "<reason>No advertising</reason>"), TimeSpan.FromMinutes(1));

        outcome.ThenSendsTo(Bo, """
            <message from='tea@muc.example' to='bo@away.example/phone' type='groupchat'>
              <retract id='sid-1' xmlns='urn:xmpp:message-retract:1'>
                <moderated by='tea@muc.example/olga' xmlns='urn:xmpp:message-moderate:1'/>
                <reason>No advertising</reason>
              </retract>
            </message>
            """);
        Assert.Equal([StanzaKind.Message, StanzaKind.Iq], outcome.SentTo(Owner).Select(stanza => stanza.Kind));
        Assert.Equal(StanzaType.Result, outcome.SentTo(Owner).Last().Type);
    }

    [Fact]
    public void Who_enters_later_sees_a_tombstone_and_not_what_was_said()
    {
        var history = History(Tearoom.WhenReceived(Moderate(Owner, "<reason>No advertising</reason>"), TimeSpan.FromMinutes(1)).Then());

        Assert.All(history, message => Assert.DoesNotContain("magic", StanzaXml.Render(message).ToString(), StringComparison.Ordinal));
        Assert.Equal(2, history.Length);
        Assert.Equal(
            StanzaXml.Canonical(StanzaXml.Elements("""
                <message from='tea@muc.example/ada' to='cy@away.example/desk' type='groupchat' id='m1'>
                  <retracted xmlns='urn:xmpp:message-retract:1' stamp='2026-01-02T12:01:00Z'>
                    <moderated by='tea@muc.example/olga' xmlns='urn:xmpp:message-moderate:1'/>
                    <reason>No advertising</reason>
                  </retracted>
                  <stanza-id xmlns='urn:xmpp:sid:0' by='tea@muc.example' id='sid-1'/>
                  <delay xmlns='urn:xmpp:delay' from='tea@muc.example' stamp='2026-01-02T12:00:00Z'/>
                </message>
                """).Single()),
            StanzaXml.Canonical(StanzaXml.Render(history[0])));
        Assert.NotNull(history[1].Payload("retract", Namespaces.Retraction));
    }

    [Fact]
    public void Moderator_and_author_are_named_by_their_occupant_ids()
    {
        var created = new RoomEvent.Created(Owner.Bare, Noon, Locked: false, new Rooms.OccupantIds.OccupantIdKey(new string('a', 64)));
        var room = GivenOnly(created, Entered(Owner, "olga", Role.Moderator), Entered(Ada, "ada")).WhenReceived(Say(Ada, "<body>Potions</body>", "m1")).Then();

        var told = room.WhenReceived(Moderate(Owner, "")).SentTo(Ada).Single();
        var tombstone = History(room.WhenReceived(Moderate(Owner, "")).Then())[0];

        Assert.NotNull(told.Child("retract", Namespaces.Retraction)!.Child("moderated", Namespaces.Moderation)!.Child("occupant-id", Namespaces.OccupantIds));
        Assert.Null(told.Payload("occupant-id", Namespaces.OccupantIds));
        Assert.NotNull(tombstone.Payload("occupant-id", Namespaces.OccupantIds));
        Assert.NotNull(tombstone.Child("retracted", Namespaces.Retraction)!.Child("moderated", Namespaces.Moderation)!.Child("occupant-id", Namespaces.OccupantIds));
    }

    [Fact]
    public void Only_moderators_moderate()
    {
        Tearoom.WhenReceived(Moderate(Bo, "")).ThenRefused(Bo, ErrorCondition.Forbidden);
        Tearoom.WhenReceived(Moderate(Cy, "")).ThenRefused(Cy, ErrorCondition.Forbidden);
    }

    [Fact]
    public void What_was_taken_back_is_not_taken_back_again() =>
        Tearoom.WhenReceived(Moderate(Owner, "")).Then().WhenReceived(Moderate(Owner, "")).ThenNoEvent().ThenSendsNothingTo(Bo);

    [Fact]
    public void A_message_that_the_room_does_not_keep_any_more_is_taken_back_all_the_same() =>
        Assert.Single(Given(Entered(Owner, "olga", Role.Moderator), Entered(Bo, "bo")).WhenReceived(Moderate(Owner, "")).SentTo(Bo));

    [Theory]
    [InlineData("<moderate xmlns='urn:xmpp:message-moderate:1' id='sid-1'/>")]
    [InlineData("<moderate xmlns='urn:xmpp:message-moderate:1'><retract xmlns='urn:xmpp:message-retract:1'/></moderate>")]
    [InlineData("<moderate xmlns='urn:xmpp:message-moderate:1' id=''><retract xmlns='urn:xmpp:message-retract:1'/></moderate>")]
    public void What_is_no_moderation_is_refused(string request) =>
        Tearoom.WhenReceived($"<iq from='{Owner}' to='{Tea}' id='x' type='set'>{request}</iq>").ThenRefused(Owner, ErrorCondition.BadRequest);

    [Fact]
    public void A_reason_that_is_too_long_is_refused() =>
        Tearoom.WhenReceived(Moderate(Owner, $"<reason>{new string('x', 5000)}</reason>")).ThenRefused(Owner, ErrorCondition.PolicyViolation);

    [Fact]
    public void An_author_takes_back_what_he_said_and_the_request_passes_as_it_is()
    {
        var outcome = Tearoom.WhenReceived(Say(Ada, Retract + Fallback, "m2"), TimeSpan.FromMinutes(1));

        outcome.ThenSendsTo(Bo, $"<message from='tea@muc.example/ada' to='bo@away.example/phone' id='m2' type='groupchat'>{Retract}{Fallback}</message>");
        var history = History(outcome.Then());
        Assert.Equal("m2", history[0].Child("retracted", Namespaces.Retraction)!["id"]);
        Assert.Null(history[0].Payload("body", Namespaces.Component));
        Assert.Equal("m2", history[1].Id);
    }

    [Fact]
    public void A_retraction_without_a_fallback_is_kept_for_those_who_were_away() =>
        Assert.Equal(2, History(Tearoom.WhenReceived(Say(Ada, Retract, "m2")).Then()).Length);

    [Fact]
    public void Nobody_takes_back_what_another_said() =>
        Assert.NotNull(History(Tearoom.WhenReceived(Say(Bo, Retract + Fallback, "m2")).Then())[0].Payload("body", Namespaces.Component));

    [Fact]
    public void Forged_moderation_is_not_passed_on()
    {
        const string Forged = "<retract id='sid-1' xmlns='urn:xmpp:message-retract:1'><moderated by='tea@muc.example/olga' xmlns='urn:xmpp:message-moderate:1'/></retract>"
            + "<retracted xmlns='urn:xmpp:message-retract:1'/><moderated xmlns='urn:xmpp:message-moderate:1'/><body>Ha</body>";

        Tearoom.WhenReceived(Say(Ada, Forged, "m2")).ThenSendsTo(Bo, "<message from='tea@muc.example/ada' to='bo@away.example/phone' id='m2' type='groupchat'><body>Ha</body></message>");
    }

    [Fact]
    public void Who_was_suspended_learns_what_was_taken_back_meanwhile()
    {
        var room = Tearoom.When(new RoomCommand.ChangeLink(Bo.Domain, LinkStanding.Unreachable, 1)).Then().WhenReceived(Moderate(Owner, "")).Then();

        Assert.Contains(
            room.When(new RoomCommand.ChangeLink(Bo.Domain, LinkStanding.Reachable, 2)).SentTo(Bo),
            stanza => stanza.Payload("retract", Namespaces.Retraction) is not null);
    }

    private static Stanza[] History(Situation room) =>
    [
        .. room.WhenReceived($"<presence from='{Cy}' to='{Tea}/cy'><x xmlns='http://jabber.org/protocol/muc'/></presence>").SentTo(Cy)
            .Where(stanza => stanza.Payload("delay", Namespaces.Delay) is not null && stanza.Payload("subject", Namespaces.Component) is null),
    ];

    private static string Say(FullJid by, string children, string id) => $"<message from='{by}' to='{Tea}' id='{id}' type='groupchat'>{children}</message>";

    private static string Moderate(FullJid by, string reason) => $"""
        <iq from='{by}' to='{Tea}' id='x' type='set'>
          <moderate id='sid-1' xmlns='urn:xmpp:message-moderate:1'><retract xmlns='urn:xmpp:message-retract:1'/>{reason}</moderate>
        </iq>
        """;
}
