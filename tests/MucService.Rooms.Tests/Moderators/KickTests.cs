using MucService.Xmpp;
using Xunit;
using static MucService.Rooms.Tests.Rule;

namespace MucService.Rooms.Tests.Moderators;

public class KickTests
{
    private static RoomCommand.Administrate Kick(FullJid by, string nick, string? reason = null) => new(
        by, [new AdminItem(Nick(nick), null, null, Role.None, reason)])
    {
        Stanza = Stanza($"<iq from='{by}' to='{Tea}' id='k' type='set'><query xmlns='{Namespaces.MucAdmin}'/></iq>"),
    };

    [Fact]
    public void A_kick_removes_all_sessions_of_the_nick() =>
        Given(Entered(Ada, "ada", Role.Moderator), Entered(Bo, "bo"), Entered(Cy, "cy"), Entered(FullJid.Parse("bo@away.example/desk"), "bo"))
            .When(Kick(Ada, "bo"))
            .Then(new RoomEvent.Exited(Bo) { Kicked = true }, new RoomEvent.Exited(FullJid.Parse("bo@away.example/desk")) { Kicked = true });

    [Fact]
    public void The_kicked_are_told_first_then_the_moderator_then_the_others()
    {
        var sent = Given(Entered(Ada, "ada", Role.Moderator), Entered(Bo, "bo"), Entered(Cy, "cy"))
            .When(Kick(Ada, "bo", "Avaunt!"))
            .Sent;

        Assert.Equal(new[] { Bo, Ada, Ada, Cy }, sent.Select(stanza => stanza.To!.Full));
        Assert.Equal(StanzaType.Result, sent[1].Type);
    }

    [Fact]
    public void Who_is_no_moderator_may_not_kick() =>
        Given(Entered(Ada, "ada"), Entered(Bo, "bo"))
            .When(Kick(Ada, "bo"))
            .ThenRefused(Ada, ErrorCondition.Forbidden);

    [Fact]
    public void Another_session_of_a_moderator_may_kick() =>
        Given(Entered(Ada, "ada", Role.Moderator), Entered(Bo, "bo"))
            .When(Kick(AdasPhone, "bo"))
            .Then(new RoomEvent.Exited(Bo) { Kicked = true });

    [Fact]
    public void A_moderator_of_lower_affiliation_is_told_not_allowed() =>
        Given(Granted(Bo, Affiliation.Admin), Entered(Ada, "ada", Role.Moderator), Entered(Bo, "bo", Role.Moderator))
            .When(Kick(Ada, "bo"))
            .ThenRefused(Ada, ErrorCondition.NotAllowed);

    [Fact]
    public void Kicking_oneself_is_a_conflict() =>
        Given(Entered(Ada, "ada", Role.Moderator), Entered(Bo, "bo"))
            .When(Kick(Ada, "ada"))
            .ThenRefused(Ada, ErrorCondition.Conflict);

    [Fact]
    public void A_nick_that_nobody_has_is_not_found() =>
        Given(Entered(Ada, "ada", Role.Moderator))
            .When(Kick(Ada, "bo"))
            .ThenRefused(Ada, ErrorCondition.ItemNotFound);

    [Fact]
    public void The_operator_kicks_anybody() =>
        Given(Entered(Owner, "olga", Role.Moderator), Entered(Bo, "bo"))
            .When(new RoomCommand.KickByOperator(Nick("olga"), "Enough"))
            .Then(new RoomEvent.Exited(Owner) { Kicked = true })
            .ThenSendsTo(Bo, """
                <presence from='tea@muc.example/olga' to='bo@away.example/phone' id='19b7e943200-sid-1' type='unavailable'>
                  <x xmlns='http://jabber.org/protocol/muc#user'>
                    <item affiliation='owner' role='none'><reason>Enough</reason></item>
                    <status code='307'/>
                  </x>
                </presence>
                """);

    [Fact]
    public void The_operator_kicks_nobody_where_nobody_is() =>
        Given(Entered(Ada, "ada"))
            .When(new RoomCommand.KickByOperator(Nick("bo"), null))
            .ThenNothing();

    [Fact]
    public void Kicking_the_last_occupant_of_a_temporary_room_ends_it() =>
        Given(Entered(Ada, "ada"))
            .When(new RoomCommand.KickByOperator(Nick("ada"), null))
            .ThenForgets();

    [Fact]
    public void A_reason_may_not_be_longer_than_the_operator_allows() =>
        Given(Entered(Ada, "ada", Role.Moderator), Entered(Bo, "bo"))
            .When(Kick(Ada, "bo", new string('x', Settings.MaxReasonBytes + 1)))
            .ThenRefused(Ada, ErrorCondition.PolicyViolation);
}
