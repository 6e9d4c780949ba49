using MucService.Benchmarks.Hosts;

namespace MucService.Benchmarks.Parts;

/// <summary>The multi-user chat that hosts have themselves, beside the service behind the same host. All clients are on that host, which is the best case for its own.</summary>
internal static class PeersPart
{
    public static IEnumerable<Figure> Measure(Bench bench)
    {
        foreach (var host in (string[])["prosody", "ejabberd"])
        {
            var own = HostsPart.Through(bench, host, RealHost.OwnService, start: null);
            var service = HostsPart.ThroughService(bench, host);
            yield return new Figure($"{host}, N = {bench.Options.Clients}: the service behind it, beside its own", "1,000 deliveries/s", service.Rate / 1000, own.Rate / 1000);
            yield return new Figure($"{host}, N = {bench.Options.Clients}: CPU of the host, the same", "µs/delivery", service.MicrosecondsEach, own.MicrosecondsEach);
        }
    }
}
