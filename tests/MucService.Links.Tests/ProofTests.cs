using Xunit;
using static MucService.Links.Tests.Story;

namespace MucService.Links.Tests;

/// <summary>What proves a link up, and what does not.</summary>
public sealed class ProofTests
{
    [Fact]
    public void A_new_link_is_unknown_and_probed_at_once() =>
        Started().Then(LinkPhase.Unknown).ThenTold(Standing.Unknown).ThenProbes(ProbePurpose.First);

    [Theory]
    [InlineData(ProbeVerdict.Result)]
    [InlineData(ProbeVerdict.ProvingError)]
    public void An_answered_probe_proves_a_link_up(ProbeVerdict verdict) =>
        Started().Answered(verdict).Then(LinkPhase.Up).ThenTold(Standing.Reachable);

    [Fact]
    public void A_sign_of_life_proves_nothing_of_an_unknown_link() =>
        Started().SignOfLife().Then(LinkPhase.Unknown).ThenTold(Standing.Unknown);

    [Fact]
    public void A_sign_of_life_does_not_clear_a_suspicion() =>
        Suspect().SignOfLife().Then(LinkPhase.Suspect);

    [Fact]
    public void An_answer_after_its_deadline_is_no_proof()
    {
        var story = Suspect();
        var late = story.Link.Outstanding!;
        story.Pass(8.1).Then(LinkPhase.Down)
            .AnswerTo(late.Number, late.SentAt)
            .Then(LinkPhase.Returning);
    }

    [Fact]
    public void An_answer_that_overtakes_its_timer_is_late_all_the_same()
    {
        var story = Suspect();
        var late = story.Link.Outstanding!;
        var overtaking = new Moment(late.Due + Seconds(0.5), Noon, 0.5);
        var decision = LinkRules.Decide(story.Link, new Evidence.ProbeAnswered(overtaking, late.Number, late.SentAt, ProbeVerdict.Result), story.Timings);

        Assert.Equal(LinkPhase.Returning, decision.Link.Phase);
        Assert.Contains(decision.Effects, effect => effect is LinkEffect.Moved { To: LinkPhase.Down });
    }

    [Fact]
    public void A_late_error_is_not_even_a_sign_of_life()
    {
        var story = Suspect();
        var late = story.Link.Outstanding!;
        story.Pass(8.1).AnswerTo(late.Number, late.SentAt, ProbeVerdict.ProvingError).Then(LinkPhase.Down).ThenNothingIsDone();
    }

    [Fact]
    public void A_late_bounce_moves_nothing()
    {
        var story = Up().UntilProbe();
        var old = story.Link.Outstanding!;
        story.Answered().AnswerTo(old.Number - 1, old.SentAt, ProbeVerdict.Bounced).Then(LinkPhase.Up).ThenNothingIsDone();
    }

    [Fact]
    public void A_refusal_is_shown_and_is_not_down()
    {
        var story = Suspect().Answered(ProbeVerdict.Refused).Then(LinkPhase.Up);
        Assert.True(story.Link.RefusedByPolicy);
    }

    [Fact]
    public void A_domain_that_refuses_has_not_answered() =>
        Assert.False(Started().Answered(ProbeVerdict.Refused).Link.Record.Answered);

    [Fact]
    public void A_refusal_is_forgotten_when_a_probe_is_answered()
    {
        var story = Up().UntilProbe().Answered(ProbeVerdict.Refused).UntilProbe().Answered();
        Assert.False(story.Link.RefusedByPolicy);
    }

    [Fact]
    public void Any_other_error_says_nothing_and_the_domain_is_asked_again_at_the_next_turn()
    {
        const ProbeVerdict Verdict = ProbeVerdict.Nothing;
        Up().UntilProbe().Answered(Verdict).Then(LinkPhase.Up).ThenNextProbeIn(9.95);
        Suspect().Answered(Verdict).Then(LinkPhase.Suspect).UntilProbe().ThenProbes(ProbePurpose.Confirm);
        Started().Answered(Verdict).Then(LinkPhase.Unknown).UntilProbe().ThenProbes(ProbePurpose.First);
    }
}
