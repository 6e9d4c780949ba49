using System.Collections.Immutable;
using System.Security.Cryptography;
using Akka.Actor;
using Microsoft.Extensions.Logging;
using MucService.Actors.Activity;
using MucService.Actors.Caps;
using MucService.Actors.Hosts;
using MucService.Actors.Links;
using MucService.Actors.Nodes;
using MucService.Actors.Protection;
using MucService.Actors.Rooms;
using MucService.Rooms;
using MucService.Storage;
using MucService.Wire;
using MucService.Xmpp;

namespace MucService.Actors;

/// <summary>The actors of a node that is a member of its cluster, in the order they need one another.</summary>
internal sealed class NodeStart(
    ActorSystem system, MucNodeSettings settings, IRoomStore store, TimeProvider time, ILoggerFactory loggers, ServiceOutputs outputs, SpeakingRight? right)
{
    private static readonly TimeSpan SegmentRest = TimeSpan.FromSeconds(10);

    private readonly StreamBoard _streams = new();
    private readonly SegmentPool _segments = new();
    private readonly PendingAsks _asks = new(time);
    private readonly Arrivals _arrivals = new(time);
    private readonly InboundWindow _window = new(settings.InboundBytes);
    private readonly RefusalCounts _refusals = new();
    private readonly ActivityBoard _activity = new();
    private readonly RoomAlarms _alarms = new(time);
    private readonly LiveSettings _live = new(WithChance(settings.Rooms));

    /// <summary>The services that are retired.</summary>
    public required Retirements Retired { get; init; }

    /// <summary>What clients' hashes are known to mean from before.</summary>
    public required VerifiedHashes Verified { get; init; }

    /// <summary>Starts them.</summary>
    /// <param name="blocked">Who is not let in, as storage has it; null if it does not say.</param>
    public MucNode Start(BlockEntries? blocked)
    {
        var blocks = system.ActorOf(Props.Create(() => new BlocksActor(settings.Blocks, _live, store, blocked, right != null)), "blocks");
        var connections = Connections();
        var hosts = settings.Components.Zip(connections, (endpoint, actor) => (endpoint.Domain, Actor: actor))
            .DistinctBy(host => host.Domain)
            .ToImmutableDictionary(host => host.Domain, host => host.Actor);

        var several = StartSeveral();
        if (several is not null)
            system.ActorOf(Props.Create(() => new JournalStartActor()), "journal-start");

        var links = LinkSharding.Start(system, settings.Links, hosts, time, right is null ? null : () => right.IsValid);
        var rooms = StartRooms(links, hosts, several);
        var retirement = system.ActorOf(Props.Create(() => new RetirementActor(Retired, store, hosts, rooms, time)), "retirement");
        StartServices(hosts, connections, links, rooms, StartLists(blocks, connections[0]), several, retirement);
        system.ActorOf(Props.Create(() => new UndeliveredActor(_window, hosts)), "undelivered");
        system.Scheduler.Advanced.ScheduleRepeatedly(SegmentRest, SegmentRest, _segments.LetGo);
        system.Scheduler.Advanced.ScheduleRepeatedly(RoomAlarms.Spacing, RoomAlarms.Spacing, _alarms.Ring);
        StartWaking(rooms, links, several);
        several?.Begin(rooms, connections.Zip(settings.Components, (actor, endpoint) => (endpoint.Domain, Actor: actor))
            .GroupBy(connection => connection.Domain)
            .ToImmutableDictionary(service => service.Key, service => service.Select(connection => connection.Actor).ToImmutableArray()));
        return MucNode.Of(_streams, connections, several, rooms, links, _refusals, retirement, blocks);
    }

    /// <summary>The settings of rooms, with random bytes of this node for what rooms need by chance.</summary>
    private static ImmutableDictionary<Domain, RoomSettings> WithChance(ImmutableDictionary<Domain, RoomSettings> rooms)
    {
        ImmutableArray<byte> chance = [.. RandomNumberGenerator.GetBytes(32)];
        return rooms.ToImmutableDictionary(room => room.Key, room => room.Value with { Chance = chance });
    }

    private SeveralNodes? StartSeveral()
    {
        if (right is null || settings.Cluster is not { } cluster)
            return null;

        var kept = new KeptStanzas(_arrivals, _window, time, cluster.InboundBytesPerRoom, cluster.MaxMessageBytes);
        return SeveralNodes.Start(system, right, kept, outputs, _segments, cluster.StreamsPerNode ? _asks : null, cluster.Formation, time);
    }

    private ImmutableArray<IActorRef> Connections()
    {
        var used = new Dictionary<Domain, int>();
        return [.. settings.Components.Select((endpoint, index) =>
        {
            var ofService = used[endpoint.Domain] = used.GetValueOrDefault(endpoint.Domain) + 1;
            var queue = outputs.Of(endpoint.Domain)[ofService - 1];
            var connection = new HostConnection(index, endpoint, settings.Wire, queue, _asks, _streams, _segments, outputs, right, _refusals, _window);
            return system.ActorOf(Props.Create(() => new HostConnectionActor(connection, time, loggers)), $"host-{index}");
        })];
    }

    private IActorRef StartRooms(StartedLinks links, ImmutableDictionary<Domain, IActorRef> hosts, SeveralNodes? several)
    {
        var amongNodes = several is not null;
        var capabilities = system.ActorOf(Props.Create(() => new CapabilitiesActor(hosts, settings.Links, Verified, store, time, amongNodes)), "capabilities");
        var owners = system.ActorOf(Props.Create(() => new RoomOwnersActor(store, time)), "room-owners");
        return RoomSharding.Start(
            system,
            new RoomSurroundings(_live, store, outputs, _arrivals, links.Directory, links.Sessions, links.Region, capabilities, _window, _segments, _refusals, owners, hosts)
            {
                Removals = new RemovalLog(store, time),
                Watermarks = links.Watermarks,
                StandingOf = links.Board.StandingOf,
                Checker = links.Checker,
                Right = right,
                FeaturesOf = Verified.Of,
                Alarms = _alarms,
                Activity = _activity,
                MarkedAs = settings.MarksInstances ? MarkOf(Akka.Cluster.Cluster.Get(system).SelfUniqueAddress) : null,
            },
            several);
    }

    private static string MarkOf(Akka.Cluster.UniqueAddress node) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{node.Address.Host}:{node.Address.Port}/{node.Uid}");

    /// <summary>Lists hold for all services; they are followed in the name of the first.</summary>
    private ImmutableArray<IActorRef> StartLists(IActorRef blocks, IActorRef host)
    {
        var around = new BlockListSurroundings(settings.Components[0].Domain, outputs, host, blocks, time);
        return [.. settings.Blocks.Lists.Select((list, index) => system.ActorOf(Props.Create(() => new BlockListActor(list, around)), $"block-list-{index}"))];
    }

    private void StartServices(
        ImmutableDictionary<Domain, IActorRef> hosts, ImmutableArray<IActorRef> connections, StartedLinks links, IActorRef rooms, ImmutableArray<IActorRef> lists, SeveralNodes? several, IActorRef retirement)
    {
        var answers = new ServiceAnswers(settings.Version, settings.Contact, time);
        var door = new ServiceDoor(_live, lists);
        foreach (var (domain, host) in hosts)
        {
            var listening = new ActivitySurroundings(domain, _activity, host, store, outputs, several is not null, settings.MaxListeners);
            var activity = system.ActorOf(Props.Create(() => new RoomActivityActor(listening)), $"room-activity-{domain}");
            var news = new ConnectionNews(domain, settings.Links, links.Board, links.Region) { Elsewhere = links.Elsewhere };
            var commands = new ServiceCommands(domain, _live, rooms);
            var service = system.ActorOf(Props.Create(() => new ServiceActor(domain, answers, store, news, commands, door, host, activity)), $"service-{domain}");
            var keeping = several is null ? null : new Keeping(several.Kept, several.Keeper, host, several.TakeMany);
            var router = new StanzaRouter(domain, _asks, _arrivals, _window, links.Board, links.Checks, service, rooms, links.Region, keeping, Retired, retirement)
            { Others = settings.Cluster is { StreamsPerNode: true } ? several?.Directory : null };
            for (var index = 0; index < connections.Length; index++)
            {
                if (settings.Components[index].Domain == domain)
                    connections[index].Tell(new HostConnectionActor.Begin(router, several?.Directory));
            }
        }
    }

    private void StartWaking(IActorRef rooms, StartedLinks links, SeveralNodes? several)
    {
        var domains = settings.Rooms.Keys.ToImmutableHashSet();
        if (several is null)
        {
            system.ActorOf(Props.Create(() => new RoomWakerActor(store, domains, rooms, time, false)), "room-waker");
            return;
        }

        several.StartSingleton("room-waker", Props.Create(() => new RoomWakerActor(store, domains, rooms, time, true)), PoisonPill.Instance);
        ImmutableArray<(IActorRef Who, object What)> told = [(links.Directory, LinkDirectoryActor.ReportAll.Instance)];
        system.ActorOf(Props.Create(() => new MembershipActor(told)), "membership");
    }
}
