using Microsoft.Extensions.Time.Testing;
using MucService.Actors.Nodes;
using Xunit;

namespace MucService.Actors.Tests.Nodes;

/// <summary>The right to speak runs out by itself.</summary>
public sealed class SpeakingRightTests
{
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(3);

    private readonly FakeTimeProvider _time = new();
    private readonly SpeakingRight _right;

    public SpeakingRightTests() => _right = new SpeakingRight(_time);

    [Fact]
    public void Nobody_has_it_from_the_start() => Assert.False(_right.IsValid);

    [Fact]
    public void It_counts_from_the_question_and_not_from_the_answer()
    {
        var askedAt = _right.Now;
        _time.Advance(TimeSpan.FromSeconds(2));
        _right.Extend(askedAt, Length);
        Assert.True(_right.IsValid);

        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.False(_right.IsValid);
    }

    [Theory]
    [InlineData(8)]
    [InlineData(-8)]
    public void A_wall_clock_that_jumps_neither_takes_nor_gives_it(int hours)
    {
        var clock = new JumpingTime(_time);
        var right = new SpeakingRight(clock);
        right.Extend(right.Now, Length);

        clock.Jump(TimeSpan.FromHours(hours));
        Assert.True(right.IsValid);

        _time.Advance(Length);
        Assert.False(right.IsValid);
    }

    [Fact]
    public void An_answer_that_comes_late_takes_nothing_away()
    {
        var early = _right.Now;
        _time.Advance(TimeSpan.FromSeconds(1));
        _right.Extend(_right.Now, Length);
        _right.Extend(early, Length);

        _time.Advance(TimeSpan.FromSeconds(2.5));
        Assert.True(_right.IsValid);
    }

    [Fact]
    public void The_clock_of_the_machine_goes_on()
    {
        var clock = new BootClock();
        var before = clock.GetTimestamp();
        Thread.Sleep(20);

        Assert.InRange(clock.GetElapsedTime(before), TimeSpan.FromMilliseconds(15), TimeSpan.FromSeconds(60));
    }
}
