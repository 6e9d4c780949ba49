using MucService.TestBed;

namespace MucService.Soak;

/// <summary>Where rounds take place: a bed with three nodes, and the chat of one round.</summary>
internal sealed class Scenery : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    private readonly SoakOptions _options;
    private Chat? _chat;
    private int _rooms;

    private Scenery(SoakOptions options, Random random, Bed bed, PostgresServer database, ServiceCluster cluster)
    {
        _options = options;
        (Random, Bed, Database, Cluster) = (random, bed, database, cluster);
    }

    public Random Random { get; }

    public Bed Bed { get; }

    public PostgresServer Database { get; }

    public ServiceCluster Cluster { get; }

    /// <summary>What is said in this round.</summary>
    public Chat Chat => _chat ?? throw new InvalidOperationException("No round has begun.");

    /// <summary>Makes a bed, and starts all that is in it.</summary>
    public static async Task<Scenery> OpenAsync(SoakOptions options, Random random)
    {
        var bed = await Bed.StartAsync(new BedOptions { RecordsInstances = true, KeepLogsIn = Path.Combine(Repository.Root, "TestResults", "beds", "soak") });
        try
        {
            var database = await PostgresServer.CreateAsync(bed);

            // Who is cut off for a minute misses more than a room keeps by default, and would be put out for it.
            var cluster = await ServiceCluster.CreateAsync(
                bed, database, 3, ("Muc:Cluster:Pause", "4s"), ("Muc:Cluster:StableAfter", "4s"), ("Muc:Rooms:HistorySize", "1000"));
            foreach (var node in cluster.Nodes)
                node.Program = options.Older ?? node.Program;
            await cluster.StartAsync();
            return new Scenery(options, random, bed, database, cluster);
        }
        catch
        {
            await bed.DisposeAsync();
            throw;
        }
    }

    /// <summary>New people begin to talk in new rooms.</summary>
    public async Task BeginAsync(bool allRemote)
    {
        var rooms = Enumerable.Range(0, _options.Rooms).Select(_ => $"hall-{++_rooms}@{BedOptions.Service}");
        _chat = await Chat.BeginAsync(Bed, [.. rooms], allRemote);
    }

    /// <summary>They leave.</summary>
    public async Task EndAsync()
    {
        if (_chat is not null)
            await _chat.DisposeAsync();
        _chat = null;
    }

    /// <summary>Lets some time pass, of a length that chance decides.</summary>
    public Task PassAsync()
    {
        var seconds = Random.Next(2) == 0 ? _options.Seconds : Random.Next(2, _options.Seconds + 1);
        return Task.Delay(TimeSpan.FromSeconds(seconds));
    }

    /// <summary>The node that holds the stream, or one that does not.</summary>
    public async Task<ServiceProcess> NodeAsync(bool holder)
    {
        ServiceProcess? found = null;
        await Poll.UntilAsync("a node holds the stream", Patience, async () => (found = await Cluster.HolderAsync()) is not null);
        if (holder)
            return found!;

        ServiceProcess[] others = [.. Cluster.Nodes.Where(node => node != found)];
        return others[Random.Next(others.Length)];
    }

    /// <summary>Starts what has ended, and waits until all nodes are ready.</summary>
    public Task RestoreAsync() => Cluster.RestoreAsync(Patience);

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        await Bed.DisposeAsync();
    }
}
