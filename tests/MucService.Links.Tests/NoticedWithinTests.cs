using Xunit;
using static MucService.Links.Tests.Story;

namespace MucService.Links.Tests;

/// <summary>What the operator is told of how soon a loss would be noticed.</summary>
public sealed class NoticedWithinTests
{
    [Fact]
    public void Of_a_domain_in_use_within_22_seconds() => Assert.Equal(22, Of(Up()));

    [Fact]
    public void Of_an_idle_one_within_72_seconds() => Assert.Equal(72, Of(Healthy(Up(new LinkTimings { AdaptiveDeadlines = false }), seconds: 700, roundTrip: 0.05)));

    [Fact]
    public void Of_a_fast_one_sooner_and_of_a_slow_one_later()
    {
        Assert.Equal(16, Of(Healthy(Up(), seconds: 300, roundTrip: 0.05)));
        Assert.Equal(70, Of(Healthy(Up(new LinkTimings { ProbeDeadline = Seconds(20) }), seconds: 300, roundTrip: 19.5)));
    }

    [Fact]
    public void Of_one_that_never_answered_or_gets_no_probes_in_turn_not_at_all()
    {
        Assert.Null(Of(Mute()));
        Assert.Null(Of(Up().When(now => new Evidence.RoomsCounted(now, 1, InUse: true, Probed: false))));
        Assert.Null(Of(Up().When(now => new Evidence.RoomsCounted(now, 0, InUse: false))));
    }

    private static double? Of(Story story) => story.Link.NoticedWithin(new Moment(story.Now, Noon), story.Timings)?.TotalSeconds;

    private static Story Healthy(Story story, double seconds, double roundTrip)
    {
        for (var end = story.Now + Seconds(seconds); story.Now < end;)
            story.UntilProbe().Answered(after: roundTrip);
        return story;
    }
}
