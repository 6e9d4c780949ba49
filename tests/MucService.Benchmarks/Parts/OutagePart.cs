using MucService.Benchmarks.Scenarios;

namespace MucService.Benchmarks.Parts;

/// <summary>A domain that has one occupant in each of many rooms is lost, while people talk in another room.</summary>
internal static class OutagePart
{
    public static IEnumerable<Figure> Measure(Bench bench)
    {
        var rooms = bench.Options.Rooms;
        var outage = bench.OfService("an outage in many rooms", (component, driver) =>
        {
            var scenario = new LostInManyRooms(driver, rooms);
            scenario.Lose();
            bench.Faults += scenario.Faults;
            return scenario;
        });
        var title = $"{Bench.Text(rooms)} rooms lose one occupant each";
        yield return Figure.Below($"{title}: from loss to last annotation", "s", outage.Took.TotalSeconds, null, 5);
        yield return Figure.Below($"{title}: a message elsewhere meanwhile, p99", "ms", outage.Chat.Percentile(0.99), null, 20);
    }
}
