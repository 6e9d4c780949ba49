using MucService.Benchmarks.Driving;
using MucService.Benchmarks.Scenarios;

namespace MucService.Benchmarks.Parts;

/// <summary>Many small rooms, kept by PostgreSQL.</summary>
internal static class PostgresPart
{
    private const int SmallRoom = 5;

    public static IEnumerable<Figure> Measure(Bench bench)
    {
        using var database = Database.Start();
        var rooms = $"{Bench.Text(bench.Options.Rooms)} rooms × {SmallRoom}";
        var (fill, servers) = bench.OfService(
            "many rooms on PostgreSQL",
            (component, driver) =>
            {
                var before = database.Cpu;
                var filled = new ManyRooms(component, driver, bench.Options.Rooms, SmallRoom, TimeSpan.Zero).Fill();
                return (filled, (database.Cpu - before).TotalMicroseconds / filled.Count);
            },
            "--Muc:Storage:Provider=PostgreSql",
            $"--Muc:Storage:ConnectionString={database.ConnectionString}");
        bench.Faults += fill.Faults;
        yield return Figure.AtLeast($"fill {rooms}, PostgreSQL", "joins/s", fill.Rate, null, 10_000);
        yield return new Figure($"fill {rooms}, PostgreSQL, CPU", "µs/join", fill.MicrosecondsEach);
        yield return new Figure($"fill {rooms}, PostgreSQL, CPU of PostgreSQL itself", "µs/join", servers);
    }
}
