using Xunit;
using static MucService.Links.Tests.Story;

namespace MucService.Links.Tests;

/// <summary>Our own slowness is not theirs.</summary>
public sealed class OwnStreamTests
{
    private static readonly LinkTimings WithHostPing = new() { HostDeadline = Seconds(4) };

    [Fact]
    public void While_the_service_has_no_stream_its_links_are_unknown()
    {
        Lost(Up()).Then(LinkPhase.Unknown).ThenTold(Standing.Unknown);
        Lost(Suspect()).Then(LinkPhase.Unknown).ThenTold(Standing.Unknown);
        Lost(Down()).Then(LinkPhase.Unknown).ThenTold(Standing.Unknown);
        Lost(Returning()).Then(LinkPhase.Unknown).ThenTold(Standing.Unknown);
    }

    [Fact]
    public void A_probe_that_the_lost_stream_took_with_it_proves_nothing_later()
    {
        var story = Up().UntilProbe();
        var gone = story.Link.Outstanding!;
        Lost(story).AnswerTo(gone.Number, gone.SentAt, ProbeVerdict.Bounced).Then(LinkPhase.Unknown);
    }

    [Fact]
    public void A_link_that_was_up_is_up_again_by_one_answer() =>
        Opened(Lost(Up())).ThenProbes(ProbePurpose.First).Answered().Then(LinkPhase.Up);

    [Fact]
    public void A_link_that_was_down_returns() =>
        Opened(Lost(Down())).Answered().Then(LinkPhase.Returning).UntilProbe().Answered().Then(LinkPhase.Up);

    [Fact]
    public void A_link_that_was_down_is_confirmed_down() =>
        Opened(Lost(Down())).Pass(44).Then(LinkPhase.Unknown).Pass(2).Then(LinkPhase.Down).ThenTold(Standing.Unreachable);

    [Fact]
    public void A_journaled_down_is_confirmed_before_rooms_are_told_and_nobody_there_is_sent_more_than_replies_until_then()
    {
        var down = new LinkRecord(Down: true, Epoch: 7, Hold: null, Answered: true, 0, default, null);
        var story = Started(record: down).Then(LinkPhase.Unknown).ThenTold(Standing.Returning);
        story.Pass(44).ThenTold(Standing.Returning).Pass(2).ThenTold(Standing.Unreachable);
        Assert.True(story.Link.Record.Epoch > 7);
    }

    [Fact]
    public void A_stream_that_opened_unheard_is_found_by_asking() =>
        Lost(Up()).Pass(6).Answered().Then(LinkPhase.Up).ThenTold(Standing.Reachable);

    [Fact]
    public void While_there_is_no_stream_the_asking_goes_on()
    {
        var story = Lost(Up());
        for (var times = 0; times < 5; times++)
            Lost(story.UntilProbe()).ThenNextProbeIn(5);
    }

    [Fact]
    public void A_deadline_begins_with_the_answer_of_the_host() =>
        HostAnswered(Up(WithHostPing).UntilProbe().Pass(3)).Pass(3.9).Then(LinkPhase.Up).Pass(0.2).Then(LinkPhase.Suspect);

    [Fact]
    public void A_host_that_does_not_answer_makes_the_link_unknown() =>
        Up(WithHostPing).UntilProbe().Pass(4.1).Then(LinkPhase.Unknown).ThenTold(Standing.Unknown);

    [Fact]
    public void A_timer_that_fires_more_than_a_second_late_voids_what_it_would_have_judged() =>
        Suspect().Sleep(9.5).Then(LinkPhase.Suspect).ThenProbes(ProbePurpose.Confirm);

    [Fact]
    public void Nor_does_such_a_timer_judge_the_host() => Up(WithHostPing).UntilProbe().Sleep(5.5).Then(LinkPhase.Up);

    [Fact]
    public void A_timer_that_is_a_little_late_judges() => Suspect().Sleep(8.9).Then(LinkPhase.Down);

    [Fact]
    public void When_most_links_turn_suspect_at_once_confirmation_takes_twice_as_long()
    {
        var story = Suspect();
        story.Widespread = true;
        story.Pass(15.9).Then(LinkPhase.Suspect).Pass(0.2).Then(LinkPhase.Down);
    }

    private static Story Lost(Story story) => story.When(now => new Evidence.StreamLost(now, "connection reset"));

    private static Story Opened(Story story) => story.Pass(1).When(now => new Evidence.StreamOpened(now));

    private static Story HostAnswered(Story story) => story.When(now => new Evidence.HostAnswered(now, story.Link.Outstanding!.Number));
}
