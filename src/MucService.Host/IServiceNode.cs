using Akka.Actor;
using MucService.Actors;
using MucService.Actors.Hosts;
using MucService.Actors.Nodes;
using MucService.Actors.Protection;
using MucService.Storage;
using MucService.Xmpp;

namespace MucService.Host;

/// <summary>What health and the admin API need of a running node.</summary>
public interface IServiceNode
{
    /// <summary>The domains that rooms live on, in the order of their names.</summary>
    IReadOnlyList<Domain> Services { get; }

    /// <summary>The streams to the hosts.</summary>
    IReadOnlyList<StreamStatus> Streams { get; }

    /// <summary>The nodes of the cluster, oldest first; none of a single node.</summary>
    IReadOnlyList<ClusterNode> Nodes { get; }

    /// <summary>The tables of rooms.</summary>
    IRoomStore Store { get; }

    /// <summary>Takes messages for rooms.</summary>
    IActorRef Rooms { get; }

    /// <summary>Takes messages for links.</summary>
    IActorRef Links { get; }

    /// <summary>Knows the links of this node's rooms.</summary>
    IActorRef LinkDirectory { get; }

    /// <summary>Retires services; takes <see cref="MucNode.RetireMessage"/>.</summary>
    IActorRef Retirement { get; }

    /// <summary>Keeps who is not let in.</summary>
    IActorRef Blocks { get; }

    /// <summary>What this node has refused since it started.</summary>
    RefusalCounts Refusals { get; }

    /// <summary>When the node started.</summary>
    DateTimeOffset StartedAt { get; }
}
