using Xunit;
using static MucService.Links.Tests.Story;

namespace MucService.Links.Tests;

/// <summary>What rooms are told: the table, row by row; holds, damping, epochs, and what is written.</summary>
public sealed class TellingTests
{
    private static readonly LinkTimings Damped = new() { Damping = new DampingTimings() };

    [Fact]
    public void Row_Up_and_Suspect_are_reachable()
    {
        Up().ThenTold(Standing.Reachable);
        Suspect().ThenTold(Standing.Reachable);
    }

    [Fact]
    public void Row_Down_and_Held_down_are_unreachable()
    {
        Down().ThenTold(Standing.Unreachable);
        Held(Up(), LinkHold.Down).Then(LinkPhase.Up).ThenTold(Standing.Unreachable);
    }

    [Fact]
    public void Row_Returning_is_returning() => Returning().ThenTold(Standing.Returning);

    [Fact]
    public void Row_Damped_and_round_trips_hold_is_damped() => Flapped(4).Then(LinkPhase.Up).ThenTold(Standing.Damped);

    [Fact]
    public void Row_Damped_and_really_down_is_unreachable() =>
        Flapped(4).Pass(3).Bounced().ProbeBounced().Then(LinkPhase.Down).ThenTold(Standing.Unreachable);

    [Fact]
    public void Row_Unknown_is_unknown_even_while_held()
    {
        Started().ThenTold(Standing.Unknown);
        Held(Up(), LinkHold.Down).When(now => new Evidence.StreamLost(now, "reset")).ThenTold(Standing.Unknown);
    }

    [Fact]
    public void A_link_whose_first_probe_is_missed_is_not_decided_by_that()
    {
        var answered = new LinkRecord(Down: false, Epoch: 7, Hold: null, Answered: true, 0, default, null);
        Started(record: answered).Pass(5).Then(LinkPhase.Suspect).ThenTold(Standing.Unknown).Answered().ThenTold(Standing.Reachable);
        Started(record: answered).Pass(13).Then(LinkPhase.Down).ThenTold(Standing.Unreachable);
    }

    [Fact]
    public void Row_Held_up_is_reachable() => Held(Down(), LinkHold.Up).Then(LinkPhase.Down).ThenTold(Standing.Reachable);

    [Fact]
    public void A_released_link_is_judged_again()
    {
        Held(Down(), LinkHold.Up).When(now => new Evidence.Released(now)).ThenTold(Standing.Unreachable);
        Held(Up(), LinkHold.Down).When(now => new Evidence.Released(now)).ThenTold(Standing.Reachable);
    }

    [Fact]
    public void A_held_link_is_still_detected() =>
        Held(Up(), LinkHold.Up).Pass(22).Then(LinkPhase.Down).ThenTold(Standing.Reachable);

    [Fact]
    public void Three_outages_are_not_damped() => Flapped(3).ThenTold(Standing.Reachable);

    [Fact]
    public void An_outage_counts_also_where_nothing_was_known_before_it_and_once_however_often_our_own_stream_is_lost_in_it()
    {
        var story = Started(Damped).ProbeBounced().Then(LinkPhase.Down).ThenTold(Standing.Unreachable);
        Assert.Equal(1000, story.Link.Record.Penalty);

        story.When(now => new Evidence.StreamLost(now, "reset")).ThenTold(Standing.Unknown)
            .When(now => new Evidence.StreamOpened(now)).ProbeBounced().ThenTold(Standing.Unreachable);
        Assert.Equal(1000, story.Link.Record.Penalty);
    }

    [Fact]
    public void A_domain_that_is_lost_while_our_own_stream_is_has_one_outage_more()
    {
        var story = Up(Damped).When(now => new Evidence.StreamLost(now, "reset")).When(now => new Evidence.StreamOpened(now)).ProbeBounced();

        story.Then(LinkPhase.Down).ThenTold(Standing.Unreachable);
        Assert.Equal(1000, story.Link.Record.Penalty);
    }

    [Fact]
    public void Damping_ends_when_the_penalty_is_below_750()
    {
        var story = Flapped(4);
        var damped = story.Now;
        Settle(story, Standing.Reachable);
        Assert.InRange((story.Now - damped).TotalMinutes, 35, 37);
    }

    [Fact]
    public void Damping_ends_after_60_minutes_at_the_latest()
    {
        var story = Flapped(16);
        var since = story.Link.Record.DampedSince!.Value;
        Settle(story, Standing.Reachable);
        Assert.InRange((Noon + story.Now - since).TotalMinutes, 59, 61);
    }

    [Fact]
    public void Without_damping_no_flapping_is_damped() => Flapped(9, new LinkTimings()).ThenTold(Standing.Reachable);

    [Fact]
    public void What_rooms_are_told_is_written_first()
    {
        var effects = Suspect().ProbeBounced().Effects.Select(done => done.Effect).ToList();
        var written = effects.FindIndex(effect => effect is LinkEffect.Record { Written.Down: true });
        var told = effects.FindIndex(effect => effect is LinkEffect.TellRooms { Standing: Standing.Unreachable });
        Assert.InRange(written, 0, told - 1);
    }

    [Fact]
    public void What_was_down_stays_written_as_down_until_it_is_up()
    {
        var story = Down().When(now => new Evidence.StreamLost(now, "reset"));
        Assert.True(story.Link.Record.Down);
        story.When(now => new Evidence.StreamOpened(now)).Answered().UntilProbe().Answered().Then(LinkPhase.Up);
        Assert.False(story.Link.Record.Down);
    }

    [Fact]
    public void A_healthy_link_writes_once()
    {
        var story = Started().Answered();
        for (var probe = 0; probe < 20; probe++)
            story.UntilProbe().Answered();

        Assert.True(Assert.IsType<LinkEffect.Record>(Assert.Single(story.Effects, done => done.Effect is LinkEffect.Record).Effect).Written.Answered);
    }

    [Fact]
    public void A_hold_survives_a_restart()
    {
        var record = Held(Up(), LinkHold.Down).Link.Record;
        Started(record: record).ThenTold(Standing.Unreachable);
    }

    [Fact]
    public void Epochs_grow_across_a_restart_even_if_nothing_was_written()
    {
        var before = Down().Link.Record.Epoch;
        Assert.True(Started().Pass(10).Answered().Link.Record.Epoch > before);
    }

    [Fact]
    public void Evidence_is_bounded_and_tells_what_was_seen()
    {
        var story = Down();
        Assert.Contains(story.Link.Evidence, entry => entry.What == "probe bounced from the domain");
        Assert.Equal(new Timed().Kept, Flapped(40, new Timed().Timings).Link.Evidence.Count);
    }

    private static Story Held(Story story, LinkHold hold) => story.When(now => new Evidence.Held(now, hold));

    private static Story Flapped(int times, LinkTimings? timings = null)
    {
        var story = Up(timings ?? Damped);
        for (var outage = 0; outage < times; outage++)
            story.Pass(3).Bounced().ProbeBounced().Then(LinkPhase.Down).UntilProbe().Answered().UntilProbe().Answered().Then(LinkPhase.Up);
        return story;
    }

    /// <summary>Answers every probe until rooms are told that.</summary>
    private static void Settle(Story story, Standing standing)
    {
        for (var second = 0; second < 8000 && story.Link.Told != standing; second++)
        {
            story.Pass(1);
            if (story.Link.Outstanding is not null)
                story.Answered();
        }

        story.ThenTold(standing);
    }

    private sealed record Timed
    {
        public int Kept => Timings.EvidenceKept;

        public LinkTimings Timings { get; } = new() { EvidenceKept = 7 };
    }
}
