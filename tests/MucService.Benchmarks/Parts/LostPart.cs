using MucService.Benchmarks.Scenarios;

namespace MucService.Benchmarks.Parts;

/// <summary>The domain of half a room is lost at once.</summary>
internal static class LostPart
{
    public static IEnumerable<Figure> Measure(Bench bench)
    {
        var options = bench.Options;
        var lost = bench.OfService("lost domain", (component, driver) =>
        {
            var scenario = new LostDomain(component, driver, options.LostRoom);
            scenario.Lose();
            scenario.ReturnMany(options.Bounces);
            bench.Faults += scenario.Annotations.Faults + scenario.Returned.Faults;
            return scenario;
        });
        var title = $"{Bench.Text(options.LostRoom / 2)} of {Bench.Text(options.LostRoom)} lost";
        yield return Figure.Below($"{title}: first to last annotation", "s", lost.Annotations.Time.TotalSeconds, null, 0.5);
        yield return new Figure($"{title}: from loss to last annotation", "s", lost.Noticed.TotalSeconds);
        yield return new Figure($"{title}: annotations, CPU", "µs/annotation", lost.Annotations.MicrosecondsEach);
        yield return new Figure($"{title}: stanzas that came back", "stanzas", lost.Bounced);
        yield return new Figure($"{title}: {Bench.Text(options.Bounces)} more that come back, CPU", "µs/bounce", lost.Returned.MicrosecondsEach)
        {
            Goal = "no stanza out",
            IsMet = lost.Returned.Faults == 0,
        };
    }
}
