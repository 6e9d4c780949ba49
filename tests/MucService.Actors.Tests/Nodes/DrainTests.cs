using System.Collections.Immutable;
using Akka.Actor;
using Akka.Cluster;
using Akka.Cluster.Sharding;
using Akka.Configuration;
using MucService.Actors.Nodes;
using Xunit;

namespace MucService.Actors.Tests.Nodes;

/// <summary>A node that is about to leave is emptied of its shards while it is still a member; real clusters on the loopback address.</summary>
public sealed class DrainTests : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly ImmutableArray<string> Names = [.. Enumerable.Range(0, 60).Select(name => $"entity{name}")];

    private readonly List<ActorSystem> _systems = [];

    public async ValueTask DisposeAsync()
    {
        foreach (var system in _systems)
            await system.Terminate();
    }

    [Fact]
    public async Task All_its_shards_are_elsewhere_before_it_leaves()
    {
        var (first, second) = (await StartAsync(), await StartAsync());
        foreach (var node in (Node[])[first, second])
            node.Region = StartRegion(node);
        await AreOnAsync(first, homes => homes.Distinct().Count() == 2);

        await DrainAsync(first);

        Assert.Equal(MemberStatus.Up, Cluster.Get(first.System).SelfMember.Status);
        await AreOnAsync(second, homes => homes.All(home => home == Cluster.Get(second.System).SelfAddress));
    }

    [Fact]
    public async Task A_node_that_is_alone_has_nowhere_to_move_them()
    {
        var node = await StartAsync();
        node.Region = StartRegion(node);

        await DrainAsync(node);
    }

    [Fact]
    public async Task A_node_whose_shards_nobody_moves_leaves_all_the_same()
    {
        var (first, _) = (await StartAsync(), await StartAsync());

        await DrainAsync(first);
    }

    [Fact]
    public async Task Of_two_that_leave_together_neither_waits_for_the_other()
    {
        var (first, second) = (await StartAsync(), await StartAsync());
        foreach (var node in (Node[])[first, second])
            node.Region = StartRegion(node);

        await Task.WhenAll(DrainAsync(first), DrainAsync(second));
    }

    private async Task<Node> StartAsync()
    {
        var settings = ConfigurationFactory.ParseString("""
            akka.loglevel = ERROR
            akka.actor.provider = cluster
            akka.remote.dot-netty.tcp { hostname = "127.0.0.1", port = 0 }
            akka.cluster.sharding { state-store-mode = ddata, distributed-data.durable.keys = [], rebalance-interval = 100ms }
            """).WithFallback(ClusterSharding.DefaultConfig());
        var system = ActorSystem.Create("drain", settings);
        _systems.Add(system);
        var cluster = Cluster.Get(system);
        await cluster.JoinAsync(Cluster.Get(_systems[0]).SelfAddress).WaitAsync(Patience);

        var drained = new DrainedNodes();
        return new Node(system, drained, system.ActorOf(Props.Create(() => new DrainActor(drained, TimeProvider.System)), DrainActor.ActorName));
    }

    private static IActorRef StartRegion(Node node)
    {
        var sharding = ClusterSharding.Get(node.System);
        var settings = ClusterShardingSettings.Create(node.System).WithRememberEntities(false);
        var placement = new ShardPlacement(sharding.DefaultShardAllocationStrategy(settings), node.Drained, Cluster.Get(node.System).SelfAddress, TimeSpan.FromSeconds(1), TimeProvider.System)
        {
            Left = (address, count) => node.Drain.Tell(new DrainActor.Left(address, count)),
        };
        return sharding.Start("things", _ => Props.Create(() => new Thing()), settings, new Extractor(), placement, PoisonPill.Instance);
    }

    private static async Task DrainAsync(Node node) =>
        Assert.IsType<DrainActor.Drained>(await node.Drain.Ask(DrainActor.Begin.Instance, Patience));

    /// <summary>Asks all things where they live until the answer is right.</summary>
    private static async Task AreOnAsync(Node asked, Func<IReadOnlyList<Address>, bool> isRight)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (true)
        {
            var homes = await Task.WhenAll(Names.Select(async name => await asked.Region!.Ask<Address>(name, Patience)));
            if (isRight(homes))
                return;
            await Task.Delay(100, limit.Token);
        }
    }

    private sealed record Node(ActorSystem System, DrainedNodes Drained, IActorRef Drain)
    {
        public IActorRef? Region { get; set; }
    }

    private sealed class Thing : ReceiveActor
    {
        public Thing()
        {
            var home = Cluster.Get(Context.System).SelfAddress;
            ReceiveAny(_ => Sender.Tell(home));
        }
    }

    private sealed class Extractor() : HashCodeMessageExtractor(20)
    {
        public override string? EntityId(object message) => message as string;
    }
}
