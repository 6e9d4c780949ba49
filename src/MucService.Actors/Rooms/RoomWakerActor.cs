using System.Collections.Immutable;
using Akka.Actor;
using Akka.Event;
using MucService.Actors.Nodes;
using MucService.Storage;
using MucService.Xmpp;

namespace MucService.Actors.Rooms;

/// <summary>
/// Brings rooms with sessions back after a restart, before anybody speaks in them: otherwise nobody would notice a lost link.
/// It reads them from the sessions table, the busiest first, and wakes them at a bounded rate.
/// </summary>
internal sealed class RoomWakerActor : ReceiveActor, IWithTimers
{
    private const int WakesPerTick = 50;
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    private readonly Queue<BareJid> _sleeping = [];
    private readonly bool _severalNodes;
    private readonly ILoggingAdapter _log = Context.GetLogger();

    /// <param name="store">The tables.</param>
    /// <param name="services">Whose rooms.</param>
    /// <param name="rooms">The shard region of rooms.</param>
    /// <param name="severalNodes">True where rooms of a node that was removed are to be woken elsewhere, at once.</param>
    public RoomWakerActor(IRoomStore store, IReadOnlySet<Domain> services, IActorRef rooms, bool severalNodes)
    {
        _severalNodes = severalNodes;
        Receive<Look>(_ =>
        {
            if (_sleeping.Count == 0)
                ReadAsync(store, services).PipeTo(Self, failure: fault => new Failed(fault.Message));
        });
        Receive<Found>(found =>
        {
            foreach (var room in found.Rooms)
                _sleeping.Enqueue(room);
            WakeSome(rooms);
        });
        Receive<WakeMore>(_ => WakeSome(rooms));
        Receive<Failed>(failed => _log.Warning("Occupied rooms cannot be read: {Reason}", failed.Reason));
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc/>
    protected override void PreStart()
    {
        Timers.StartPeriodicTimer(nameof(Look), Look.Instance, TimeSpan.Zero, Interval);
        if (!_severalNodes)
            return;

        ImmutableArray<(IActorRef Who, object What)> told = [(Self, Look.Instance)];
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

    private void WakeSome(IActorRef rooms)
    {
        for (var woken = 0; woken < WakesPerTick && _sleeping.TryDequeue(out var room); woken++)
            rooms.Tell(new RoomMessages.Wake(room));

        if (_sleeping.Count > 0)
            Timers.StartSingleTimer(nameof(WakeMore), WakeMore.Instance, Tick);
    }

    /// <summary>Look now: a node was removed, and its rooms are nowhere.</summary>
    internal sealed record Look
    {
        public static Look Instance { get; } = new();
    }

    private sealed record WakeMore
    {
        public static WakeMore Instance { get; } = new();
    }

    private sealed record Found(IReadOnlyList<BareJid> Rooms);

    private sealed record Failed(string Reason);
}
