using MucService.Benchmarks.Driving;
using MucService.Benchmarks.Scenarios;

namespace MucService.Benchmarks.Parts;

/// <summary>Many small rooms, and how long things take in a large one beside them.</summary>
internal static class RoomsPart
{
    private const int SmallRoom = 5;

    public static IEnumerable<Figure> Measure(Bench bench)
    {
        var limit = bench.OfLimit("many rooms, latency", (component, driver) => Measure(bench, component, driver, bench.Options.Messages / 5, TimeSpan.Zero));
        var service = bench.OfService("many rooms, latency", (component, driver) => Measure(bench, component, driver, bench.Options.Messages, bench.Options.Rest));
        var rooms = $"{Bench.Text(bench.Options.Rooms)} rooms × {SmallRoom}";
        var largest = Bench.Text(bench.Options.Occupants[^1]);
        yield return Figure.AtLeast($"fill {rooms}", "joins/s", service.Fill.Rate, limit.Fill.Rate, 5000);
        yield return new Figure($"fill {rooms}, CPU", "µs/join", service.Fill.MicrosecondsEach, limit.Fill.MicrosecondsEach);
        yield return new Figure($"{rooms}, memory at once", "KB/room", service.Many.BytesPerRoomAtOnce / 1024);
        yield return Figure.Below($"{rooms}, memory after a rest and a collection", "KB/room", service.Many.BytesPerRoom / 1024, null, 6 + (SmallRoom * 1.5));
        yield return Figure.Below($"message to last of {largest}, p50", "ms", service.Latency.Percentile(0.5), limit.Latency.Percentile(0.5), 3);
        yield return Figure.Below($"message to last of {largest}, p99", "ms", service.Latency.Percentile(0.99), limit.Latency.Percentile(0.99), 15);
        yield return Figure.Below($"one more enters {largest}, p50", "ms", service.Entries.Percentile(0.5), limit.Entries.Percentile(0.5), null);
        yield return Figure.Below($"one more enters {largest}, p99", "ms", service.Entries.Percentile(0.99), limit.Entries.Percentile(0.99), 10);
    }

    private static Result Measure(Bench bench, ComponentProcess component, Driver driver, int messages, TimeSpan rest)
    {
        var many = new ManyRooms(component, driver, bench.Options.Rooms, SmallRoom, rest);
        var fill = many.Fill();
        var room = new FilledRoom(component, driver, 0, bench.Options.Occupants[^1]);
        room.Fill();
        room.Latency(bench.Options.WarmUpMessages, TimeSpan.Zero);
        var latency = room.Latency(Math.Max(messages, 5), bench.Options.Pace);
        room.Entries(bench.Options.Entries / 5);
        var entries = room.Entries(bench.Options.Entries);
        bench.Faults += fill.Faults + entries.Faults;
        return new Result(fill, many, latency, entries);
    }

    private sealed record Result(Measured Fill, ManyRooms Many, Latencies Latency, Latencies Entries);
}
