using System.Globalization;
using Xunit;

namespace MucService.Simulation.Tests;

/// <summary>
/// Whatever is lost, cut, overtaken or started anew, in whatever order: once it is healed and quiet, everybody who believes to be in the room is,
/// and sees it as it is, no nick has silently changed its owner, every message arrived, under one id, or its recipient was told to enter anew, and nobody is
/// in the room who does not know it, or out of it and does not know why. More by the environment: <c>MUC_OUTAGES=2000</c>; one by <c>MUC_OUTAGE_SEED=17</c>.
/// </summary>
public class OutageTests
{
    private const int StepsOfAStory = 60;
    private const int LeastViews = 4;

    private static readonly int Stories = int.Parse(Environment.GetEnvironmentVariable("MUC_OUTAGES") ?? "200", CultureInfo.InvariantCulture);
    private static readonly int FirstSeed = int.Parse(Environment.GetEnvironmentVariable("MUC_OUTAGE_SEED") ?? "1", CultureInfo.InvariantCulture);

    private static readonly string? Trace = Environment.GetEnvironmentVariable("MUC_OUTAGE_TRACE");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void After_every_outage_everybody_sees_what_is(bool overtakes)
    {
        var compared = 0;
        for (var seed = FirstSeed; seed < FirstSeed + Stories; seed++)
        {
            var random = new Random(seed);
            var steps = Enumerable.Range(0, StepsOfAStory).Select(_ => Step.Random(random, overtakes)).ToList();
            if (Fault(steps, overtakes, seed, ref compared) is null)
                continue;

            var shortest = Shorten(steps, overtakes, seed);
            Assert.Fail($"seed {seed}, shortest story of {shortest.Count} steps:\n  {string.Join("\n  ", shortest)}\n{Fault(shortest, overtakes, seed, ref compared, Trace)}");
        }

        // Whoever sees nothing, sees nothing wrong.
        Assert.True(Stories < 10 || compared > LeastViews * Stories, $"{compared} views were compared");
    }

    private static string? Fault(List<Step> steps, bool overtakes, int seed, ref int compared, string? trace = null)
    {
        // Every second host tells of its connections.
        var world = new World(overtakes, tells: seed % 2 == 0);
        foreach (var step in steps)
            world.Go(step);
        var fault = world.Fault();
        compared += world.Compared;
        if (trace is not null)
            File.WriteAllLines(trace, world.Log);
        return fault;
    }

    /// <summary>First all steps after the fault are left out, then one by one those without which it stays.</summary>
    private static List<Step> Shorten(List<Step> steps, bool overtakes, int seed)
    {
        var compared = 0;
        while (steps.Count > 0 && Fault(steps[..^1], overtakes, seed, ref compared) is not null)
            steps = steps[..^1];

        for (var i = steps.Count - 1; i >= 0; i--)
        {
            List<Step> without = [.. steps[..i], .. steps[(i + 1)..]];
            if (Fault(without, overtakes, seed, ref compared) is not null)
                steps = without;
        }

        return steps;
    }
}
