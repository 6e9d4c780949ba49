using MucService.Benchmarks.Driving;
using MucService.Benchmarks.Scenarios;

namespace MucService.Benchmarks.Parts;

/// <summary>One room: it is filled, everybody is told as much as can be, and everybody leaves.</summary>
internal static class BroadcastPart
{
    private static readonly Dictionary<int, double> Goals = new() { [10] = 0.1, [100] = 0.4, [1000] = 0.8 };

    public static IEnumerable<Figure> Measure(Bench bench)
    {
        var limit = bench.OfLimit("broadcast", (component, driver) => Measure(bench, component, driver));
        var service = bench.OfService("broadcast", (component, driver) => Measure(bench, component, driver));
        foreach (var (ours, theirs) in service.Zip(limit))
        {
            double? goal = Goals.TryGetValue(ours.Occupants, out var found) ? found : null;
            double? cpu = ours.Occupants == 1000 ? 3 : null;
            foreach (var figure in Figure.Compare($"broadcast, N = {Bench.Text(ours.Occupants)}", ("delivery", "deliveries"), ours.Broadcast, theirs.Broadcast, goal, cpu))
                yield return figure;
        }

        var largest = Bench.Text(bench.Options.Occupants[^1]);
        foreach (var figure in Figure.Compare($"fill a room of {largest}", ("presence", "presences"), service[^1].Fill, limit[^1].Fill, leastRate: 0.2))
            yield return figure;
        foreach (var figure in Figure.Compare($"all of {largest} leave", ("presence", "presences"), service[^1].Leave!, limit[^1].Leave!, leastRate: null))
            yield return figure;
    }

    private static List<Room> Measure(Bench bench, ComponentProcess component, Driver driver)
    {
        List<Room> measured = [];
        for (var i = 0; i < bench.Options.Occupants.Count; i++)
        {
            var occupants = bench.Options.Occupants[i];
            var room = new FilledRoom(component, driver, i, occupants);
            var fill = room.Fill();
            var broadcast = room.Broadcast(bench.Options.Broadcast);
            var leave = i == bench.Options.Occupants.Count - 1 ? room.Leave() : null;
            bench.Faults += (leave ?? broadcast).Faults;
            measured.Add(new Room(occupants, fill, broadcast, leave));
        }

        return measured;
    }

    private sealed record Room(int Occupants, Measured Fill, Measured Broadcast, Measured? Leave);
}
