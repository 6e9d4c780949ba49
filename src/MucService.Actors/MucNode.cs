using System.Collections.Immutable;
using Akka.Actor;
using Akka.Cluster;
using Microsoft.Extensions.Logging;
using MucService.Actors.Caps;
using MucService.Actors.Hosts;
using MucService.Actors.Links;
using MucService.Actors.Nodes;
using MucService.Actors.Protection;
using MucService.Actors.Rooms;
using MucService.Storage;
using MucService.Wire;
using MucService.Xmpp;

namespace MucService.Actors;

/// <summary>One node of the service: starts its actors in the order they need one another, and stops them so that nothing is lost.</summary>
public sealed class MucNode
{
    private static readonly TimeSpan CloseLimit = TimeSpan.FromSeconds(1);

    private readonly ImmutableArray<IActorRef> _connections;
    private readonly StreamBoard _board;

    private readonly SeveralNodes? _several;

    private MucNode(StreamBoard board, ImmutableArray<IActorRef> connections, SeveralNodes? several)
    {
        _board = board;
        _connections = connections;
        _several = several;
    }

    /// <summary>The shard region of rooms; takes <see cref="IRoomMessage"/>.</summary>
    public required IActorRef Rooms { get; init; }

    /// <summary>The shard region of link supervisors; takes <see cref="ILinkMessage"/>.</summary>
    public required IActorRef Links { get; init; }

    /// <summary>The node's directory of links; takes <see cref="LinkMessages.DescribeAll"/>.</summary>
    public required IActorRef LinkDirectory { get; init; }

    /// <summary>Keeps who is not let in; takes <see cref="BlockMessages"/>.</summary>
    public required IActorRef Blocks { get; init; }

    /// <summary>What this node has refused.</summary>
    public required RefusalCounts Refusals { get; init; }

    /// <summary>Retires services; takes <see cref="RetireMessage"/>.</summary>
    public required IActorRef Retirement { get; init; }

    /// <summary>The nodes of the cluster, oldest first; none of a single node.</summary>
    public IReadOnlyList<ClusterNode> Nodes => _several?.Nodes ?? [];

    /// <summary>How the streams to the hosts stand.</summary>
    public IReadOnlyList<StreamStatus> Streams => _board.Streams;

    /// <summary>Raised when a stream opens or is lost, on any thread.</summary>
    public event EventHandler? StreamsChanged
    {
        add => _board.Changed += value;
        remove => _board.Changed -= value;
    }

    /// <summary>Joins the cluster and starts everything. Completes when the node is a member; the streams open in their own time.</summary>
    /// <exception cref="OperationCanceledException">The node did not become a member before it was cancelled.</exception>
    public static async Task<MucNode> StartAsync(
        ActorSystem system, MucNodeSettings settings, IRoomStore store, TimeProvider time, ILoggerFactory loggers, CancellationToken cancel = default)
    {
        var cluster = Cluster.Get(system);
        var outputs = new ServiceOutputs { MayTurn = settings.Cluster is not null, MostWaiting = settings.Wire.MaxQueuedBytes };
        foreach (var component in settings.Components)
            outputs.Add(component.Domain, new OutputQueue(settings.Wire.MaxQueuedBytes));
        var right = settings.Cluster is { } several ? SeveralNodes.StartAsking(system, several, outputs, settings.Rooms.Keys) : null;

        await JoinAsync(cluster, settings.Cluster?.Formation, cancel);
        var retired = new Retirements();
        await ReadAsync(retired, store, settings, cancel);
        var verified = await CapabilitiesActor.ReadAsync(store, settings.Links.MaxVerifiedHashes, cancel);
        return new NodeStart(system, settings, store, time, loggers, outputs, right) { Retired = retired, Verified = verified }.Start(await ReadBlocksAsync(store, loggers, cancel));
    }

    private static async Task JoinAsync(Cluster cluster, ClusterFormation? formation, CancellationToken cancel)
    {
        var up = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        cluster.RegisterOnMemberUp(() => up.TrySetResult());
        if (formation is not null)
            await formation.JoinAsync(cluster, up.Task, cancel);
        else if (cluster.Settings.SeedNodes.IsEmpty)
            cluster.Join(cluster.SelfAddress);
        await up.Task.WaitAsync(cancel);
    }

    /// <summary>Who is not let in is known before anybody can come.</summary>
    private static async Task<BlockEntries?> ReadBlocksAsync(IRoomStore store, ILoggerFactory loggers, CancellationToken cancel)
    {
        try
        {
            return await store.ReadBlocksAsync(known: -1, cancel);
        }
        catch (StorageFaultException fault)
        {
            loggers.CreateLogger<MucNode>().LogWarning("Block lists cannot be read, and are tried again: {Reason}", fault.Message);
            return null;
        }
    }

    /// <summary>Retires a service for good; answered by <see cref="RoomMessages.Done"/> once it is durable, or by <see cref="RoomMessages.Refused"/>.</summary>
    public static object RetireMessage(Domain service, string? reason) => new RetirementActor.Retire(service, reason);

    /// <summary>What cannot be read now is read again while the node runs.</summary>
    private static async Task ReadAsync(Retirements retired, IRoomStore store, MucNodeSettings settings, CancellationToken cancel)
    {
        try
        {
            await retired.ReadAsync(store, settings.Rooms.Keys, cancel);
        }
        catch (StorageFaultException)
        {
            // The storage says so itself.
        }
    }

    /// <summary>A node of what was started for it.</summary>
    internal static MucNode Of(StreamBoard board, ImmutableArray<IActorRef> connections, SeveralNodes? several, IActorRef rooms, StartedLinks links, RefusalCounts refusals, IActorRef retirement, IActorRef blocks) =>
        new(board, connections, several) { Rooms = rooms, Links = links.Region, LinkDirectory = links.Directory, Refusals = refusals, Retirement = retirement, Blocks = blocks };

    /// <summary>
    /// Has every link probed once more, so that little is in doubt afterwards, and closes the streams cleanly; of several nodes, the next one takes them over first. Occupants stay: their rooms come back with the
    /// next start, or on the other nodes.
    /// </summary>
    public async Task StopAsync()
    {
        await ProbeLastAsync();
        if (_several is not null)
        {
            await _several.MoveStreamsAsync();
            await _several.DrainAsync();
            await _several.EndAsync();
            return;
        }

        var closing = _connections.Select(connection => connection.Ask(HostConnectionActor.Close.Instance, CloseLimit));
        try
        {
            await Task.WhenAll(closing);
        }
        catch (AskTimeoutException)
        {
            // A host that does not answer is left; the stream ends with the process.
        }
    }

    private async Task ProbeLastAsync()
    {
        try
        {
            await LinkDirectory.Ask(LastProbesActor.All.Instance, 2 * LastProbesActor.Patience);
        }
        catch (AskTimeoutException)
        {
            // What is not proved is told again, after the next start.
        }
    }
}
