using System.Globalization;
using Xunit;
using Xunit.Sdk;

namespace MucService.Rooms.Tests.RandomWalk;

/// <summary>
/// Whatever people do, in whatever order: each sees the room as it is, and it is as the XEP says. More walks by the environment:
/// <c>MUC_WALKS=2000</c>.
/// </summary>
public class RandomWalkTests
{
    private const int StepsOfAWalk = 120;

    private static readonly int Walks = int.Parse(Environment.GetEnvironmentVariable("MUC_WALKS") ?? "60", CultureInfo.InvariantCulture);

    [Fact]
    public void What_each_session_was_told_is_what_is()
    {
        for (var seed = 1; seed <= Walks; seed++)
        {
            var random = new Random(seed);
            List<Step> steps = [.. seed % 2 == 0 ? Step.InAModeratedRoom : [], .. Enumerable.Range(0, StepsOfAWalk).Select(_ => Step.Random(random))];
            if (Fault(steps) is null)
                continue;

            var shortest = Shorten(steps);
            Assert.Fail($"seed {seed}, shortest walk of {shortest.Count} steps:\n  {string.Join("\n  ", shortest.Select(step => step.ToXml("s", "last")))}\n{Fault(shortest)}");
        }
    }

    /// <summary>Steps are left out as long as something is wrong without them: first all after the fault, then one by one.</summary>
    private static List<Step> Shorten(List<Step> steps)
    {
        while (Fault(steps[..^1]) is not null)
            steps = steps[..^1];

        for (var i = steps.Count - 1; i >= 0; i--)
        {
            List<Step> without = [.. steps[..i], .. steps[(i + 1)..]];
            if (Fault(without) is not null)
                steps = without;
        }

        return steps;
    }

    private static string? Fault(List<Step> steps)
    {
        try
        {
            Walk.Through(steps);
            return null;
        }
        catch (XunitException fault)
        {
            return fault.Message + fault.StackTrace;
        }
    }
}
