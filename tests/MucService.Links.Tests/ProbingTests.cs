using Xunit;
using static MucService.Links.Tests.Story;

namespace MucService.Links.Tests;

/// <summary>When probes are sent, and how long they may take.</summary>
public sealed class ProbingTests
{
    [Fact]
    public void The_first_probe_of_a_new_domain_waits_45_seconds() => Started().ThenDeadlineIs(45);

    [Fact]
    public void A_routine_probe_waits_4_seconds_and_the_confirming_one_twice_that() =>
        Up(Fixed).UntilProbe().ThenDeadlineIs(4).Pass(4).ThenDeadlineIs(8);

    [Fact]
    public void Domains_with_sessions_are_probed_every_10_seconds_from_sending_to_sending() =>
        Up().ThenNextProbeIn(9.95).UntilProbe().Answered(after: 1.5).ThenNextProbeIn(8.5);

    [Fact]
    public void After_10_silent_minutes_they_are_probed_every_60_seconds()
    {
        var story = Up();
        while (story.Now < TimeSpan.FromDays(3) + TimeSpan.FromMinutes(10))
            story.UntilProbe().Answered();

        story.ThenNextProbeIn(59.95);
    }

    [Fact]
    public void A_room_that_wakes_up_is_probed_at_the_shorter_interval_at_once()
    {
        var story = Up();
        while (story.Now < TimeSpan.FromDays(3) + TimeSpan.FromMinutes(10))
            story.UntilProbe().Answered();

        story.When(now => new Evidence.RoomsCounted(now, 1, InUse: true)).ThenNextProbeIn(10);
    }

    [Fact]
    public void A_notice_is_followed_by_a_probe_which_finds_out_a_domain_that_refused_it() =>
        Up().Pass(5).When(now => new Evidence.NoticeSent(now)).ThenProbes(ProbePurpose.Routine).ProbeBounced().Then(LinkPhase.Suspect);

    [Fact]
    public void Notices_cause_a_probe_in_two_seconds_and_keep_none_from_being_judged()
    {
        var story = Up().Pass(5).When(now => new Evidence.NoticeSent(now)).When(now => new Evidence.NoticeSent(now)).ThenNothingIsDone();
        story.Answered().Pass(0.5).When(now => new Evidence.NoticeSent(now)).ThenNothingIsDone().ThenNextProbeIn(1.45);
    }

    [Fact]
    public void Domains_without_sessions_are_not_probed()
    {
        var story = Up().When(now => new Evidence.RoomsCounted(now, 0, InUse: false));
        Assert.Null(story.Link.WakeAt);
    }

    [Fact]
    public void A_domain_beyond_the_limit_is_probed_only_after_a_bounce()
    {
        var story = Up().When(now => new Evidence.RoomsCounted(now, 1, InUse: true, Probed: false));
        Assert.Null(story.Link.WakeAt);
        story.Bounced().ThenProbes(ProbePurpose.Confirm).Answered().Then(LinkPhase.Up);
        Assert.Null(story.Link.WakeAt);
    }

    [Fact]
    public void A_domain_that_is_exempt_from_probing_is_probed_while_it_is_down_and_no_longer()
    {
        var story = Up().When(now => new Evidence.RoomsCounted(now, 1, InUse: true, Probed: false)).Bounced().ProbeBounced().Then(LinkPhase.Down);
        story.UntilProbe().ThenProbes(ProbePurpose.Recheck).ProbeBounced();
        story.When(now => new Evidence.RoomsCounted(now, 1, InUse: true, Probed: false)).UntilProbe().Answered().UntilProbe().Answered().Then(LinkPhase.Up);
        Assert.Null(story.Link.WakeAt);
    }

    [Fact]
    public void A_probe_beyond_the_service_wide_cap_is_sent_a_little_later()
    {
        var story = Up().UntilProbe();
        story.When(now => new Evidence.ProbeDeferred(now, story.Link.Outstanding!.Number)).Then(LinkPhase.Up).ThenNextProbeIn(1);
    }

    [Fact]
    public void The_operator_can_have_a_probe_at_once() =>
        Up().Pass(1).When(now => new Evidence.ProbeOrdered(now)).ThenProbes(ProbePurpose.Routine);

    [Fact]
    public void The_deadline_of_a_fast_domain_falls_to_2_seconds_once_there_are_samples()
    {
        var story = Up().UntilProbe().Answered().UntilProbe().ThenDeadlineIs(4);
        for (var probe = 0; probe < 10; probe++)
            story.Answered().UntilProbe();

        story.ThenDeadlineIs(2);
    }

    [Fact]
    public void The_deadline_of_a_slow_domain_rises_to_20_seconds_at_most()
    {
        var trips = RoundTrips.None;
        for (var probe = 0; probe < 60; probe++)
            trips = trips.With(Seconds(3 + (probe % 10)));
        Assert.Equal(20, trips.Deadline(new LinkTimings()).TotalSeconds);
        Assert.InRange(RoundTrips.None.With(Seconds(6)).Deadline(new LinkTimings()).TotalSeconds, 6, 7);
    }

    [Fact]
    public void Old_round_trips_are_forgotten()
    {
        var trips = RoundTrips.None.With(Seconds(19));
        for (var probe = 0; probe < 50; probe++)
            trips = trips.With(Seconds(0.1));
        Assert.Equal(2, trips.Deadline(new LinkTimings()).TotalSeconds);
        Assert.Equal(Seconds(0.1), trips.Last);
    }

    [Fact]
    public void An_option_below_the_usual_bounds_is_kept()
    {
        var quick = new LinkTimings { ProbeDeadline = Seconds(1) };
        Up(quick).UntilProbe().ThenDeadlineIs(1).Pass(1).ThenDeadlineIs(2);
    }

    private static LinkTimings Fixed => new() { AdaptiveDeadlines = false };
}
