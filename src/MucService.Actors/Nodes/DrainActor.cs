using Akka.Actor;
using Akka.Cluster;

namespace MucService.Actors.Nodes;

/// <summary>
/// Has this node emptied of its rooms before it leaves, so that each of them pauses for its own move only: tells all nodes that it is drained, until the one that places shards says that none is left here.
/// Knows the same of other nodes.
/// </summary>
internal sealed class DrainActor : ReceiveActor, IWithTimers
{
    /// <summary>The same on all nodes.</summary>
    public const string ActorName = "drain";

    /// <summary>So long it is waited at most; what is left then moves all at once as the node leaves.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(6);

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(300);

    // Who places shards is a node of an earlier version, or moves itself: it does not say anything.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1.5);

    private readonly DrainedNodes _drained;
    private readonly TimeProvider _time;
    private readonly Peers _peers = new(Context, areThere: true);
    private readonly Cluster _cluster = Cluster.Get(Context.System);
    private IActorRef? _asker;
    private int _left = int.MaxValue;
    private long _beganAt;
    private long _movedAt;

    /// <param name="drained">The nodes that are drained.</param>
    /// <param name="time">Monotonic time.</param>
    public DrainActor(DrainedNodes drained, TimeProvider time)
    {
        (_drained, _time) = (drained, time);
        Receive<Begin>(_ => OnBegin());
        Receive<Continue>(_ => TellOthers());
        Receive<Left>(left => _peers.Tell(left.Node, new ServiceMessages.ShardsLeft(left.Count)));
        Receive<ServiceMessages.ShardsLeft>(left => OnLeft(left.Count));
        Receive<ServiceMessages.Draining>(_ => Drain(Sender.Path.Address));
        Receive<ClusterEvent.MemberRemoved>(gone => drained.Remove(gone.Member.Address));
        Receive<ClusterEvent.CurrentClusterState>(_ => { });
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc/>
    protected override void PreStart() =>
        _cluster.Subscribe(Self, ClusterEvent.SubscriptionInitialStateMode.InitialStateAsSnapshot, typeof(ClusterEvent.MemberRemoved));

    private void OnBegin()
    {
        _asker = Sender;
        _beganAt = _movedAt = _time.GetTimestamp();
        _drained.Add(_cluster.SelfAddress);
        Timers.StartPeriodicTimer(nameof(Continue), Continue.Instance, Interval);
        TellOthers();
    }

    /// <summary>Again and again: a message may be lost, and a node that has just come has not heard it.</summary>
    private void TellOthers()
    {
        if (!HasSomewhereToGo || _time.GetElapsedTime(_movedAt) > Patience || _time.GetElapsedTime(_beganAt) > Limit)
            Finish();
        else
            _peers.Tell(new ServiceMessages.Draining());
    }

    private bool HasSomewhereToGo => _cluster.State.Members.Any(member =>
        member.Status == MemberStatus.Up && member.Address != _cluster.SelfAddress && !_drained.Contains(member.Address));

    private void OnLeft(int count)
    {
        // Said twice: what was stopped last has found its place by the second time.
        if (count == 0 && _left == 0)
            Finish();
        if (count < _left)
            _movedAt = _time.GetTimestamp();
        _left = count;
    }

    private void Drain(Address node)
    {
        if (_cluster.State.Members.Any(member => member.Address == node))
            _drained.Add(node);
    }

    private void Finish()
    {
        Timers.Cancel(nameof(Continue));
        _asker?.Tell(Drained.Instance);
        _asker = null;
    }

    /// <summary>Empty this node. Answered by <see cref="Drained"/>.</summary>
    internal sealed record Begin
    {
        public static readonly Begin Instance = new();
    }

    /// <summary>This node is empty, or as empty as it gets.</summary>
    internal sealed record Drained
    {
        public static readonly Drained Instance = new();
    }

    /// <summary>From this node's <see cref="ShardPlacement"/>: so many shards a drained node has.</summary>
    internal sealed record Left(Address Node, int Count);

    private sealed record Continue
    {
        public static readonly Continue Instance = new();
    }
}
