using Akka.Actor;
using Akka.Cluster.Sharding;
using Akka.Configuration;
using MucService.Actors.Nodes;
using MucService.Xmpp;

namespace MucService.Actors.Rooms;

/// <summary>Where rooms live: one actor each, somewhere in the cluster, started by the first message for it.</summary>
internal static class RoomSharding
{
    /// <summary>The name of the shard region.</summary>
    public const string TypeName = "room";

    private const int Shards = 128;

    // Made once: Akka parses a configuration for each one.
    private static readonly Deploy s_deploy = new Deploy().WithMailbox(RoomMailbox.Name);

    private static readonly Config s_askedOften = ConfigurationFactory.ParseString($"rebalance-interval = {ShardPlacement.AskedEvery}");

    private static readonly Extractor Shard = new();

    /// <summary>Starts the shard region of this node.</summary>
    /// <param name="system">The actor system.</param>
    /// <param name="node">What rooms have around them.</param>
    /// <param name="several">What this node has as one of several; else null.</param>
    public static IActorRef Start(ActorSystem system, RoomSurroundings node, SeveralNodes? several)
    {
        var all = system.Settings.Config;
        var own = all.GetConfig("akka.cluster.sharding");
        var interval = SettingsOf(own, all).TuningParameters.RebalanceInterval;
        var settings = SettingsOf(several is null ? own : s_askedOften.WithFallback(own), all);
        var least = ClusterSharding.Get(system).DefaultShardAllocationStrategy(settings);
        return ClusterSharding.Get(system).Start(
            typeName: TypeName,
            entityPropsFactory: id => new Props(s_deploy, typeof(RoomActor), BareJid.Parse(id), node),
            settings: settings,
            messageExtractor: Shard,
            allocationStrategy: several?.Place(least, interval, () => !node.Store.Health.IsDown) ?? least,
            handOffStopMessage: RoomActor.HandOver.Instance);
    }

    /// <summary>The shard that a room is in, and moves with.</summary>
    public static string ShardOf(BareJid room) => Shard.ShardId(room.ToString(), null);

    private static ClusterShardingSettings SettingsOf(Config sharding, Config all) =>
        ClusterShardingSettings.Create(sharding, all.GetConfig(sharding.GetString("coordinator-singleton"))).WithRememberEntities(false).WithPassivateIdleAfter(TimeSpan.Zero);

    private sealed class Extractor() : HashCodeMessageExtractor(Shards)
    {
        public override string? EntityId(object message) => (message as IRoomMessage)?.Room.ToString();
    }
}
