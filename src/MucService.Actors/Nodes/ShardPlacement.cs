using System.Collections.Immutable;
using Akka.Actor;
using Akka.Cluster.Sharding;

namespace MucService.Actors.Nodes;

/// <summary>
/// Where shards are placed: on the node with the fewest, and never on one that is being drained. The shards of that one are moved a few at a time, and only as fast as they find their new place. Akka's coordinator has
/// each place agreed on by a majority, one after the other: of those that are all stopped at once, the last waits for all the others.
/// </summary>
/// <param name="least">Akka's own strategy, which knows how many shards each node has.</param>
/// <param name="drained">The nodes to be emptied.</param>
/// <param name="self">This node.</param>
/// <param name="interval">How often shards are balanced where no node is drained.</param>
/// <param name="time">Monotonic time.</param>
internal sealed class ShardPlacement(IShardAllocationStrategy least, DrainedNodes drained, Address self, TimeSpan interval, TimeProvider time) : IActorSystemDependentAllocationStrategy
{
    /// <summary>How many shards of drained nodes move at once.</summary>
    internal const int AtOnce = 4;

    /// <summary>How often the coordinator is to ask, for the sake of nodes that are drained.</summary>
    internal const string AskedEvery = "100ms";

    private static readonly Task<IImmutableSet<string>> s_none = Task.FromResult<IImmutableSet<string>>(ImmutableHashSet<string>.Empty);

    private long _balancedAt = time.GetTimestamp();

    /// <summary>Called with how many shards a drained node still has, whenever the coordinator looks; from the coordinator's thread.</summary>
    public Action<Address, int>? Left { get; init; }

    /// <summary>False while storage is down: a room that moved would be silent until it can be loaded, and where it is it talks on.</summary>
    public Func<bool> MayBalance { get; init; } = () => true;

    /// <inheritdoc/>
    public void Start(ActorSystem system) => (least as IActorSystemDependentAllocationStrategy)?.Start(system);

    /// <inheritdoc/>
    public Task<IActorRef> AllocateShard(IActorRef requester, string shardId, IImmutableDictionary<IActorRef, IImmutableList<string>> currentShardAllocations)
    {
        var drainedRegions = currentShardAllocations.Keys.Where(IsDrained).ToList();
        var open = drainedRegions.Count == currentShardAllocations.Count ? currentShardAllocations : currentShardAllocations.RemoveRange(drainedRegions);
        return least.AllocateShard(requester, shardId, open);
    }

    /// <inheritdoc/>
    public Task<IImmutableSet<string>> Rebalance(IImmutableDictionary<IActorRef, IImmutableList<string>> currentShardAllocations, IImmutableSet<string> rebalanceInProgress)
    {
        var drainedRegions = currentShardAllocations.Where(region => IsDrained(region.Key)).ToList();
        if (drainedRegions.Count > 0)
            return Drain(drainedRegions, rebalanceInProgress, hasRoom: drainedRegions.Count < currentShardAllocations.Count);
        if (time.GetElapsedTime(_balancedAt) < interval || !MayBalance())
            return s_none;

        _balancedAt = time.GetTimestamp();
        return least.Rebalance(currentShardAllocations, rebalanceInProgress);
    }

    private Task<IImmutableSet<string>> Drain(List<KeyValuePair<IActorRef, IImmutableList<string>>> regions, IImmutableSet<string> moving, bool hasRoom)
    {
        foreach (var (region, shards) in regions)
            Left?.Invoke(Peers.NodeOf(region, self), shards.Count);
        return hasRoom
            ? Task.FromResult<IImmutableSet<string>>(regions.SelectMany(region => region.Value).Where(shard => !moving.Contains(shard)).Take(Math.Max(AtOnce - moving.Count, 0)).ToImmutableHashSet())
            : s_none;
    }

    private bool IsDrained(IActorRef region) => drained.Contains(Peers.NodeOf(region, self));
}
