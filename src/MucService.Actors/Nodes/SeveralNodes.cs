using System.Collections.Immutable;
using Akka.Actor;
using Akka.Cluster;
using Akka.Cluster.Sharding;
using Akka.Cluster.Tools.Singleton;
using Akka.Coordination;
using MucService.Actors.Hosts;
using MucService.Wire;
using MucService.Xmpp;

namespace MucService.Actors.Nodes;

/// <summary>What a node among several has beside what a single one has: the right to speak, what is kept for rooms, and who holds the streams.</summary>
internal sealed class SeveralNodes
{
    private readonly ActorSystem _system;
    private readonly ServiceOutputs _outputs;
    private readonly SegmentPool _segments;
    private readonly bool _streamsPerNode;
    private readonly ClusterFormation? _formation;
    private readonly DrainedNodes _drained = new();
    private readonly IActorRef _drain;
    private readonly TimeProvider _time;
    private ImmutableDictionary<Domain, ImmutableArray<IActorRef>> _connections = ImmutableDictionary<Domain, ImmutableArray<IActorRef>>.Empty;

    private SeveralNodes(ActorSystem system, SpeakingRight right, KeptStanzas kept, ServiceOutputs outputs, SegmentPool segments, PendingAsks? ownAsks, ClusterFormation? formation, TimeProvider time)
    {
        _time = time;
        _drain = system.ActorOf(Props.Create(() => new DrainActor(_drained, time)), DrainActor.ActorName);
        _formation = formation;
        _streamsPerNode = ownAsks is not null;
        (_system, _outputs, _segments) = (system, outputs, segments);
        (Right, Kept) = (right, kept);
        Keeper = system.ActorOf(Props.Create(() => new InboundKeeperActor(kept)), "inbound-keeper");
        var directory = ownAsks is null ? Props.Create(() => new StreamDirectoryActor(outputs, StreamDirectoryActor.Patience)) : Props.Create(() => new NodeStreamsActor(outputs, ownAsks));
        Directory = system.ActorOf(directory, StreamDirectoryActor.ActorName);
        var cluster = Cluster.Get(system);
        TakeMany = () => cluster.AllHave(NodeRoles.TakesManyDelivered);
    }

    /// <summary>Whether this node may speak.</summary>
    public SpeakingRight Right { get; }

    /// <summary>What it accepted.</summary>
    public KeptStanzas Kept { get; }

    /// <summary>The InboundKeeperActor.</summary>
    public IActorRef Keeper { get; }

    /// <summary>True while all nodes understand <see cref="Rooms.RoomMessages.DeliverMany"/>.</summary>
    public Func<bool> TakeMany { get; }

    /// <summary>The StreamDirectoryActor; the NodeStreamsActor where each node has streams of its own.</summary>
    public IActorRef Directory { get; }

    /// <summary>The nodes of the cluster, oldest first.</summary>
    public IReadOnlyList<ClusterNode> Nodes => ClusterNode.All(_system);

    /// <summary>Answers other nodes, and asks them, from before it is a member.</summary>
    public static SpeakingRight StartAsking(ActorSystem system, ClusterSettings settings, ServiceOutputs outputs, IEnumerable<Domain> services)
    {
        var right = new SpeakingRight(new BootClock());
        Domain[] all = [.. services];
        foreach (var service in all)
            outputs.Turn(service, Way.Nowhere.Instance);

        var lease = settings.LeasePath is { } path
            ? new SpeakingLease(LeaseOf(system, path), () => all.Any(service => outputs.WayOf(service) is Way.Here))
            : null;
        system.ActorOf(RightToSpeakActor.Props(right, settings.RightToSpeak, lease), RightToSpeakActor.ActorName);
        return right;
    }

    /// <summary>Starts the rest, on a member.</summary>
    /// <param name="system">The actor system.</param>
    /// <param name="right">Whether this node may speak.</param>
    /// <param name="kept">What it accepts.</param>
    /// <param name="outputs">The ways out.</param>
    /// <param name="segments">Where the bytes of output are kept.</param>
    /// <param name="ownAsks">Where each node has streams of its own: who of this node waits for answers; else null.</param>
    /// <param name="formation">Who may form the cluster, or null.</param>
    /// <param name="time">Monotonic time.</param>
    public static SeveralNodes Start(
        ActorSystem system, SpeakingRight right, KeptStanzas kept, ServiceOutputs outputs, SegmentPool segments, PendingAsks? ownAsks, ClusterFormation? formation, TimeProvider time) =>
        new(system, right, kept, outputs, segments, ownAsks, formation, time);

    /// <summary>All is there that streams need: the node that is to hold those of a service opens them.</summary>
    public void Begin(IActorRef rooms, ImmutableDictionary<Domain, ImmutableArray<IActorRef>> connections)
    {
        _connections = connections;
        Keeper.Tell(new InboundKeeperActor.Begin(rooms));
        foreach (var (service, ofService) in connections)
        {
            var owned = new OwnedStreams(service, _outputs, _segments, Keeper, ofService[0]);
            var owner = _system.ActorOf(Props.Create(() => new StreamOwnerActor(owned)), $"stream-owner-{service}");
            Directory.Tell(new StreamDirectoryActor.Begin(service, owner, ofService));
            if (!_streamsPerNode)
                StartSingleton($"streams-of-{service}", Props.Create(() => new StreamHolderActor(service, Directory)), StreamHolderActor.LetGo.Instance);
        }
    }

    /// <summary>Starts an actor that only one node of the cluster has.</summary>
    public void StartSingleton(string name, Props props, object stop) => _system.ActorOf(
        ClusterSingletonManager.Props(props, stop, ClusterSingletonManagerSettings.Create(_system).WithSingletonName("it")), name);

    /// <summary>Moves the streams that this node holds to the next one, so that nobody notices; then waits a moment for rooms to handle what was read.</summary>
    public async Task MoveStreamsAsync()
    {
        foreach (var (service, connections) in _connections)
        {
            if (_streamsPerNode)
                await new StreamMove(_system, service, Directory, connections[0], _outputs).CloseOwnAsync();
            else if (_outputs.WayOf(service) is Way.Here)
                await new StreamMove(_system, service, Directory, connections[0], _outputs).RunAsync();
        }

        for (var waited = 0; waited < 50 && !Kept.IsEmpty; waited++)
            await Task.Delay(20);
    }

    /// <summary>Where shards of rooms are placed, so that nodes can be drained of them.</summary>
    /// <param name="least">Akka's own strategy.</param>
    /// <param name="interval">How often they are balanced.</param>
    /// <param name="mayBalance">False while rooms that move would not be found where they move to.</param>
    public ShardPlacement Place(IShardAllocationStrategy least, TimeSpan interval, Func<bool> mayBalance) => new(least, _drained, Cluster.Get(_system).SelfAddress, interval, _time)
    {
        MayBalance = mayBalance,
        Left = (node, count) => _drain.Tell(new DrainActor.Left(node, count)),
    };

    /// <summary>Has the rooms of this node moved to the others.</summary>
    public async Task DrainAsync()
    {
        try
        {
            await _drain.Ask(DrainActor.Begin.Instance, DrainActor.Limit + TimeSpan.FromSeconds(1));
        }
        catch (AskTimeoutException)
        {
            // They move as the node leaves.
        }
    }

    /// <summary>This node leaves: if it is the last one, whoever starts next may form the cluster at once.</summary>
    public Task EndAsync() => _formation?.EndAsync(Cluster.Get(_system)) ?? Task.CompletedTask;

    /// <summary>The resolver's lease, by the name and the owner that the resolver gives it: what one of the two holds the other one holds as well.</summary>
    internal static Lease LeaseOf(ActorSystem system, string path) =>
        LeaseProvider.Get(system).GetLease($"{system.Name}-akka-sbr", path, Cluster.Get(system).SelfAddress.HostPort());
}
