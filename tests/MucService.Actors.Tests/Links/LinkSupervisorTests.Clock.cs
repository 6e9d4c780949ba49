using MucService.Rooms;
using Xunit;

namespace MucService.Actors.Tests.Links;

public sealed partial class LinkSupervisorTests
{
    [Theory]
    [InlineData(6)]
    [InlineData(-6)]
    public void A_wall_clock_that_jumps_is_no_evidence_of_anything(int hours)
    {
        var link = StartUp();
        _clock.Jump(TimeSpan.FromHours(hours));
        for (var probes = 0; probes < 3; probes++)
        {
            Advance(Seconds(10.5), link);
            Answer(ExpectPing());
        }

        Settle(link);
        _node.ExpectNoMsg(TimeSpan.FromMilliseconds(100));
        Assert.Equal("Up", Describe(link).State);
    }

    [Theory]
    [InlineData(6)]
    [InlineData(-6)]
    public void A_black_holed_link_is_told_within_22_seconds_whatever_the_wall_clock_does(int hours)
    {
        var link = StartUp();
        Advance(Seconds(5), link);
        _clock.Jump(TimeSpan.FromHours(hours));
        Advance(Seconds(17.5), link);
        Assert.Equal(LinkStanding.Unreachable, ExpectTransition().Standing);
    }

    [Theory]
    [InlineData(6)]
    [InlineData(-6)]
    public void What_is_left_of_the_grace_time_is_told_by_the_clock_as_it_is_now(int hours)
    {
        var link = StartUp();
        Advance(Seconds(22.5), link);
        ExpectTransition(LinkStanding.Unreachable);
        var left = Describe(link).GraceEnds - _clock.GetUtcNow();

        _clock.Jump(TimeSpan.FromHours(hours));

        Assert.Equal(left, Describe(link).GraceEnds - _clock.GetUtcNow());
    }
}
