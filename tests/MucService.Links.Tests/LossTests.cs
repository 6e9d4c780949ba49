using Xunit;
using static MucService.Links.Tests.Story;

namespace MucService.Links.Tests;

/// <summary>What takes a link down, and what does not.</summary>
public sealed class LossTests
{
    [Fact]
    public void A_bounced_stanza_makes_the_link_suspect_and_probes_at_once() =>
        Up().Pass(5).Bounced().Then(LinkPhase.Suspect).ThenTold(Standing.Reachable).ThenProbes(ProbePurpose.Confirm);

    [Fact]
    public void No_number_of_bounced_stanzas_takes_a_domain_down()
    {
        var story = Up();
        for (var bounce = 0; bounce < 100; bounce++)
            story.Bounced().Pass(0.01);

        story.Then(LinkPhase.Suspect).Answered().Then(LinkPhase.Up);
        Assert.DoesNotContain(Standing.Unreachable, story.TellingsSince(default));
    }

    [Fact]
    public void A_probe_bounced_while_suspect_takes_the_link_down() =>
        Suspect().ProbeBounced().Then(LinkPhase.Down).ThenTold(Standing.Unreachable);

    [Fact]
    public void A_confirming_probe_without_answer_takes_the_link_down() =>
        Suspect().Pass(7.9).Then(LinkPhase.Suspect).Pass(0.2).Then(LinkPhase.Down).ThenTold(Standing.Unreachable);

    [Fact]
    public void A_missed_routine_probe_makes_the_link_suspect_and_is_confirmed() =>
        Up().UntilProbe().ThenProbes(ProbePurpose.Routine).Pass(4).Then(LinkPhase.Suspect).ThenProbes(ProbePurpose.Confirm);

    [Fact]
    public void A_bounced_routine_probe_is_confirmed_too() =>
        Up().UntilProbe().ProbeBounced().Then(LinkPhase.Suspect).ThenProbes(ProbePurpose.Confirm);

    [Fact]
    public void A_suspicion_confirmed_alive_is_over_and_rooms_never_heard_of_it()
    {
        var story = Up().Pass(5);
        var start = story.Now;
        story.Bounced().Answered().Then(LinkPhase.Up);
        Assert.Empty(story.TellingsSince(start));
    }

    [Fact]
    public void A_first_probe_that_is_bounced_takes_the_link_down() =>
        Started().ProbeBounced().Then(LinkPhase.Down).ThenTold(Standing.Unreachable);

    [Fact]
    public void Bounces_of_domains_without_sessions_move_nothing() =>
        Up().When(now => new Evidence.RoomsCounted(now, 0, InUse: false)).Bounced().Then(LinkPhase.Up).ThenNothingIsDone();

    [Fact]
    public void Signs_of_life_of_domains_without_sessions_move_nothing() =>
        Down().When(now => new Evidence.RoomsCounted(now, 0, InUse: false)).SignOfLife().Then(LinkPhase.Down).ThenNothingIsDone();

    [Fact]
    public void One_direction_dead_is_down_although_their_stanzas_arrive()
    {
        var story = Down();
        for (var second = 0; second < 600; second++)
            story.Pass(1).SignOfLife();

        // The first sign of life was believed, until its probe was lost; after that only an answer is.
        story.Then(LinkPhase.Down);
        Assert.Single(story.TellingsSince(default), standing => standing == Standing.Returning);
    }

    [Fact]
    public void A_probe_that_events_cause_is_sent_at_most_every_two_seconds()
    {
        var story = Up();
        for (var tenth = 0; tenth < 100; tenth++)
        {
            story.Bounced();
            if (story.Link.Outstanding is not null)
                story.Answered(after: 0.01);
            story.Pass(0.1);
        }

        var confirming = story.Effects.Count(done => done.Effect is LinkEffect.SendProbe { Purpose: ProbePurpose.Confirm });
        Assert.InRange(confirming, 5, 6);
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(1)]
    [InlineData(1.9)]
    public void However_often_a_domain_is_heard_that_bounces_it_is_asked_every_two_seconds(double pause)
    {
        var story = Returning().ProbeBounced().Then(LinkPhase.Down);
        var start = story.Now;
        while (story.Now < start + Seconds(60))
        {
            story.SignOfLife();
            if (story.Link.Outstanding is not null)
                story.ProbeBounced();
            story.Pass(pause);
            if (story.Link.Outstanding is not null)
                story.ProbeBounced();
        }

        Assert.InRange(story.Effects.Count(done => done.At >= start && done.Effect is LinkEffect.SendProbe), 20, 31);
    }

    [Fact]
    public void At_most_one_probe_is_under_way_and_a_replaced_one_is_late()
    {
        var story = Up().UntilProbe();
        var replaced = story.Link.Outstanding!;
        story.Bounced().ThenProbes(ProbePurpose.Confirm)
            .AnswerTo(replaced.Number, replaced.SentAt).Then(LinkPhase.Suspect);
    }
}
