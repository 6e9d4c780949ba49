using MucService.TestBed;
using Xunit;

namespace MucService.EndToEnd.Tests;

/// <summary>Two nodes: neither is more than half, and a lease in the database decides.</summary>
[Collection("Nodes of their own")]
public sealed class TwoNodesTests : IAsyncLifetime
{
    private Bed? _bed;
    private ServiceCluster? _cluster;

    private ServiceCluster Cluster => _cluster ?? throw new InvalidOperationException("The nodes are not made yet.");

    public async Task InitializeAsync()
    {
        _bed = await Bed.StartAsync(new BedOptions { KeepLogsIn = Logs.Of(nameof(TwoNodesTests)) });
        var database = await PostgresServer.CreateAsync(_bed);
        _cluster = await ServiceCluster.CreateAsync(_bed, database, 2, ("Muc:Cluster:Pause", "4s"), ("Muc:Cluster:StableAfter", "4s"));
        await _cluster.StartAsync();
    }

    public async Task DisposeAsync()
    {
        if (_bed is not null)
            await _bed.DisposeAsync();
    }

    // Each step has a bound of its own; all of them together are bounded, too.
    [Fact(Timeout = 600_000)]
    public async Task The_one_that_speaks_goes_on_when_they_cannot_reach_one_another_and_the_other_one_when_that_is_killed()
    {
        await using var chat = await Chat.BeginAsync(_bed!, [$"hall@{BedOptions.Service}", $"yard@{BedOptions.Service}"]);
        await chat.GoesOnAsync();

        var speaker = (await Cluster.HolderAsync())!;
        var other = Cluster.Nodes.Single(node => node != speaker);
        await Cluster.PartitionAsync(speaker);
        await Poll.UntilAsync("one of the nodes has ended", Scene.Patience, async () => await RunningAsync() == 1);
        Assert.True(await speaker.IsRunningAsync());
        await chat.GoesOnAsync();
        await Cluster.HealAsync(speaker);
        await other.StartAsync();
        await chat.GoesOnAsync();

        // The lease of one that is dead is waited for.
        await speaker.KillAsync();
        await chat.GoesOnAsync();
        await speaker.StartAsync();
        await chat.EndsWellAsync(mayLose: 0..chat.Said);
    }

    private async Task<int> RunningAsync()
    {
        var running = 0;
        foreach (var node in Cluster.Nodes)
            running += await node.IsRunningAsync() ? 1 : 0;
        return running;
    }
}
