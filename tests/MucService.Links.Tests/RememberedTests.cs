using Xunit;

namespace MucService.Links.Tests;

/// <summary>The journal could not be read when the link began: what stands there counts as soon as it can.</summary>
public sealed class RememberedTests
{
    private static LinkRecord Lost => Story.Down().Link.Record;

    private static LinkRecord Answered => Story.Up().Link.Record;

    [Fact]
    public void Whoever_was_down_is_not_up_because_it_is_silent()
    {
        var story = Story.Mute().Then(LinkPhase.Up).When(now => new Evidence.Remembered(now, Lost with { Notices = true }));
        Assert.True(story.Then(LinkPhase.Unknown).ThenTold(Standing.Returning).Link.Record is { Down: true, Answered: true, Notices: true });

        story.Pass(46).Then(LinkPhase.Down).ThenTold(Standing.Unreachable);
    }

    [Fact]
    public void A_first_probe_that_is_under_way_decides_as_it_would_have() =>
        Story.Started().Pass(1).When(now => new Evidence.Remembered(now, Lost)).ThenTold(Standing.Returning)
            .Answered().Then(LinkPhase.Returning);

    [Fact]
    public void What_was_found_out_since_is_newer()
    {
        Story.Up().When(now => new Evidence.Remembered(now, Lost)).Then(LinkPhase.Up).ThenTold(Standing.Reachable);
        Story.Down().When(now => new Evidence.Remembered(now, Answered)).Then(LinkPhase.Down).ThenTold(Standing.Unreachable);
    }

    [Fact]
    public void The_operators_hold_stands() =>
        Story.Up().When(now => new Evidence.Remembered(now, Answered with { Hold = LinkHold.Down })).ThenTold(Standing.Unreachable);
}
