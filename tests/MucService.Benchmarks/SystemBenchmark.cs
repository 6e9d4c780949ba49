using System.Globalization;
using MucService.Benchmarks.Driving;
using MucService.Benchmarks.Scenarios;

namespace MucService.Benchmarks;

/// <summary>Measures the service as a process behind a real socket, and the limit program beside it in the same run.</summary>
/// <param name="options">How long and how large.</param>
/// <param name="log">Told what is being measured.</param>
internal sealed class SystemBenchmark(BenchmarkOptions options, TextWriter log)
{
    private const int SmallRoom = 5;
    private const int WarmUpRoom = 40;
    private static readonly Dictionary<int, double> BroadcastGoals = new() { [10] = 0.1, [100] = 0.4, [1000] = 0.8 };

    private readonly List<Figure> _figures = [];

    /// <summary>Stanzas that came twice, out of order or unasked, in all scenarios.</summary>
    public long Faults { get; private set; }

    /// <summary>Measures everything once.</summary>
    public IReadOnlyList<Figure> Run()
    {
        if (options.Parts.Contains("broadcast"))
            Broadcast();
        if (options.Parts.Contains("rooms"))
            Rooms();
        if (options.Parts.Contains("lost"))
            Lose();
        return _figures;
    }

    private void Broadcast()
    {
        var limit = Of("limit program: broadcast", ComponentProcess.StartLimitProgram, Measure);
        var service = Of("service: broadcast", () => ComponentProcess.StartService(), Measure);
        foreach (var (occupants, ours, theirs) in service.Zip(limit, (ours, theirs) => (ours.Occupants, ours, theirs)))
        {
            double? goal = BroadcastGoals.TryGetValue(occupants, out var found) ? found : null;
            double? cpu = occupants == 1000 ? 3 : null;
            var title = string.Create(CultureInfo.InvariantCulture, $"broadcast, N = {occupants:N0}");
            _figures.AddRange(Figure.Compare(title, ("delivery", "deliveries"), ours.Broadcast, theirs.Broadcast, goal, cpu));
        }

        var largest = options.Occupants[^1];
        var fill = string.Create(CultureInfo.InvariantCulture, $"fill a room of {largest:N0}");
        _figures.AddRange(Figure.Compare(fill, ("presence", "presences"), service[^1].Fill, limit[^1].Fill, leastRate: 0.2));
    }

    private List<(int Occupants, Measured Fill, Measured Broadcast)> Measure(ComponentProcess component, Driver driver)
    {
        List<(int Occupants, Measured Fill, Measured Broadcast)> measured = [];
        for (var i = 0; i < options.Occupants.Count; i++)
        {
            var room = new FilledRoom(component, driver, i, options.Occupants[i]);
            var fill = room.Fill();
            measured.Add((options.Occupants[i], fill, room.Broadcast(options.Broadcast)));
            Faults += measured[^1].Broadcast.Faults;
        }

        return measured;
    }

    private void Rooms()
    {
        var limit = Of("limit program: many rooms, latency", ComponentProcess.StartLimitProgram, MeasureRooms);
        var service = Of("service: many rooms, latency", () => ComponentProcess.StartService(), MeasureRooms);
        var rooms = string.Create(CultureInfo.InvariantCulture, $"{options.Rooms:N0} rooms × {SmallRoom}");
        var largest = string.Create(CultureInfo.InvariantCulture, $"{options.Occupants[^1]:N0}");
        _figures.Add(new Figure($"fill {rooms}", "joins/s", service.Fill.Rate, limit.Fill.Rate, "≥ 5,000 joins/s", service.Fill.Rate >= 5000));
        _figures.Add(new Figure($"fill {rooms}, CPU", "µs/join", service.Fill.MicrosecondsEach, limit.Fill.MicrosecondsEach));
        _figures.Add(new Figure($"{rooms}, memory at once", "KB/room", service.Many.BytesPerRoomAtOnce / 1024));
        _figures.Add(Figure.Below($"{rooms}, memory after a rest and a collection", "KB/room", service.Many.BytesPerRoom / 1024, null, 6 + (SmallRoom * 1.5)));
        _figures.Add(Figure.Below($"message to last of {largest}, p50", "ms", service.Latency.Percentile(0.5), limit.Latency.Percentile(0.5), 3));
        _figures.Add(Figure.Below($"message to last of {largest}, p99", "ms", service.Latency.Percentile(0.99), limit.Latency.Percentile(0.99), 15));
        _figures.Add(Figure.Below($"one more enters {largest}, p50", "ms", service.Entries.Percentile(0.5), limit.Entries.Percentile(0.5), null));
        _figures.Add(Figure.Below($"one more enters {largest}, p99", "ms", service.Entries.Percentile(0.99), limit.Entries.Percentile(0.99), 10));
    }

    private (Measured Fill, ManyRooms Many, Latencies Latency, Latencies Entries) MeasureRooms(ComponentProcess component, Driver driver)
    {
        var many = new ManyRooms(component, driver, options.Rooms, SmallRoom, options.Rest);
        var fill = many.Fill();
        var room = new FilledRoom(component, driver, 0, options.Occupants[^1]);
        room.Fill();
        room.Latency(options.WarmUpMessages, TimeSpan.Zero);
        var latency = room.Latency(options.Messages, options.Pace);
        var entries = room.Entries(options.Entries);
        Faults += fill.Faults + entries.Faults;
        return (fill, many, latency, entries);
    }

    private void Lose()
    {
        var lost = Of("service: lost domain", () => ComponentProcess.StartService(), (component, driver) =>
        {
            var scenario = new LostDomain(component, driver, options.LostRoom);
            scenario.Lose();
            Faults += scenario.Annotations.Faults;
            return scenario;
        });
        var title = string.Create(CultureInfo.InvariantCulture, $"{options.LostRoom / 2:N0} of {options.LostRoom:N0} lost");
        _figures.Add(Figure.Below($"{title}: first to last annotation", "s", lost.Annotations.Time.TotalSeconds, null, 0.5));
        _figures.Add(new Figure($"{title}: from loss to last annotation", "s", lost.Noticed.TotalSeconds));
        _figures.Add(new Figure($"{title}: stanzas that came back", "stanzas", lost.Bounced));
    }

    private T Of<T>(string what, Func<ComponentProcess> start, Func<ComponentProcess, Driver, T> measure)
    {
        log.WriteLine(what);
        using var component = start();
        var driver = new Driver(component.Stream);
        var room = new FilledRoom(component, driver, WarmUpRoom, 20);
        room.Fill();
        room.Broadcast(options.WarmUp);
        new FilledRoom(component, driver, WarmUpRoom + 1, Math.Min(300, options.Occupants[^1])).Fill();
        return measure(component, driver);
    }
}
