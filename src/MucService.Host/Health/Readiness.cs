using MucService.Actors.Hosts;

namespace MucService.Host.Health;

/// <summary>Whether a node can serve: each of its services has a stream to its host, here or at another node of the cluster.</summary>
/// <param name="Ready">True if so.</param>
/// <param name="Domains">The services.</param>
/// <param name="Reasons">Why not, one line for each stream that is missed; empty if ready.</param>
public sealed record Readiness(bool Ready, IReadOnlyList<string> Domains, IReadOnlyList<string> Reasons)
{
    /// <summary>What is wrong though rooms talk on, and is not mended by sending people to another node: storage that is down.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Judges the streams. A service with several needs one of them.</summary>
    public static Readiness Of(IServiceNode node)
    {
        var open = node.Streams.Where(stream => stream.IsOpen || stream.OpenAt is not null).Select(stream => stream.Domain).ToHashSet();
        var missed = node.Services.Where(service => !open.Contains(service)).ToList();
        var reasons = missed.SelectMany(service => WhyNot(service.Value, node.Streams.Where(stream => stream.Domain == service)));
        return new Readiness(missed.Count == 0, [.. node.Services.Select(service => service.Value)], [.. reasons])
        {
            Warnings = node.Store.Health.Reason is { } storage ? [$"storage is down: {storage}"] : [],
        };
    }

    private static List<string> WhyNot(string service, IEnumerable<StreamStatus> streams)
    {
        var reasons = streams.Select(stream => $"{service}: {stream.Server}: {stream.Reason}").ToList();
        return reasons.Count > 0 ? reasons : [$"{service}: not started"];
    }
}
