using Xunit;
using static MucService.Links.Tests.Story;

namespace MucService.Links.Tests;

/// <summary>Domains that swallow pings: bridges, old gateways.</summary>
public sealed class MuteTests
{
    [Fact]
    public void Silence_does_not_count_against_a_domain_that_never_answered()
    {
        var story = Mute().Then(LinkPhase.Up).ThenTold(Standing.Reachable);
        Assert.True(story.Link.Mute);
        story.Pass(600).Then(LinkPhase.Up);
        Assert.DoesNotContain(Standing.Unreachable, story.TellingsSince(default));
    }

    [Fact]
    public void A_mute_domain_goes_down_by_a_bounced_probe() =>
        Mute().Bounced().Then(LinkPhase.Suspect).ProbeBounced().Then(LinkPhase.Down);

    [Fact]
    public void A_bounced_stanza_followed_by_silence_does_not_take_a_mute_domain_down() =>
        Mute().Bounced().Pass(9).Then(LinkPhase.Up).ThenTold(Standing.Reachable);

    [Fact]
    public void Silence_counts_once_a_probe_was_answered()
    {
        var story = Mute();
        if (story.Link.Outstanding is null)
            story.UntilProbe();
        story.Answered().Then(LinkPhase.Up);
        Assert.False(story.Link.Mute);
        story.Pass(22).Then(LinkPhase.Down);
    }

    [Fact]
    public void A_mute_domain_that_is_heard_again_and_bounces_nothing_comes_back()
    {
        var story = Mute().Bounced().ProbeBounced().Then(LinkPhase.Down);
        story.Pass(1).SignOfLife().Then(LinkPhase.Returning).Pass(46).Then(LinkPhase.Up);
        Assert.True(story.Link.Mute);
    }

    [Fact]
    public void A_mute_domain_whose_return_failed_comes_back_when_it_is_heard_and_its_probes_no_longer_bounce()
    {
        var story = Mute().Bounced().ProbeBounced().Pass(2).SignOfLife().ProbeBounced().Then(LinkPhase.Down);
        story.Pass(60);
        if (story.Link.Outstanding is not null)
            story.ProbeBounced();
        story.SignOfLife().Then(LinkPhase.Down).Pass(60).Then(LinkPhase.Up);
    }

    [Fact]
    public void A_mute_domain_that_is_not_heard_stays_down() =>
        Mute().Bounced().ProbeBounced().Pass(1000).Then(LinkPhase.Down);
}
