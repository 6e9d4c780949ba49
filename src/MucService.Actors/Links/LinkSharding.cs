using System.Collections.Immutable;
using Akka.Actor;
using Akka.Cluster;
using Akka.Cluster.Sharding;
using MucService.Actors.Rooms;
using MucService.Xmpp;

namespace MucService.Actors.Links;

/// <summary>The actors of link awareness on this node.</summary>
/// <param name="Region">Takes every <see cref="ILinkMessage"/>.</param>
/// <param name="Directory">What this node's rooms speak to.</param>
/// <param name="Board">How links stand, for those who must know without asking.</param>
/// <param name="Sessions">Who is in this node's rooms, and when he was heard.</param>
public sealed record StartedLinks(IActorRef Region, IActorRef Directory, LinkBoard Board, SessionBoard Sessions)
{
    /// <summary>How far the output of this node is proved to have arrived.</summary>
    public required Watermarks Watermarks { get; init; }

    /// <summary>Has sessions probed in their turn; takes <see cref="LinkMessages.CheckSession"/>.</summary>
    public required IActorRef Checker { get; init; }

    /// <summary>The sessions that wait for that.</summary>
    public required SessionChecks Checks { get; init; }

    /// <summary>Among several nodes: sends a message to the directories of all of them. Else null.</summary>
    public Action<object>? Elsewhere { get; init; }
}

/// <summary>Starts link awareness on a node.</summary>
public static class LinkSharding
{
    /// <summary>The name of the LinkDirectoryActor, the same on all nodes: supervisors find it by that.</summary>
    public const string DirectoryName = "link-directory";

    /// <summary>Starts the shard region of the supervisors and this node's directory. Once per node.</summary>
    /// <param name="system">The actor system, already with a cluster.</param>
    /// <param name="settings">What the operator decided.</param>
    /// <param name="hosts">The host connection of each service domain.</param>
    /// <param name="time">Both clocks.</param>
    /// <param name="mayWrite">Where this node is one of several: whether it still is. Null for a single node.</param>
    public static StartedLinks Start(
        ActorSystem system, LinkSettings settings, ImmutableDictionary<Domain, IActorRef> hosts, TimeProvider time, Func<bool>? mayWrite = null)
    {
        var severalNodes = mayWrite is not null;
        var toAll = ToAllDirectories(system);
        var around = new LinkSurroundings(settings, service => hosts.GetValueOrDefault(service, ActorRefs.Nobody), toAll, time)
        {
            // Found when they are needed: they are started after the links.
            Rooms = (message, sender) => ClusterSharding.Get(system).ShardRegion(RoomSharding.TypeName).Tell(message, sender),
            Register = message => ClusterSharding.Get(system).ShardRegion(NoticeRegisterActor.TypeName).Tell(message),
            Announce = severalNodes ? toAll : null,
            MayWrite = mayWrite ?? (() => true),
        };
        var region = ClusterSharding.Get(system).Start(
            "links",
            entityId => Supervisor(entityId, around),
            ClusterShardingSettings.Create(system),
            new Extractor(settings.Shards));

        NoticeRegisterActor.Start(system, hosts.Keys, region, around.MayWrite);
        var board = around.Board;
        var watermarks = new Watermarks();
        var directory = system.ActorOf(Props.Create(() => new LinkDirectoryActor(settings, region, board, watermarks, time, severalNodes ? toAll : null)), DirectoryName);
        var sessions = new SessionBoard(time);
        system.ActorOf(Props.Create(() => new QuietSessionsActor(sessions, settings, region, time)), "quiet-sessions");
        var checks = new SessionChecks();
        var checker = system.ActorOf(Props.Create(() => new SessionChecksActor(settings, region, checks)), "session-checks");
        return new StartedLinks(region, directory, board, sessions)
        {
            Watermarks = watermarks,
            Checks = checks,
            Checker = checker,
            Elsewhere = severalNodes ? message => toAll(message, ActorRefs.Nobody) : null,
        };
    }

    /// <summary>The name of a link: <c>&gt;</c> is in no domain.</summary>
    public static string EntityId(Domain service, Domain remote) => $"{service.Value}>{remote.Value}";

    private static Props Supervisor(string entityId, LinkSurroundings around)
    {
        var arrow = entityId.IndexOf('>');
        var (service, remote) = (Domain.Parse(entityId[..arrow]), Domain.Parse(entityId[(arrow + 1)..]));
        return Props.Create(() => new LinkSupervisor(service, remote, around));
    }

    private static Action<object, IActorRef> ToAllDirectories(ActorSystem system) => (message, sender) =>
    {
        foreach (var member in Cluster.Get(system).State.Members)
            system.ActorSelection(new RootActorPath(member.Address) / "user" / DirectoryName).Tell(message, sender);
    };

    private sealed class Extractor(int shards) : HashCodeMessageExtractor(shards)
    {
        public override string? EntityId(object message) =>
            message is ILinkMessage link ? LinkSharding.EntityId(link.Service, link.Remote) : null;
    }
}
