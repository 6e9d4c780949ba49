using System.Diagnostics;
using System.Globalization;
using MucService.Benchmarks.Driving;
using MucService.Benchmarks.Scenarios;

namespace MucService.Benchmarks.Parts;

/// <summary>Three nodes, of which one holds the stream: what output of rooms on the others costs, all nodes taken together.</summary>
internal static class ClusterPart
{
    private const int Nodes = 3;
    private const int Rooms = 12;
    private const double MostBesides = 0.2;
    private static readonly TimeSpan s_idle = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_start = TimeSpan.FromSeconds(90);

    public static IEnumerable<Figure> Measure(Bench bench)
    {
        bench.Log("service: three nodes");
        using var database = Database.Start();
        using var listener = HostStream.Listen();
        List<(DirectoryInfo Data, BenchProcess Process)> nodes = [];
        try
        {
            int[] ports = [.. Enumerable.Range(0, Nodes).Select(_ => Programs.FreePort())];
            foreach (var port in ports)
                nodes.Add(Start(Programs.PortOf(listener), port, ports, database.ConnectionString));
            return OfLastingStream(bench, listener, [.. nodes.Select(node => node.Process)]);
        }
        finally
        {
            foreach (var (data, process) in nodes)
            {
                process.Dispose();
                data.Delete(recursive: true);
            }
        }
    }

    /// <summary>The stream may move, while the nodes find one another and where the machine is slow: then all begins anew.</summary>
    private static List<Figure> OfLastingStream(Bench bench, System.Net.Sockets.TcpListener listener, BenchProcess[] nodes)
    {
        for (var attempt = 0; ; attempt++)
        {
            using var stream = HostStream.Accept(listener, s_start);
            try
            {
                new Driver(stream).RunFor(bench.Options.Settling);
                return OfRooms(bench, stream, nodes, attempt * 2 * Rooms);
            }
            catch (IOException) when (attempt < 3)
            {
                bench.Log("the stream moved: once more");
            }
        }
    }

    private static (DirectoryInfo Data, BenchProcess Process) Start(int host, int port, int[] ports, string connection)
    {
        var data = Directory.CreateTempSubdirectory("benchmark-");
        IEnumerable<string> settings =
        [
            "--Muc:Storage:Provider=PostgreSql",
            $"--Muc:Storage:ConnectionString={connection}",
            string.Create(CultureInfo.InvariantCulture, $"--Muc:Cluster:Listen=127.0.0.1:{port}"),
            .. ports.Select((seed, index) => string.Create(CultureInfo.InvariantCulture, $"--Muc:Cluster:Seeds:{index}=127.0.0.1:{seed}")),
        ];
        return (data, BenchProcess.Start(Programs.Service, Programs.Settings(host, data.FullName, settings)));
    }

    private static List<Figure> OfRooms(Bench bench, HostStream stream, BenchProcess[] nodes, int first)
    {
        var driver = new Driver(stream);
        var occupants = Math.Min(100, bench.Options.Occupants[^1]);

        // Each node has rooms that talk, and compiles what they run, before anything is measured: what an idle one uses, too.
        for (var index = 0; index < Rooms; index++)
        {
            var room = new FilledRoom(() => Sum(nodes), driver, first + index, occupants);
            room.Fill();
            room.Broadcast(bench.Options.WarmUp / 2);
        }

        driver.RunFor(s_idle);
        var idle = IdleShare(driver, nodes);
        bench.Log(string.Create(CultureInfo.InvariantCulture, $"idle, all nodes take {idle:P1} of a core"));

        List<(double Each, double Second)> measured = [];
        for (var index = 0; index < Rooms; index++)
        {
            var room = new FilledRoom(() => Sum(nodes), driver, first + Rooms + index, occupants);
            room.Fill();
            room.Broadcast(bench.Options.WarmUp / Rooms);
            var before = nodes.Select(node => node.Usage.Cpu).ToArray();
            var broadcast = room.Broadcast(bench.Options.Growth / 3);
            var used = nodes.Select((node, i) => (node.Usage.Cpu - before[i]).TotalMicroseconds).OrderDescending().ToArray();
            bench.Faults += broadcast.Faults;
            measured.Add(((broadcast.Cpu - (idle * broadcast.Time)).TotalMicroseconds / broadcast.Count, used[1] / used.Sum()));
            bench.Log(string.Create(
                CultureInfo.InvariantCulture,
                $"room {index}: {measured[^1].Each:0.000} µs a delivery, {measured[^1].Second:P0} by the second node, {broadcast.Rate / occupants:0} messages/s"));
        }

        return [Compare(measured, occupants)];
    }

    /// <summary>Where the room is with the stream, the other nodes have next to nothing to do.</summary>
    private static Figure Compare(List<(double Each, double Second)> measured, int occupants)
    {
        var bySecond = measured.OrderBy(room => room.Second).ToList();
        var withStream = Math.Clamp(bySecond.Count(room => room.Second < MostBesides), 1, Rooms - 1);
        return Figure.Within(
            $"output through another node's stream, N = {occupants}, CPU of all nodes beyond idle, beside the stream's own", "µs/delivery",
            Median(bySecond.Skip(withStream)), Median(bySecond.Take(withStream)), 2);
    }

    private static double Median(IEnumerable<(double Each, double Second)> rooms)
    {
        double[] each = [.. rooms.Select(room => room.Each).Order()];
        return (each[(each.Length - 1) / 2] + each[each.Length / 2]) / 2;
    }

    /// <summary>What all nodes use of a core while nobody says anything: heartbeats and the like are no part of a delivery.</summary>
    private static double IdleShare(Driver driver, BenchProcess[] nodes)
    {
        var before = Sum(nodes).Cpu;
        var began = Stopwatch.GetTimestamp();
        driver.RunFor(s_idle);
        return (Sum(nodes).Cpu - before) / Stopwatch.GetElapsedTime(began);
    }

    private static ProcessUsage Sum(BenchProcess[] nodes)
    {
        var usages = nodes.Select(node => node.Usage).ToArray();
        return new ProcessUsage(usages.Aggregate(TimeSpan.Zero, (sum, usage) => sum + usage.Cpu), usages.Sum(usage => usage.ResidentBytes));
    }
}
