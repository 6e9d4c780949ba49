using MucService.TestBed;
using Xunit;

namespace MucService.EndToEnd.Tests;

/// <summary>A bed with three nodes of the service on one PostgreSQL, shared by all tests about several nodes, which run one after the other.</summary>
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
        _bed = await Bed.StartAsync(new BedOptions { KeepLogsIn = Logs.Of(nameof(ClusterBed)), RecordsInstances = true });
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

    /// <summary>Starts every node again that has ended, and waits until all are ready.</summary>
    public Task RestoreAsync() => Cluster.RestoreAsync(Scene.Patience + Scene.Patience);

    /// <summary>Ends a chat, which must have come to what it should have, and asserts that the host heard no instance of a room after a later one.</summary>
    public async Task EndsWellAsync(Chat chat, Range? mayLose = null)
    {
        await chat.EndsWellAsync(mayLose);
        Assert.All(chat.Rooms, room => Assert.NotEqual(0, Bed.Instances.Of(room)));
        Assert.Empty(Bed.Instances.Relapses());
    }

    /// <summary>Waits until a node has found out that others have taken its place, and has ended.</summary>
    public static Task HasEndedAsync(ServiceProcess node) =>
        Poll.UntilAsync($"{node.Name} has ended", Scene.Patience, async () => !await node.IsRunningAsync());
}

[CollectionDefinition(nameof(ClusterBed))]
public sealed class ClusterBedFixture : ICollectionFixture<ClusterBed>;
