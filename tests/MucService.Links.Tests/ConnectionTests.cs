using Xunit;
using static MucService.Links.Tests.Story;

namespace MucService.Links.Tests;

/// <summary>What our host says of its own connections is evidence, and never proof.</summary>
public sealed class ConnectionTests
{
    [Fact]
    public void A_lost_connection_makes_the_link_suspect_and_probes_at_once() =>
        Lost(Up().Pass(5)).Then(LinkPhase.Suspect).ThenTold(Standing.Reachable).ThenProbes(ProbePurpose.Confirm);

    [Fact]
    public void A_connection_that_was_only_idle_is_forgotten_with_the_answer() =>
        Lost(Up().Pass(5)).Answered().Then(LinkPhase.Up);

    [Fact]
    public void No_number_of_lost_connections_takes_a_domain_down()
    {
        var story = Up();
        for (var loss = 0; loss < 100; loss++)
            Lost(story).Pass(0.01);

        story.Then(LinkPhase.Suspect).Answered().Then(LinkPhase.Up);
        Assert.DoesNotContain(Standing.Unreachable, story.TellingsSince(default));
    }

    [Fact]
    public void A_connection_that_is_lost_and_refused_is_down_within_milliseconds()
    {
        var story = Up().Pass(5);
        var lost = story.Now;
        Lost(story).ProbeBounced().Then(LinkPhase.Down).ThenTold(Standing.Unreachable);
        Assert.True(story.Now - lost < Seconds(0.1));
    }

    [Fact]
    public void A_new_connection_of_a_down_domain_is_a_sign_of_life_and_no_proof() =>
        Opened(Down().Pass(2)).Then(LinkPhase.Returning).ThenTold(Standing.Returning).ThenProbes(ProbePurpose.Settle);

    [Fact]
    public void A_new_connection_does_not_end_a_suspicion() => Opened(Suspect()).Then(LinkPhase.Suspect).ThenNothingIsDone();

    [Fact]
    public void A_lost_connection_does_not_end_a_return() => Lost(Returning()).Then(LinkPhase.Returning).ThenNothingIsDone();

    [Fact]
    public void A_link_not_decided_is_probed_at_once_unless_a_probe_is_under_way() =>
        Lost(Started()).Then(LinkPhase.Unknown).ThenNothingIsDone();

    [Fact]
    public void A_domain_that_gets_no_routine_probes_gets_none_for_connections_either() =>
        Lost(Up().When(now => new Evidence.RoomsCounted(now, 1, InUse: true, Probed: false))).Then(LinkPhase.Up).ThenNothingIsDone();

    [Fact]
    public void A_domain_without_sessions_may_come_and_go()
    {
        Lost(Up().When(now => new Evidence.RoomsCounted(now, 0, InUse: false))).Then(LinkPhase.Up).ThenNothingIsDone();
        Opened(Down().When(now => new Evidence.RoomsCounted(now, 0, InUse: false))).Then(LinkPhase.Down).ThenNothingIsDone();
    }

    [Fact]
    public void A_domain_that_has_gone_silent_has_its_connection_dropped_and_one_that_refuses_has_none()
    {
        var silent = Suspect().Pass(8.1).Then(LinkPhase.Down);
        Assert.Single(silent.Effects, done => done.Effect is LinkEffect.DropConnection);

        var refusing = Suspect().ProbeBounced().Then(LinkPhase.Down).Pass(300);
        Assert.DoesNotContain(refusing.Effects, done => done.Effect is LinkEffect.DropConnection);
    }

    [Fact]
    public void A_dropped_connection_is_shown_to_the_operator_and_moves_nothing()
    {
        var story = Down().When(now => new Evidence.ConnectionDropped(now)).Then(LinkPhase.Down).ThenNothingIsDone();
        Assert.Contains("dropped", story.Link.Evidence[^1].What, StringComparison.Ordinal);
    }

    private static Story Lost(Story story) => story.When(now => new Evidence.ConnectionLost(now));

    private static Story Opened(Story story) => story.When(now => new Evidence.ConnectionOpened(now));
}
