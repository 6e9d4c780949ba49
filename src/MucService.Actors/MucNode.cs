using System.Collections.Immutable;
using System.Security.Cryptography;
using Akka.Actor;
using Akka.Cluster;
using Microsoft.Extensions.Logging;
using MucService.Actors.Caps;
using MucService.Actors.Hosts;
using MucService.Actors.Links;
using MucService.Actors.Protection;
using MucService.Actors.Rooms;
using MucService.Rooms;
using MucService.Storage;
using MucService.Wire;
using MucService.Xmpp;

namespace MucService.Actors;

/// <summary>One node of the service: starts its actors in the order they need one another, and stops them so that nothing is lost.</summary>
public sealed class MucNode
{
    private static readonly TimeSpan CloseLimit = TimeSpan.FromSeconds(2);

    private readonly ImmutableArray<IActorRef> _connections;
    private readonly StreamBoard _board;

    private MucNode(StreamBoard board, ImmutableArray<IActorRef> connections)
    {
        _board = board;
        _connections = connections;
    }

    /// <summary>The shard region of rooms; takes <see cref="IRoomMessage"/>.</summary>
    public required IActorRef Rooms { get; init; }

    /// <summary>The shard region of link supervisors; takes <see cref="ILinkMessage"/>.</summary>
    public required IActorRef Links { get; init; }

    /// <summary>The node's directory of links; takes <see cref="LinkMessages.DescribeAll"/>.</summary>
    public required IActorRef LinkDirectory { get; init; }

    /// <summary>What this node has refused.</summary>
    public required RefusalCounts Refusals { get; init; }

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
        if (cluster.Settings.SeedNodes.IsEmpty)
            cluster.Join(cluster.SelfAddress);

        var up = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        cluster.RegisterOnMemberUp(() => up.TrySetResult());
        await up.Task.WaitAsync(cancel);
        return Start(system, settings, store, time, loggers);
    }

    private static MucNode Start(ActorSystem system, MucNodeSettings settings, IRoomStore store, TimeProvider time, ILoggerFactory loggers)
    {
        var outputs = new ServiceOutputs();
        var streams = new StreamBoard();
        var segments = new SegmentPool();
        var asks = new PendingAsks(time);
        var arrivals = new Arrivals(time);
        var window = new InboundWindow(settings.InboundBytes);
        var refusals = new RefusalCounts();

        var connections = settings.Components.Select((endpoint, index) =>
        {
            var queue = new OutputQueue(settings.Wire.MaxQueuedBytes);
            outputs.Add(endpoint.Domain, queue);
            var connection = new HostConnection(index, endpoint, settings.Wire, queue, asks, streams, segments);
            return system.ActorOf(Props.Create(() => new HostConnectionActor(connection, time, loggers)), $"host-{index}");
        }).ToImmutableArray();

        var hosts = settings.Components.Zip(connections, (endpoint, actor) => (endpoint.Domain, Actor: actor))
            .DistinctBy(host => host.Domain)
            .ToImmutableDictionary(host => host.Domain, host => host.Actor);

        var links = LinkSharding.Start(system, settings.Links, hosts, time);
        var capabilities = system.ActorOf(Props.Create(() => new CapabilitiesActor(hosts, settings.Links, time)), "capabilities");
        var owners = system.ActorOf(Props.Create(() => new RoomOwnersActor(store, time)), "room-owners");
        var rooms = RoomSharding.Start(
            system,
            new RoomSurroundings(WithChance(settings.Rooms), store, outputs, arrivals, links.Directory, links.Region, capabilities, window, segments, refusals, owners));

        var answers = new ServiceAnswers(settings.Version, settings.Contact, time);
        foreach (var (domain, host) in hosts)
        {
            var service = system.ActorOf(Props.Create(() => new ServiceActor(domain, answers, store, host)), $"service-{domain}");
            var router = new StanzaRouter(domain, asks, arrivals, window, links.Board, service, rooms, links.Region);
            for (var index = 0; index < connections.Length; index++)
            {
                if (settings.Components[index].Domain == domain)
                    connections[index].Tell(new HostConnectionActor.Begin(router));
            }
        }

        system.ActorOf(Props.Create(() => new UndeliveredActor(window, hosts)), "undelivered");
        var domains = settings.Rooms.Keys.ToImmutableHashSet();
        system.ActorOf(Props.Create(() => new RoomWakerActor(store, domains, rooms)), "room-waker");
        return new MucNode(streams, connections) { Rooms = rooms, Links = links.Region, LinkDirectory = links.Directory, Refusals = refusals };
    }

    /// <summary>The settings of rooms, with random bytes of this node for what rooms need by chance.</summary>
    private static ImmutableDictionary<Domain, RoomSettings> WithChance(ImmutableDictionary<Domain, RoomSettings> rooms)
    {
        ImmutableArray<byte> chance = [.. RandomNumberGenerator.GetBytes(32)];
        return rooms.ToImmutableDictionary(room => room.Key, room => room.Value with { Chance = chance });
    }

    /// <summary>Closes the streams cleanly. Occupants stay: their rooms come back with the next start.</summary>
    public async Task StopAsync()
    {
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
}
