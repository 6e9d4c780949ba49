using MucService.Benchmarks.Scenarios;

namespace MucService.Benchmarks.Parts;

/// <summary>Hours of the usual, in as many minutes as are asked for: talk, entries and exits beside many rooms. What the service holds is measured at intervals.</summary>
internal static class SoakPart
{
    private const int Intervals = 6;

    public static IEnumerable<Figure> Measure(Bench bench)
    {
        var interval = bench.Options.Soak / Intervals;
        var held = bench.OfService("soak", (component, driver) =>
        {
            new ManyRooms(component, driver, bench.Options.Rooms, 5, TimeSpan.Zero).Fill();
            var room = new FilledRoom(component, driver, 0, Math.Min(100, bench.Options.Occupants[^1]));
            room.Fill();
            List<double> megabytes = [];
            for (var i = 0; i < Intervals; i++)
            {
                var began = System.Diagnostics.Stopwatch.GetTimestamp();
                while (System.Diagnostics.Stopwatch.GetElapsedTime(began) < interval)
                {
                    room.Broadcast(TimeSpan.FromMilliseconds(Math.Min(500, interval.TotalMilliseconds / 4)));
                    bench.Faults += room.Entries(20).Faults;
                    driver.RunFor(interval / 10);
                }

                megabytes.Add(component.BytesHeld() / (1024.0 * 1024));
                bench.Log($"soak: {megabytes[^1]:0.0} MB");
            }

            return megabytes;
        });
        for (var i = 0; i < Intervals - 1; i++)
            yield return new Figure($"soak: memory after {(i + 1) * interval.TotalMinutes:0.#} min", "MB", held[i]);
        yield return Figure.Within($"soak: memory after {bench.Options.Soak.TotalMinutes:0.#} min, beside the first measure", "MB", held[^1], held[0], 1.05);
    }
}
