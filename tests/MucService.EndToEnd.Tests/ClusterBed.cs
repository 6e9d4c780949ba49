using System.Net;
using MucService.TestBed;
using Xunit;

namespace MucService.EndToEnd.Tests;

/// <summary>A bed with three nodes of the service on one PostgreSQL, shared by the tests of a class, which run one after the other.</summary>
public sealed class ClusterBed : IAsyncLifetime
{
    private Bed? _bed;
    private PostgresServer? _database;
    private ServiceCluster? _cluster;
    private int _rooms;

    public Bed Bed => _bed ?? throw new InvalidOperationException("The bed is not made yet.");

    public PostgresServer Database => _database ?? throw new InvalidOperationException("The database is not made yet.");

    public ServiceCluster Cluster => _cluster ?? throw new InvalidOperationException("The nodes are not made yet.");

    /// <summary>Addresses of rooms that no test has used yet, so many that each node has some.</summary>
    public IReadOnlyList<string> NewRooms(int count) =>
        [.. Enumerable.Range(0, count).Select(_ => $"hall-{Interlocked.Increment(ref _rooms)}@{BedOptions.Service}")];

    public async Task InitializeAsync()
    {
        _bed = await Bed.StartAsync(new BedOptions { KeepLogsIn = Logs.Of(nameof(ClusterBed)) });
        _database = await PostgresServer.CreateAsync(_bed);

        // A busy machine is silent for longer than a network that works.
        _cluster = await ServiceCluster.CreateAsync(_bed, _database, 3, ("Muc:Cluster:Pause", "4s"), ("Muc:Cluster:StableAfter", "4s"));
        await _cluster.StartAsync();
    }

    public async Task DisposeAsync()
    {
        if (_bed is not null)
            await _bed.DisposeAsync();
    }

    /// <summary>The node that holds the stream.</summary>
    public async Task<ServiceProcess> HolderAsync()
    {
        ServiceProcess? holder = null;
        await Poll.UntilAsync("a node holds the stream", Scene.Patience, async () => (holder = await Cluster.HolderAsync()) is not null);
        return holder!;
    }

    /// <summary>A node that does not hold it.</summary>
    public async Task<ServiceProcess> AnotherAsync()
    {
        var holder = await HolderAsync();
        return Cluster.Nodes.First(node => node != holder);
    }

    /// <summary>Starts every node again that has ended, or ends yet because others have taken its place, and waits until all are ready.</summary>
    public Task RestoreAsync() => Poll.UntilAsync("all nodes are ready", Scene.Patience + Scene.Patience, async () =>
    {
        var ready = true;
        foreach (var node in Cluster.Nodes)
        {
            if (!await node.IsRunningAsync())
                await node.StartUnreadyAsync();
            ready &= (await node.ReadinessAsync())?.Status == HttpStatusCode.OK
                && (await node.AdminAsync("/admin/v1/status"))?.Contains("\"storageDownReason\":null", StringComparison.Ordinal) is true;
        }

        return ready;
    });

    /// <summary>Waits until a node has found out that others have taken its place, and has ended.</summary>
    public static Task HasEndedAsync(ServiceProcess node) =>
        Poll.UntilAsync($"{node.Name} has ended", Scene.Patience, async () => !await node.IsRunningAsync());
}
