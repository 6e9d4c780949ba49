using MucService.TestBed;
using Xunit;

namespace MucService.EndToEnd.Tests;

/// <summary>Two nodes behind a host that keeps the older stream of a component, as Prosody does if nobody says otherwise.</summary>
public sealed class WrongHostTests
{
    [Fact]
    public async Task A_node_that_is_refused_because_the_host_keeps_the_older_stream_says_what_to_change()
    {
        await using var bed = await Bed.StartAsync(new BedOptions { HostKeepsOlderStream = true, KeepLogsIn = Logs.Of(nameof(WrongHostTests)) });
        var database = await PostgresServer.CreateAsync(bed);
        var cluster = await ServiceCluster.CreateAsync(bed, database, 2, ("Muc:Cluster:Pause", "4s"), ("Muc:Cluster:StableAfter", "4s"));
        await cluster.StartAsync();

        var frozen = (await cluster.HolderAsync())!;
        var other = cluster.Nodes.Single(node => node != frozen);
        await frozen.FreezeAsync();

        await Poll.UntilAsync(
            "the other node says why it has no stream",
            Scene.Patience,
            async () => (await other.ReadinessAsync())?.Text.Contains("component_conflict_resolve", StringComparison.Ordinal) is true);
        await frozen.KillAsync();
        await other.WaitUntilReadyAsync();
    }
}
