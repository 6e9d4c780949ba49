using MucService.Benchmarks.Driving;
using MucService.Benchmarks.Scenarios;

namespace MucService.Benchmarks.Parts;

/// <summary>What a delivery costs in ever larger rooms, and a message among ever more rooms.</summary>
internal static class GrowthPart
{
    public static IEnumerable<Figure> Measure(Bench bench) => [.. OfRoom(bench), .. OfService(bench)];

    /// <summary>A message is decided once, so that a delivery gets cheaper with the size of the room until only copying is left.</summary>
    private static IEnumerable<Figure> OfRoom(Bench bench)
    {
        var sizes = bench.Options.GrowthOccupants;
        var measured = bench.OfService("ever larger rooms", (component, driver) => sizes.Select((occupants, index) =>
        {
            var room = new FilledRoom(component, driver, index, occupants, isQuiet: true);
            room.Fill();
            var broadcast = room.Broadcast(bench.Options.Growth);
            bench.Faults += broadcast.Faults;
            return broadcast.MicrosecondsEach;
        }).ToList());
        for (var i = 0; i < sizes.Count; i++)
        {
            var title = $"growth: a delivery, N = {Bench.Text(sizes[i])}, CPU";
            yield return i < sizes.Count - 1 || i == 0
                ? new Figure(title, "µs/delivery", measured[i])
                : Figure.Within($"{title}, beside N = {Bench.Text(sizes[i - 1])}", "µs/delivery", measured[i], measured[i - 1], 1.25);
        }
    }

    private static IEnumerable<Figure> OfService(Bench bench)
    {
        var counts = bench.Options.GrowthRooms;
        var measured = bench.OfService("ever more rooms", (component, driver) => OfService(bench, component, driver));
        for (var i = 0; i < counts.Count; i++)
        {
            var title = $"growth: a message to one, {Bench.Text(counts[i])} rooms, CPU";
            yield return i < counts.Count - 1 || i == 0
                ? new Figure(title, "µs/message", measured[i])
                : Figure.Within($"{title}, beside {Bench.Text(counts[0])}", "µs/message", measured[i], measured[0], 2);
        }
    }

    private static List<double> OfService(Bench bench, ComponentProcess component, Driver driver)
    {
        var alive = 0;
        List<double> measured = [];
        foreach (var count in bench.Options.GrowthRooms)
        {
            new ManyRooms(component, driver, count - alive, 1, TimeSpan.Zero, firstRoom: alive).Fill();
            alive = count;
            var rooms = new ManyRooms(component, driver, count, 1, TimeSpan.Zero);
            rooms.Speak(bench.Options.Growth / 4, 0, count);
            var spoken = rooms.Speak(bench.Options.Growth, 0, count);
            bench.Faults += spoken.Faults;
            measured.Add(spoken.MicrosecondsEach);
        }

        return measured;
    }
}
