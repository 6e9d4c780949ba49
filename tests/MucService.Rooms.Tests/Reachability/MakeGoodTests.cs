using MucService.Rooms.Reachability;
using MucService.Xmpp;
using Xunit;
using static MucService.Rooms.Tests.Reachability.Links;
using static MucService.Rooms.Tests.Rule;

namespace MucService.Rooms.Tests.Reachability;

/// <summary>What was lost though nobody was suspended: beside a probe, with our own stream, or for one session.</summary>
public class MakeGoodTests
{
    private static readonly Situation Before = Given(Entered(Ada, "ada"), Entered(Bo, "bo"), Entered(Dee, "dee"));

    private static readonly Situation After = Before.And(Said(1), new RoomEvent.Exited(Dee));

    private static RoomEvent.Said Said(long number) => new(new HistoryEntry(
        number, Noon, Nick("ada"), Ada.Bare, Stanza($"<message from='tea@muc.example/ada' id='m{number}' type='groupchat'><body>Milk?</body></message>")));

    private static RoomCommand.Doubt Doubt(DoubtKind kind, Situation? until = null) =>
        new(Away, Known.Of(Before.Room), Known.Of((until ?? After).Room), kind);

    private static string Of(Stanza stanza) => stanza.Kind == StanzaKind.Message ? $"{stanza.Id}" : $"{stanza.Type} {stanza.From!.Resource}";

    private static RoomCommand.ConfirmLink Confirmed(double minutes = 0) =>
        new(Away) { Arrival = new Arrival(Noon.AddMinutes(minutes), "sid-1") };

    private static Situation Behind(Situation room, double minutes = 0) =>
        new(room.When(new RoomCommand.FallBehind(Bo, Known.Of(Before.Room), AwaitsLink: true) { Arrival = new Arrival(Noon.AddMinutes(minutes), "sid-1") }).After);

    [Fact]
    public void What_was_lost_beside_a_probe_is_told_again_and_nobody_else_hears_of_it()
    {
        var outcome = After.When(Doubt(DoubtKind.Lost));

        Assert.Equal(["Unavailable dee", "m1"], outcome.SentTo(Bo).Select(Of));
        outcome.Then(new RoomEvent.ToldAgain(Away, Known.Of(Before.Room))).ThenSendsNothingTo(Ada).ThenAsks();
    }

    [Fact]
    public void Where_stanzas_overtook_one_another_who_is_there_is_told_again_and_messages_are_not() =>
        Assert.Equal(["Unavailable dee", "Available ada", "Available bo"], After.When(Doubt(DoubtKind.Reordered)).SentTo(Bo).Select(Of));

    [Theory]
    [InlineData(DoubtKind.Reordered, true)]
    [InlineData(DoubtKind.Late, true)]
    [InlineData(DoubtKind.Lost, false)]
    public void What_comes_late_comes_behind_the_entry_of_who_entered_meanwhile_as_well(DoubtKind kind, bool isTold)
    {
        var phone = FullJid.Parse($"{Bo.Bare}/phone");
        var outcome = After.And(Entered(phone, "bo", order: 20), new RoomEvent.RoleChanged(Nick("ada"), Role.Visitor, [Ada])).When(Doubt(kind));

        Assert.Equal(isTold, outcome.SentTo(phone).Any());
    }

    [Fact]
    public void With_our_own_stream_sessions_may_be_lost_too_and_are_probed_in_their_turn()
    {
        var outcome = After.When(Doubt(DoubtKind.StreamLost));

        Assert.Equal(["Unavailable dee", "m1"], outcome.SentTo(Bo).Select(Of));
        outcome.ThenAsks(new RoomRequest.CheckSession(Bo, ClientFeatures.None));
    }

    [Fact]
    public void Where_nothing_was_written_nothing_is_in_doubt_but_whether_the_session_is_there()
    {
        var outcome = Before.When(Doubt(DoubtKind.StreamLost, Before));

        Assert.Empty(outcome.Sent);
        outcome.ThenAsks(new RoomRequest.CheckSession(Bo, ClientFeatures.None));
    }

    [Fact]
    public void Who_entered_and_what_was_said_later_is_not_in_doubt()
    {
        var later = After.And(Entered(Cy, "cy", order: 9), Said(2));

        var outcome = later.When(Doubt(DoubtKind.StreamLost));

        outcome.ThenSendsNothingTo(Cy);
        Assert.Equal(["Unavailable dee", "Available cy", "m1"], outcome.SentTo(Bo).Select(Of));
    }

    [Fact]
    public void What_the_former_stream_may_have_swallowed_is_said_again_before_anything_else_and_what_was_said_later_is_not()
    {
        var outcome = After.And(Entered(Cy, "cy", order: 9), Said(2)).When(new RoomCommand.SayAgain(Away, Known.Of(Before.Room), Known.Of(After.Room)));

        Assert.Equal(["m1"], outcome.SentTo(Bo).Select(Of));
        outcome.ThenSendsNothingTo(Cy).ThenSendsNothingTo(Ada).ThenNoEvent();
    }

    [Fact]
    public void Who_is_suspended_then_is_told_when_his_domain_is_back() =>
        After.And(LinkChanged(Away, LinkStanding.Unreachable)).When(new RoomCommand.SayAgain(Away, Known.Of(Before.Room), Known.Of(After.Room))).ThenSendsNothingTo(Bo);

    [Fact]
    public void What_was_said_again_is_not_told_once_more_but_who_is_there_is_and_it_counts_as_told_again()
    {
        var outcome = After.When(Doubt(DoubtKind.StreamLost) with { SaidAgain = 1 });

        Assert.Equal(["Unavailable dee"], outcome.SentTo(Bo).Select(Of));
        outcome.Then(new RoomEvent.ToldAgain(Away, Known.Of(Before.Room)));
    }

    [Fact]
    public void While_the_link_is_lost_what_is_in_doubt_waits_for_its_return()
    {
        var lost = After.And(LinkChanged(Away, LinkStanding.Unreachable));

        var doubted = lost.When(Doubt(DoubtKind.Lost));

        doubted.ThenSendsNothingTo(Bo);
        Assert.Equal(["Unavailable dee", "m1"], doubted.Then().When(Link(Away, LinkStanding.Reachable, 2)).SentTo(Bo).Select(Of));
    }

    [Fact]
    public void Who_cannot_be_told_without_a_gap_enters_anew() =>
        Assert.Contains(new RoomEvent.Exited(Bo), After.And(new RoomEvent.SaidUnkept()).When(Doubt(DoubtKind.Lost)).Decision.Events);

    [Fact]
    public void A_session_whose_stanzas_came_back_is_told_them_once_its_domain_is_there()
    {
        var outcome = Behind(After).When(Confirmed());

        Assert.Equal(["Unavailable dee", "m1"], outcome.SentTo(Bo).Select(Of));
        outcome.Then(new RoomEvent.MadeGood(Bo, Noon)).ThenAsks(new RoomRequest.ProbeSession(Bo, ClientFeatures.None));
        outcome.Then().When(Confirmed()).ThenNothing();
    }

    [Fact]
    public void Whose_stanzas_come_back_again_within_a_minute_enters_anew()
    {
        var again = Behind(Behind(After).When(Confirmed()).Then(), minutes: 0.5);

        again.When(Confirmed(0.6)).Then(new RoomEvent.Exited(Bo));
    }

    [Fact]
    public void Whose_stanzas_come_back_again_later_is_told_again()
    {
        var again = Behind(Behind(After).When(Confirmed()).Then(), minutes: 2);

        Assert.Equal(["Unavailable dee", "m1"], again.When(Confirmed(2)).SentTo(Bo).Select(Of));
    }

    [Fact]
    public void Who_fell_behind_before_his_domain_was_lost_is_told_that_too()
    {
        var lost = Behind(After).And(LinkChanged(Away, LinkStanding.Unreachable) with { Proved = Known.Of(After.Room) });

        Assert.Equal(["Unavailable dee", "m1"], lost.When(Link(Away, LinkStanding.Reachable, 2)).SentTo(Bo).Select(Of));
    }

    [Fact]
    public void What_a_sessions_own_server_sent_back_is_told_again_after_a_pause()
    {
        var outcome = After.When(new RoomCommand.FallBehind(Bo, Known.Of(Before.Room), AwaitsLink: false));
        outcome.ThenAsks(new RoomRequest.SetTimer(new RoomTimer(RoomTimerKind.Resync, Away), TimeSpan.FromSeconds(5)));

        var elapsed = outcome.Then().When(new RoomCommand.TimerElapsed(new RoomTimer(RoomTimerKind.Resync, Away)));
        Assert.Equal(["Unavailable dee", "m1"], elapsed.SentTo(Bo).Select(Of));
    }

    [Fact]
    public void What_everybody_knows_is_forgotten_but_for_who_is_behind()
    {
        var room = After.Room;
        Assert.NotEmpty(room.Missed.Owners);
        Assert.Empty(room.After(new RoomEvent.Settled(room.Missed.Number)).Missed.Owners);

        var behind = Behind(After).Room;
        Assert.Contains(behind.After(new RoomEvent.Settled(behind.Missed.Number)).Missed.Owners, change => change.Nick == Nick("dee"));
    }
}
