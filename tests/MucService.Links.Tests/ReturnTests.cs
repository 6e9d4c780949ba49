using Xunit;
using static MucService.Links.Tests.Story;

namespace MucService.Links.Tests;

/// <summary>The end of an outage.</summary>
public sealed class ReturnTests
{
    [Fact]
    public void A_sign_of_life_of_a_down_domain_is_followed_by_a_probe() =>
        Down().Pass(2).SignOfLife().Then(LinkPhase.Returning).ThenTold(Standing.Returning).ThenProbes(ProbePurpose.Settle).ThenDeadlineIs(45);

    [Fact]
    public void An_answered_probe_is_a_sign_of_life_and_the_first_round_trip()
    {
        var story = Down().UntilProbe().ThenProbes(ProbePurpose.Recheck).Answered().Then(LinkPhase.Returning);
        story.ThenNextProbeIn(3).UntilProbe().ThenDeadlineIs(8).Answered().Then(LinkPhase.Up).ThenTold(Standing.Reachable);
    }

    [Fact]
    public void One_round_trip_is_not_enough() => Returning().Answered().Then(LinkPhase.Returning).ThenTold(Standing.Returning);

    [Fact]
    public void Two_round_trips_and_the_settle_time_over_all_bring_the_link_up()
    {
        var story = Returning().Answered();
        var first = story.Now;
        story.UntilProbe().Answered().Then(LinkPhase.Up);
        Assert.InRange((story.Now - first).TotalSeconds, 3, 3.1);
    }

    [Fact]
    public void A_returning_link_that_loses_a_probe_is_down_again() =>
        Returning().Answered().UntilProbe().Pass(8.1).Then(LinkPhase.Down).ThenTold(Standing.Unreachable);

    [Fact]
    public void A_returning_link_whose_probe_is_bounced_is_down_again() => Returning().ProbeBounced().Then(LinkPhase.Down);

    [Fact]
    public void A_bounced_stanza_does_not_end_a_return() =>
        Returning().Bounced().Then(LinkPhase.Returning).ThenNothingIsDone();

    [Fact]
    public void After_a_failed_return_only_an_answer_begins_the_next()
    {
        var story = Returning().ProbeBounced().Then(LinkPhase.Down).Pass(3).SignOfLife().Then(LinkPhase.Down).ThenProbes(ProbePurpose.Recheck);
        story.Answered().Then(LinkPhase.Returning);
    }

    [Fact]
    public void While_down_probes_back_off_with_jitter_from_5_to_60_seconds()
    {
        var story = Down();
        var waits = new List<double>();
        for (var probe = 0; probe < 8; probe++)
        {
            story.Jitter = probe % 2 == 0 ? 0 : 0.99;
            var before = story.Now;
            story.UntilProbe();
            waits.Add((story.Now - before).TotalSeconds);
            story.ProbeBounced();
        }

        Assert.All(waits, wait => Assert.InRange(wait, 4.9, 60));
        Assert.InRange(waits[0], 4.9, 6);
        Assert.InRange(waits[^1], 47.9, 60);
        Assert.Contains(waits, wait => wait > 59);
    }

    [Fact]
    public void Answers_that_an_outage_held_back_do_not_make_the_next_one_be_noticed_late()
    {
        var story = Up().UntilProbe();
        var (number, sentAt, usual) = (story.Link.Outstanding!.Number, story.Link.Outstanding.SentAt, story.Link.RoundTrips);
        story.Pass(60).Then(LinkPhase.Down).AnswerTo(number, sentAt);
        Assert.Equal(usual, story.Link.RoundTrips);
    }

    [Fact]
    public void While_down_a_probe_waits_45_seconds() => Down().UntilProbe().ThenDeadlineIs(45);

    [Fact]
    public void While_down_without_an_answer_there_is_always_a_probe_waiting_for_the_host_to_dial()
    {
        var story = Down().UntilProbe().Pass(44.9);
        Assert.NotNull(story.Link.Outstanding);
        story.Pass(0.2);
        Assert.True(story.Link.Outstanding is not null || story.Link.NextProbeAt - story.Now < Seconds(1));
    }
}
