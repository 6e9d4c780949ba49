using MucService.Benchmarks.Driving;
using MucService.Benchmarks.Hosts;
using MucService.Benchmarks.Scenarios;

namespace MucService.Benchmarks.Parts;

/// <summary>A room whose occupants are clients of a real host: the host is the bound, and the service must not be felt.</summary>
internal static class HostsPart
{
    public static IEnumerable<Figure> Measure(Bench bench)
    {
        foreach (var host in bench.Options.Hosts)
        {
            var limit = Through(bench, host, Names.Service, port => BenchProcess.Start("dotnet", Programs.LimitProgram(port, Names.Secret)));
            var service = ThroughService(bench, host);
            yield return new Figure($"through {host}, N = {bench.Options.Clients}", "1,000 deliveries/s", service.Rate / 1000, limit.Rate / 1000)
            {
                Goal = "≥ 0.95 × limit",
                IsMet = service.Rate >= 0.95 * limit.Rate,
            };
            yield return new Figure($"through {host}, N = {bench.Options.Clients}, CPU of the host", "µs/delivery", service.MicrosecondsEach, limit.MicrosecondsEach);
        }
    }

    /// <summary>The service as the component of a host.</summary>
    public static Measured ThroughService(Bench bench, string host)
    {
        var data = Directory.CreateTempSubdirectory("benchmark-");
        try
        {
            return Through(bench, host, Names.Service, port => BenchProcess.Start(Programs.Service, Programs.Settings(port, data.FullName)));
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    /// <summary>A room on a service of a host.</summary>
    /// <param name="bench">How large.</param>
    /// <param name="host">prosody or ejabberd.</param>
    /// <param name="service">Where the room is.</param>
    /// <param name="start">Starts the component, given the port; null if the host has the service itself.</param>
    public static Measured Through(Bench bench, string host, string service, Func<int, BenchProcess>? start)
    {
        bench.Log($"{host}: {(start is null ? "its own multi-user chat" : "a component")}");
        using var server = RealHost.Start(host);
        server.WaitUntilReady();
        using var component = start?.Invoke(server.Components);

        // The component has a moment to open its stream, and to compile what it runs.
        Thread.Sleep(start is null ? TimeSpan.Zero : bench.Options.Settling / 2);
        using var room = new ClientRoom(server, service, bench.Options.Clients);
        room.Enter();
        var measured = room.Broadcast(bench.Options.WarmUp, bench.Options.Broadcast);
        bench.Faults += measured.Faults;
        return measured;
    }
}
