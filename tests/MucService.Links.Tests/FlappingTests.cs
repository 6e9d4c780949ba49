using Xunit;
using static MucService.Links.Tests.Story;

namespace MucService.Links.Tests;

/// <summary>Somebody has his own domain come and go as fast as he can: he costs others next to nothing.</summary>
public sealed class FlappingTests
{
    private static readonly TimeSpan Long = TimeSpan.FromHours(1);

    [Fact]
    public void In_an_hour_of_flapping_others_are_told_a_handful_of_times()
    {
        var story = Flap(Up(new LinkTimings { Damping = new DampingTimings() }), out var outages);

        Assert.InRange(outages, 200, 2000);
        Assert.InRange(Deemed(story).Count(deemed => deemed), 1, 6);
    }

    [Fact]
    public void Without_damping_it_would_be_each_time() =>
        Assert.InRange(Deemed(Flap(Up(), out var outages)).Count(deemed => deemed), outages - 1, outages);

    [Fact]
    public void He_has_no_more_probes_sent_than_one_in_two_seconds_and_two_for_each_return()
    {
        var story = Flap(Up(new LinkTimings { Damping = new DampingTimings() }), out var outages);

        var probes = story.Effects.Select(done => done.Effect).OfType<LinkEffect.SendProbe>().Count();
        Assert.InRange(probes, outages, (int)(Long.TotalSeconds / 2) + (3 * outages));
    }

    [Fact]
    public void A_flood_of_bounces_and_signs_of_life_sends_one_probe_in_two_seconds()
    {
        var story = Up();
        for (var hundredth = 0; hundredth < 6000; hundredth++)
        {
            story.Pass(0.01).Bounced().SignOfLife();
            if (story.Link.Outstanding is not null)
                story.Answered(after: 0.001);
        }

        Assert.InRange(story.Effects.Select(done => done.Effect).OfType<LinkEffect.SendProbe>().Count(), 20, 37);
        story.ThenTold(Standing.Reachable);
        Assert.Equal(Standing.Reachable, Assert.Single(story.TellingsSince(TimeSpan.Zero)));
        Assert.InRange(story.Link.Evidence.Count, 1, new LinkTimings().EvidenceKept);
    }

    /// <summary>Bounces what it can, and comes back with the next stanza, for an hour.</summary>
    private static Story Flap(Story story, out int outages)
    {
        outages = 0;
        for (var end = story.Now + Long; story.Now < end; outages++)
        {
            while (story.Link.Phase is LinkPhase.Up or LinkPhase.Suspect)
                Step(story, ProbeVerdict.Bounced, () => story.Bounced());
            while (story.Link.Phase is LinkPhase.Down or LinkPhase.Returning)
                Step(story, ProbeVerdict.Result, () => story.SignOfLife());
        }

        return story;
    }

    private static void Step(Story story, ProbeVerdict verdict, Action act)
    {
        if (story.Link.Outstanding is not null)
            story.Answered(verdict, after: 0.01);
        else
            act();
        story.Pass(0.1);
    }

    /// <summary>Each time that others saw the occupants there become unreachable, or reachable again.</summary>
    private static IEnumerable<bool> Deemed(Story story)
    {
        var before = false;
        foreach (var told in story.Effects.Select(done => done.Effect).OfType<LinkEffect.TellRooms>())
        {
            var deemed = told.Standing is Standing.Unknown ? before : told.Standing is not Standing.Reachable;
            if (deemed != before)
                yield return deemed;
            before = deemed;
        }
    }
}
