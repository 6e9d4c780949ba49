using System.Collections.Immutable;
using MucService.Actors.Links;
using MucService.Actors.Nodes;
using MucService.Actors.Protection;
using MucService.Rooms;
using MucService.Wire;
using MucService.Xmpp;

namespace MucService.Actors;

/// <summary>What a node is started with.</summary>
public sealed record MucNodeSettings
{
    /// <summary>The streams to hosts. Two of one domain are two streams of one service.</summary>
    public required ImmutableArray<ComponentEndpoint> Components { get; init; }

    /// <summary>What the operator decided for the rooms of each service.</summary>
    public required ImmutableDictionary<Domain, RoomSettings> Rooms { get; init; }

    /// <summary>Whom the operator does not let in.</summary>
    public BlockSettings Blocks { get; init; } = new();

    /// <summary>How many people are told, by each service, of activity in rooms that they are not in. XEP-0437.</summary>
    public int MaxListeners { get; init; } = 10_000;

    /// <summary>How links are judged.</summary>
    public required LinkSettings Links { get; init; }

    /// <summary>The program's version, as it tells who asks. XEP-0092.</summary>
    public string Version { get; init; } = "";

    /// <summary>Whom people can turn to: the fields of the service's form. XEP-0157.</summary>
    public ImmutableArray<FormField> Contact { get; init; } = [];

    /// <summary>Bounds of what is read and queued.</summary>
    public WireLimits Wire { get; init; } = new();

    /// <summary>True if rooms mark each stanza with their instance and its epoch.</summary>
    public bool MarksInstances { get; init; }

    /// <summary>How several nodes work together; null for a single one.</summary>
    public ClusterSettings? Cluster { get; init; }

    /// <summary>How many bytes of stanzas are accepted and not handled at most; beyond it the streams stop reading.</summary>
    public long InboundBytes { get; init; } = 64 * 1024 * 1024;
}
