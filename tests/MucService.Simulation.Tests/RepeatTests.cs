using Xunit;

namespace MucService.Simulation.Tests;

/// <summary>What is proved to have arrived is not said again, though the domain was lost meanwhile.</summary>
public class RepeatTests
{
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);

    /// <summary>Something is said before the cut, something into it, something while the domain is down, and after the return.</summary>
    private static World Outage(int way, int healing)
    {
        var world = new World(overtakes: false);
        foreach (var step in new[]
        {
            new Step(Deed.Say, 0, 0, 0, Moment),
            new Step(Deed.Cut, 0, way, 0, Moment),
            new Step(Deed.Say, 0, 0, 0, Moment),
            new Step(Deed.Say, 4, 0, 0, TimeSpan.FromMinutes(2)),
            new Step(Deed.Say, 0, 0, 0, Moment),
            new Step(Deed.Heal, 0, healing, 0, TimeSpan.FromMinutes(2)),
            new Step(Deed.Say, 4, 0, 0, Moment),
        })
        {
            world.Go(step);
        }

        return world;
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Whoever_was_behind_a_connection_that_held_is_told_everything_once(int way)
    {
        var world = Outage(way, healing: 0);

        Assert.Null(world.Fault());
        Assert.Equal(0, world.Repeats);
    }

    [Fact]
    public void Whoever_was_behind_a_connection_that_was_lost_is_told_everything_all_the_same() => Assert.Null(Outage(way: 1, healing: 1).Fault());
}
