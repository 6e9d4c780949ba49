using System.Globalization;
using Xunit;

namespace MucService.Simulation.Tests;

/// <summary>
/// Whatever is lost, cut, overtaken or started anew, in whatever order: once it is healed and quiet, everybody who believes to be in the room is,
/// and sees it as it is, no nick has silently changed its owner, every message arrived or its recipient was told to enter anew, and nobody is
/// in the room who does not know it. More by the environment: <c>MUC_OUTAGES=2000</c>; one by <c>MUC_OUTAGE_SEED=17</c>.
/// </summary>
public class OutageTests
{
    private const int StepsOfAStory = 60;

    private static readonly int Stories = int.Parse(Environment.GetEnvironmentVariable("MUC_OUTAGES") ?? "200", CultureInfo.InvariantCulture);
    private static readonly int FirstSeed = int.Parse(Environment.GetEnvironmentVariable("MUC_OUTAGE_SEED") ?? "1", CultureInfo.InvariantCulture);

    private static readonly string? Trace = Environment.GetEnvironmentVariable("MUC_OUTAGE_TRACE");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void After_every_outage_everybody_sees_what_is(bool overtakes)
    {
        for (var seed = FirstSeed; seed < FirstSeed + Stories; seed++)
        {
            var random = new Random(seed);
            var steps = Enumerable.Range(0, StepsOfAStory).Select(_ => Step.Random(random, overtakes)).ToList();
            if (Fault(steps, overtakes) is null)
                continue;

            var shortest = Shorten(steps, overtakes);
            Assert.Fail($"seed {seed}, shortest story of {shortest.Count} steps:\n  {string.Join("\n  ", shortest)}\n{Fault(shortest, overtakes, Trace)}");
        }
    }

    private static string? Fault(List<Step> steps, bool overtakes, string? trace = null)
    {
        var world = new World(overtakes);
        foreach (var step in steps)
            world.Go(step);
        var fault = world.Fault();
        if (trace is not null)
            File.WriteAllLines(trace, world.Log);
        return fault;
    }

    /// <summary>First all steps after the fault are left out, then one by one those without which it stays.</summary>
    private static List<Step> Shorten(List<Step> steps, bool overtakes)
    {
        while (steps.Count > 0 && Fault(steps[..^1], overtakes) is not null)
            steps = steps[..^1];

        for (var i = steps.Count - 1; i >= 0; i--)
        {
            List<Step> without = [.. steps[..i], .. steps[(i + 1)..]];
            if (Fault(without, overtakes) is not null)
                steps = without;
        }

        return steps;
    }
}
