using MucService.Rooms.Protection;
using MucService.Xmpp;
using Xunit;
using static MucService.Rooms.Tests.Reachability.Links;
using static MucService.Rooms.Tests.Rule;

namespace MucService.Rooms.Tests;

/// <summary>The wall clock is set forward or back by hours. Stamps follow it; what a room measures does not.</summary>
public class ClockJumpTests
{
    private static readonly RoomTimer Grace = new(RoomTimerKind.Grace, Away);

    [Theory]
    [InlineData(6)]
    [InlineData(-6)]
    public void The_grace_time_neither_ends_early_nor_late(int hours)
    {
        var lost = Given(Entered(Ada, "ada"), Entered(Bo, "bo"), LinkChanged(Away, LinkStanding.Unreachable));

        var early = lost.When(new RoomCommand.TimerElapsed(Grace) { Arrival = Jumped(hours, Settings.Grace / 2) });
        early.ThenNoEvent().ThenAsks(new RoomRequest.SetTimer(Grace, Settings.Grace / 2));

        var late = lost.When(new RoomCommand.TimerElapsed(Grace) { Arrival = Jumped(hours, Settings.Grace) });
        late.Then(new RoomEvent.Exited(Bo));
    }

    [Theory]
    [InlineData(6)]
    [InlineData(-6)]
    public void What_is_left_of_it_stands_while_the_link_returns_and_is_lost_again(int hours)
    {
        var returning = Given(Entered(Ada, "ada"), Entered(Bo, "bo"), LinkChanged(Away, LinkStanding.Unreachable))
            .When(new RoomCommand.ChangeLink(Away, LinkStanding.Returning, 2) { Arrival = Jumped(hours, TimeSpan.FromMinutes(3)) });

        returning.Then()
            .When(new RoomCommand.ChangeLink(Away, LinkStanding.Unreachable, 3) { Arrival = Jumped(hours, TimeSpan.FromMinutes(4)) })
            .ThenAsks(new RoomRequest.SetTimer(Grace, Settings.Grace - TimeSpan.FromMinutes(3)));
    }

    [Theory]
    [InlineData(6)]
    [InlineData(-6)]
    public void Whoever_enters_while_the_link_is_down_has_all_of_it(int hours)
    {
        var lost = Given(Entered(Ada, "ada"), Entered(Bo, "bo"), LinkChanged(Away, LinkStanding.Unreachable));
        var cy = lost.WhenReceived($"<presence from='{Cy}' to='{Tea}/cy'><x xmlns='http://jabber.org/protocol/muc'/></presence>", Jumped(hours, Settings.Grace / 2));

        var over = cy.Then().When(new RoomCommand.TimerElapsed(Grace) { Arrival = Jumped(hours, Settings.Grace) });

        Assert.Equal([new RoomEvent.Exited(Bo)], over.Decision.Events.OfType<RoomEvent.Exited>());
    }

    [Theory]
    [InlineData(6)]
    [InlineData(-6)]
    public void Slow_mode_is_neither_shorter_nor_longer(int hours)
    {
        var spoken = Given(Configured(config => config with { SlowMode = TimeSpan.FromSeconds(20) }), Entered(Ada, "ada"), Entered(Bo, "bo")).WhenReceived(Say(Ada)).Then();

        spoken.WhenReceived(Say(Ada), Jumped(hours, TimeSpan.FromSeconds(19))).ThenRefused(Ada, ErrorCondition.PolicyViolation);
        Assert.Contains(spoken.WhenReceived(Say(Ada), Jumped(hours, TimeSpan.FromSeconds(20))).SentTo(Bo), stanza => stanza.Type == StanzaType.Groupchat);
    }

    [Fact]
    public void A_message_of_the_future_does_not_silence_who_said_it_after_a_restart()
    {
        var spoken = Given(Configured(config => config with { SlowMode = TimeSpan.FromSeconds(20) }), Entered(Ada, "ada"), Entered(Bo, "bo")).WhenReceived(Say(Ada)).After;
        var restarted = new Situation(spoken with { SpokeAt = spoken.SpokeAt.Clear() });

        Assert.Contains(restarted.WhenReceived(Say(Ada), Jumped(-6, TimeSpan.Zero)).SentTo(Bo), stanza => stanza.Type == StanzaType.Groupchat);
    }

    [Theory]
    [InlineData(6)]
    [InlineData(-6)]
    public void Rates_are_neither_forgotten_nor_prolonged(int hours)
    {
        var room = GivenWith(
            Settings with { OccupantRates = Rates.Unlimited with { Messages = new Rate(1, TimeSpan.FromSeconds(10)) } }, Entered(Ada, "ada"), Entered(Bo, "bo")).Room;
        var traffic = new RoomTraffic();

        Assert.Null(Received(new Arrival(Noon, "one")).Refusal);
        Assert.NotNull(Received(Jumped(hours, TimeSpan.FromSeconds(5))).Refusal);
        Assert.Null(Received(Jumped(hours, TimeSpan.FromSeconds(10))).Refusal);

        Decision Received(Arrival arrival) => Room.Receive(room, StanzaXml.Parse(Say(Ada)), arrival, traffic);
    }

    [Fact]
    public void History_is_told_in_the_order_in_which_it_was_said_with_the_stamps_of_its_time()
    {
        var talk = Given(Entered(Bo, "bo"))
            .WhenReceived(Say(Bo, "first")).Then()
            .WhenReceived(Say(Bo, "second"), Jumped(-6, TimeSpan.FromMinutes(1))).Then()
            .WhenReceived($"<presence from='{Ada}' to='{Tea}/ada'><x xmlns='http://jabber.org/protocol/muc'/></presence>", Jumped(-6, TimeSpan.FromMinutes(2)));

        var told = talk.SentTo(Ada).Where(stanza => stanza.Child("delay", Namespaces.Delay) is not null).ToList();

        Assert.Equal(["2026-01-02T12:00:00Z", "2026-01-02T06:01:00Z"], told.Select(stanza => stanza.Child("delay", Namespaces.Delay)!["stamp"]));
    }

    /// <summary>So much later, by a wall clock that has been set by some hours.</summary>
    private static Arrival Jumped(int hours, TimeSpan later) => new(Noon + TimeSpan.FromHours(hours) + later, "sid-2") { Steady = Noon + later };

    private static string Say(FullJid who, string text = "Scones?") => $"<message from='{who}' to='{Tea}' id='m1' type='groupchat'><body>{text}</body></message>";
}
