using Akka.Actor;
using MucService.Actors.Activity;
using MucService.Actors.Hosts;
using MucService.Actors.Links;
using MucService.Actors.Nodes;
using MucService.Actors.Protection;
using MucService.Rooms;
using MucService.Storage;
using MucService.Wire;
using MucService.Xmpp;

namespace MucService.Actors.Rooms;

/// <summary>What every room of a node is given: where it writes, what it sends through, whom it asks.</summary>
/// <param name="Settings">What the operator decided, by service.</param>
/// <param name="Store">The tables.</param>
/// <param name="Outputs">The ways out, by service.</param>
/// <param name="Arrivals">Times and ids for what did not come from the wire.</param>
/// <param name="Links">The node's LinkDirectoryActor.</param>
/// <param name="Sessions">Who is in the rooms of this node, and when he was heard.</param>
/// <param name="LinkRegion">The shard region of link supervisors.</param>
/// <param name="Capabilities">The node's CapabilitiesActor.</param>
/// <param name="Inbound">Bounds what the node has accepted and not yet handled.</param>
/// <param name="Segments">Where the bytes of output are kept.</param>
/// <param name="Refusals">Where refusals are counted.</param>
/// <param name="Owners">The node's RoomOwnersActor.</param>
/// <param name="Hosts">The host connection of each service, for what a room says before it is one.</param>
internal sealed record RoomSurroundings(
    LiveSettings Settings,
    IRoomStore Store,
    ServiceOutputs Outputs,
    Arrivals Arrivals,
    IActorRef Links,
    SessionBoard Sessions,
    IActorRef LinkRegion,
    IActorRef Capabilities,
    InboundWindow Inbound,
    SegmentPool Segments,
    RefusalCounts Refusals,
    IActorRef Owners,
    IReadOnlyDictionary<Domain, IActorRef> Hosts)
{
    /// <summary>Where it is kept whom rooms removed without anybody wanting it.</summary>
    public required RemovalLog Removals { get; init; }

    /// <summary>How far the node's output is proved to have arrived.</summary>
    public Watermarks Watermarks { get; init; } = new();

    /// <summary>Who wants to hear that rooms are in use. XEP-0437.</summary>
    public ActivityBoard Activity { get; init; } = new();

    /// <summary>What rooms mark what they say with: the node, and the process that it is. Null if they mark nothing.</summary>
    public string? MarkedAs { get; init; }

    /// <summary>How the link from a service to a domain stands, which rooms may not have been told yet, or have no part in; null where the node does not know.</summary>
    public Func<Domain, Domain, LinkStanding?> StandingOf { get; init; } = (_, _) => null;

    /// <summary>What the client understands that announces itself so; <see cref="ClientFeatures.None"/> where that is to be asked for.</summary>
    public Func<SessionPresence, ClientFeatures> FeaturesOf { get; init; } = _ => ClientFeatures.None;

    /// <summary>Wakes rooms that have something to do later.</summary>
    public RoomAlarms Alarms { get; init; } = new(TimeProvider.System);

    /// <summary>Whether this node may speak, and so may open rooms. Null for a single node.</summary>
    public SpeakingRight? Right { get; init; }

    /// <summary>The node's SessionChecksActor.</summary>
    public IActorRef Checker { get; init; } = ActorRefs.Nobody;
}
