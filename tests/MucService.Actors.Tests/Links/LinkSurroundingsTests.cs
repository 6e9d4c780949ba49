using MucService.Actors.Links;
using Xunit;

namespace MucService.Actors.Tests.Links;

/// <summary>What the links of a node share.</summary>
public sealed class LinkSurroundingsTests
{
    private static readonly TimeSpan Start = TimeSpan.FromHours(1);

    [Fact]
    public void When_more_than_half_of_the_links_turn_suspect_within_one_deadline_it_is_widespread_and_said_once()
    {
        var weather = new LinkWeather(TimeSpan.FromSeconds(4));
        weather.Count(10);
        var said = Enumerable.Range(0, 10).Count(link => weather.Suspected(Start + TimeSpan.FromMilliseconds(link)));
        Assert.Equal(1, said);
        Assert.True(weather.IsWidespread(Start + TimeSpan.FromSeconds(8)));
        Assert.False(weather.IsWidespread(Start + TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public void Suspicions_spread_over_time_are_not_widespread()
    {
        var weather = new LinkWeather(TimeSpan.FromSeconds(4));
        weather.Count(10);
        for (var link = 0; link < 10; link++)
            Assert.False(weather.Suspected(Start + TimeSpan.FromSeconds(link)));
    }

    [Fact]
    public void A_few_links_are_no_crowd()
    {
        var weather = new LinkWeather(TimeSpan.FromSeconds(4));
        weather.Count(2);
        weather.Suspected(Start);
        weather.Suspected(Start);
        Assert.False(weather.IsWidespread(Start));
    }

    [Fact]
    public void Probes_are_capped_per_second()
    {
        var budget = new ProbeBudget(5);
        var taken = Enumerable.Range(0, 1000).Count(hundredth => budget.TryTake(Start + TimeSpan.FromSeconds(hundredth / 100.0)));
        Assert.InRange(taken, 49, 51);
    }

    [Fact]
    public void Of_many_that_are_due_together_a_tenth_is_sent_at_once()
    {
        var budget = new ProbeBudget(500);
        Assert.Equal(50, Enumerable.Range(0, 2000).Count(_ => budget.TryTake(Start)));
        Assert.Equal(10, Enumerable.Range(0, 2000).Count(_ => budget.TryTake(Start + TimeSpan.FromSeconds(0.02))));
    }
}
