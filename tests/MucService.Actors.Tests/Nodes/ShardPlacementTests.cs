using System.Collections.Immutable;
using Akka.Actor;
using Akka.Cluster.Sharding;
using Akka.TestKit.Xunit2;
using Microsoft.Extensions.Time.Testing;
using MucService.Actors.Nodes;
using Xunit;

namespace MucService.Actors.Tests.Nodes;

/// <summary>A node that is drained gets no shards, and loses those it has a few at a time.</summary>
public sealed class ShardPlacementTests : TestKit, IShardAllocationStrategy
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(3);
    private static readonly ImmutableHashSet<string> NoShards = [];

    private readonly DrainedNodes _drained = new();
    private readonly FakeTimeProvider _time = new();
    private readonly List<(Address Node, int Count)> _left = [];
    private readonly IActorRef _first;
    private readonly IActorRef _second;
    private readonly ShardPlacement _placement;
    private IImmutableDictionary<IActorRef, IImmutableList<string>>? _offered;
    private int _balanced;
    private bool _mayBalance = true;

    public ShardPlacementTests()
        : base(LoopbackNode.Settings())
    {
        (_first, _second) = (Region("127.0.0.1:1"), Region("127.0.0.1:2"));
        _placement = new ShardPlacement(this, _drained, Akka.Cluster.Cluster.Get(Sys).SelfAddress, Interval, _time) { Left = (node, count) => _left.Add((node, count)), MayBalance = () => _mayBalance };
    }

    [Fact]
    public async Task A_drained_node_is_offered_no_shard()
    {
        _drained.Add(_first.Path.Address);

        await _placement.AllocateShard(_first, "7", Allocations(2, 3, 4));

        Assert.Equal([_second, TestActor], _offered!.Keys.OrderBy(region => region.Path.Address.Port ?? 9));
    }

    [Fact]
    public async Task Where_all_are_drained_any_node_will_do()
    {
        _drained.Add(_first.Path.Address);
        _drained.Add(_second.Path.Address);
        _drained.Add(Akka.Cluster.Cluster.Get(Sys).SelfAddress);

        await _placement.AllocateShard(_first, "7", Allocations(2, 3, 4));

        Assert.Equal(3, _offered!.Count);
    }

    [Fact]
    public async Task Its_shards_move_a_few_at_a_time()
    {
        _drained.Add(_first.Path.Address);

        var moved = await _placement.Rebalance(Allocations(10, 0, 0), NoShards);

        Assert.Equal(ShardPlacement.AtOnce, moved.Count);
        Assert.All(moved, shard => Assert.StartsWith("first-", shard));
    }

    [Fact]
    public async Task No_more_move_than_have_found_their_place()
    {
        _drained.Add(_first.Path.Address);
        var moving = ImmutableHashSet.Create("first-0", "first-1", "first-2");

        Assert.Single((await _placement.Rebalance(Allocations(10, 0, 0), moving)).Except(moving));
        Assert.Empty(await _placement.Rebalance(Allocations(10, 0, 0), moving.Add("first-3")));
    }

    [Fact]
    public async Task None_moves_where_there_is_nowhere_to_go()
    {
        _drained.Add(_first.Path.Address);
        _drained.Add(_second.Path.Address);
        _drained.Add(Akka.Cluster.Cluster.Get(Sys).SelfAddress);

        Assert.Empty(await _placement.Rebalance(Allocations(10, 10, 10), NoShards));
    }

    [Fact]
    public async Task It_says_how_many_are_left()
    {
        _drained.Add(_first.Path.Address);
        _drained.Add(Akka.Cluster.Cluster.Get(Sys).SelfAddress);

        await _placement.Rebalance(Allocations(2, 3, 4), NoShards);

        Assert.Equal([(_first.Path.Address, 2), (Akka.Cluster.Cluster.Get(Sys).SelfAddress, 4)], _left.OrderBy(left => left.Count));
    }

    [Fact]
    public async Task Shards_are_balanced_in_their_own_time_and_never_while_a_node_is_drained()
    {
        _time.Advance(Interval);
        await _placement.Rebalance(Allocations(9, 0, 0), NoShards);
        await _placement.Rebalance(Allocations(9, 0, 0), NoShards);
        Assert.Equal(1, _balanced);

        _time.Advance(Interval);
        _drained.Add(_second.Path.Address);
        await _placement.Rebalance(Allocations(9, 0, 0), NoShards);
        Assert.Equal(1, _balanced);

        _drained.Remove(_second.Path.Address);
        await _placement.Rebalance(Allocations(9, 0, 0), NoShards);
        Assert.Equal(2, _balanced);
    }

    [Fact]
    public async Task While_rooms_could_not_be_loaded_elsewhere_only_those_of_drained_nodes_move()
    {
        _mayBalance = false;
        _time.Advance(Interval);
        Assert.Empty(await _placement.Rebalance(Allocations(9, 0, 0), NoShards));
        Assert.Equal(0, _balanced);

        _drained.Add(_first.Path.Address);
        Assert.NotEmpty(await _placement.Rebalance(Allocations(9, 0, 0), NoShards));

        _drained.Remove(_first.Path.Address);
        _mayBalance = true;
        await _placement.Rebalance(Allocations(9, 0, 0), NoShards);
        Assert.Equal(1, _balanced);
    }

    Task<IActorRef> IShardAllocationStrategy.AllocateShard(IActorRef requester, string shardId, IImmutableDictionary<IActorRef, IImmutableList<string>> currentShardAllocations)
    {
        _offered = currentShardAllocations;
        return Task.FromResult(currentShardAllocations.Keys.First());
    }

    Task<IImmutableSet<string>> IShardAllocationStrategy.Rebalance(IImmutableDictionary<IActorRef, IImmutableList<string>> currentShardAllocations, IImmutableSet<string> rebalanceInProgress)
    {
        _balanced++;
        return Task.FromResult<IImmutableSet<string>>(NoShards);
    }

    private ImmutableDictionary<IActorRef, IImmutableList<string>> Allocations(int first, int second, int own) => new (IActorRef Region, string Name, int Count)[]
    {
        (_first, "first", first), (_second, "second", second), (TestActor, "own", own),
    }.ToImmutableDictionary(
        region => region.Region,
        region => (IImmutableList<string>)Enumerable.Range(0, region.Count).Select(shard => $"{region.Name}-{shard}").ToImmutableList());

    private IActorRef Region(string node) => ((ExtendedActorSystem)Sys).Provider.ResolveActorRef($"akka.tcp://{Sys.Name}@{node}/system/sharding/room");
}
