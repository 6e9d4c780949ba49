using System.Text.Json.Nodes;
using MucService.TestBed;
using Xunit;

namespace MucService.EndToEnd.Tests;

/// <summary>
/// A bed with three nodes of the service on one PostgreSQL, shared by all tests about several nodes, which run one after the other: six nodes beside one another
/// are more than two cores can keep from missing their heartbeats.
/// </summary>
public sealed class ClusterBed : IAsyncLifetime
{
    private const int TalkingRooms = 6;

    // What is said within so many turns of the talk may be with the holder of the stream when it crashes.
    private const int TurnsInFlight = 20;

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

    /// <summary>All nodes are there, and people talk in new rooms of all of them.</summary>
    public async Task<Chat> TalkAsync()
    {
        await RestoreAsync();
        var chat = await Chat.BeginAsync(Bed, NewRooms(TalkingRooms));
        await chat.GoesOnAsync();
        return chat;
    }

    /// <summary>People talk on until something may have moved.</summary>
    public static async Task TalkOnAsync(Chat chat)
    {
        var said = chat.Said;
        while (chat.Said < said + TurnsInFlight)
            await chat.GoesOnAsync();
    }

    /// <summary>A node cannot reach the others, until it has ended and its rooms go on without it.</summary>
    public async Task EndsAloneAsync(ServiceProcess node, Chat chat)
    {
        // Nodes that have just come may have moved the stream: what this one still read of its own is with the rooms by then, and not behind what is said later.
        await TalkOnAsync(chat);
        await Cluster.PartitionAsync(node);
        try
        {
            await HasEndedAsync(node);
            await chat.GoesOnAsync();
        }
        finally
        {
            await Cluster.HealAsync(node);
        }
    }

    /// <summary>What may have been with the holder of the stream, or on its way there, between two moments of a chat.</summary>
    public static Range InFlight(int before, int after) => Math.Max(0, before - TurnsInFlight)..(after + TurnsInFlight);

    /// <summary>
    /// What must hold after any disaster: the chat has come to what it should have, the host heard no instance of a room after a later one, and the whole cluster has one
    /// link to each domain, which is up.
    /// </summary>
    public async Task EndsWellAsync(Chat chat, Range? mayLose = null)
    {
        await chat.EndsWellAsync(mayLose);
        await HasOneLinkAsync(Bed.Capulet.Domain);
        await HasOneLinkAsync(Bed.Montague.Domain);
        Assert.All(chat.Rooms, room => Assert.NotEqual(0, Bed.Instances.Of(room)));
        Assert.Empty(Bed.Instances.Relapses());
    }

    // Since when a link stands as it does is known to its supervisor alone, and not written down: another one would know another moment.
    private async Task HasOneLinkAsync(string domain)
    {
        string[] told = [];
        try
        {
            await Poll.UntilAsync($"the link to {domain} is up, and one", Scene.Patience, async () =>
            {
                var all = await Task.WhenAll(Cluster.Nodes.Select(node => LinkAsync(node, domain)));
                told = [.. all.OfType<string>()];
                return told.Length > 0 && told.Distinct(StringComparer.Ordinal).Count() == 1 && told[0].StartsWith("up reachable", StringComparison.Ordinal);
            });
        }
        catch (TimeoutException)
        {
            Assert.Fail($"The nodes tell of the link to {domain}: {string.Join(", ", told)}");
        }
    }

    private async Task<string?> LinkAsync(ServiceProcess node, string domain)
    {
        if (!await node.IsRunningAsync())
            return null;

        var text = await node.AdminAsync($"/admin/v1/links/{domain}");
        if (text is null || JsonNode.Parse(text) is not JsonObject link || link["state"] is null)
            return $"{node.Name}: {text}";
        return $"{link["state"]} {link["told"]} since {link["since"]}";
    }

    /// <summary>Waits until a node has found out that others have taken its place, and has ended.</summary>
    public static Task HasEndedAsync(ServiceProcess node) =>
        Poll.UntilAsync($"{node.Name} has ended", Scene.Patience, async () => !await node.IsRunningAsync());
}

[CollectionDefinition(nameof(ClusterBed))]
public sealed class ClusterBedFixture : ICollectionFixture<ClusterBed>;
