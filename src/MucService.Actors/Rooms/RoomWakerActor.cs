using System.Collections.Immutable;
using Akka.Actor;
using Akka.Cluster;
using Akka.Event;
using MucService.Actors.Nodes;
using MucService.Storage;
using MucService.Xmpp;

namespace MucService.Actors.Rooms;

/// <summary>
/// Brings rooms with sessions back after a restart, before anybody speaks in them: otherwise nobody would notice a lost link.
/// It reads them from the rooms table, and wakes them as fast as they can be loaded: those of a node that is gone first, the busiest first.
/// </summary>
internal sealed class RoomWakerActor : ReceiveActor, IWithTimers
{
    private const int AtOnce = 500;
    private const int WakesPerTick = 400;
    private const int WakesPerTickAtLeisure = 50;
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    // So long it looks again and again for what had no place yet, and leaves out what has answered.
    private static readonly TimeSpan AfterRemoval = TimeSpan.FromSeconds(15);

    private readonly SleepingRooms _sleeping;
    private readonly Dictionary<string, Address> _homes = new(StringComparer.Ordinal);
    private readonly Cluster _cluster = Cluster.Get(Context.System);
    private readonly bool _severalNodes;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private bool _hurries;
    private long _hurriedAt;

    /// <param name="store">The tables.</param>
    /// <param name="services">Whose rooms.</param>
    /// <param name="rooms">The shard region of rooms.</param>
    /// <param name="time">Monotonic time.</param>
    /// <param name="severalNodes">True where rooms of a node that was removed are to be woken elsewhere, at once.</param>
    public RoomWakerActor(IRoomStore store, IReadOnlySet<Domain> services, IActorRef rooms, TimeProvider time, bool severalNodes)
    {
        (_sleeping, _severalNodes) = (new SleepingRooms(time, AtOnce), severalNodes);
        Receive<Look>(look =>
        {
            if (time.GetElapsedTime(_hurriedAt) > AfterRemoval)
                _sleeping.ForgetAwake();
            if (look.Hurries)
                (_hurries, _hurriedAt) = (true, time.GetTimestamp());
            if (look.Hurries || _sleeping.IsEmpty)
                ReadAsync(store, services).PipeTo(Self, failure: fault => new Failed(fault.Message));
        });
        Receive<Found>(found => OnFound(found, rooms));
        Receive<WakeMore>(_ => WakeSome(rooms));
        Receive<RoomMessages.Awake>(OnAwake);

        // That storage is down is said once, by storage.
        Receive<Failed>(failed => _log.Warning("Occupied rooms cannot be read: {Reason}", failed.Reason), _ => !store.Health.IsDown);
        Receive<Failed>(_ => { });
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc/>
    protected override void PreStart()
    {
        Self.Tell(new Look(Hurries: true));
        Timers.StartPeriodicTimer(nameof(Look), new Look(Hurries: false), Interval, Interval);
        if (!_severalNodes)
            return;

        ImmutableArray<(IActorRef Who, object What)> told = [(Self, new Look(Hurries: true))];
        Context.ActorOf(Props.Create(() => new MembershipActor(told)));
    }

    private static async Task<Found> ReadAsync(IRoomStore store, IReadOnlySet<Domain> services)
    {
        List<BareJid> rooms = [];
        await foreach (var occupied in store.OccupiedRoomsAsync(CancellationToken.None))
        {
            if (services.Contains(occupied.Room.Domain))
                rooms.Add(occupied.Room);
        }

        return new Found(rooms);
    }

    private void OnFound(Found found, IActorRef rooms)
    {
        var living = _cluster.State.Members.Select(member => member.Address).ToHashSet();
        _sleeping.Begin(found.Rooms, room => !_homes.TryGetValue(RoomSharding.ShardOf(room), out var home) || !living.Contains(home));
        WakeSome(rooms);
    }

    private void OnAwake(RoomMessages.Awake awake)
    {
        _sleeping.Awake(awake.Room);
        _homes[RoomSharding.ShardOf(awake.Room)] = Peers.NodeOf(Sender, _cluster.SelfAddress);
    }

    private void WakeSome(IActorRef rooms)
    {
        foreach (var room in _sleeping.Next(_hurries ? WakesPerTick : WakesPerTickAtLeisure))
            rooms.Tell(new RoomMessages.Wake(room), Self);

        if (_sleeping.IsEmpty)
            _hurries = false;
        else
            Timers.StartSingleTimer(nameof(WakeMore), WakeMore.Instance, Tick);
    }

    /// <summary>Look now.</summary>
    /// <param name="Hurries">Rooms may be nowhere: at the start, and when a node was removed.</param>
    internal sealed record Look(bool Hurries);

    private sealed record WakeMore
    {
        public static WakeMore Instance { get; } = new();
    }

    private sealed record Found(IReadOnlyList<BareJid> Rooms);

    private sealed record Failed(string Reason);
}
