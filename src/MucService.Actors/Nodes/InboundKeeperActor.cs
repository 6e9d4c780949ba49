using Akka.Actor;
using MucService.Actors.Rooms;

namespace MucService.Actors.Nodes;

/// <summary>Hears from rooms what they have handled of what this node accepted, and sends the rest again.</summary>
internal sealed class InboundKeeperActor : ReceiveActor, IWithTimers
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <param name="kept">What was accepted.</param>
    public InboundKeeperActor(KeptStanzas kept)
    {
        IActorRef rooms = ActorRefs.Nobody;
        Receive<Begin>(begin => rooms = begin.Rooms);
        Receive<StreamMessages.Handled>(handled => Send(rooms, kept.Handled(handled.Room, handled.Number)));
        Receive<StreamMessages.SendAgain>(again => Send(rooms, kept.After(again.Room, again.After)));
        Receive<Tick>(_ => Send(rooms, kept.Overdue(Patience)));
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc/>
    protected override void PreStart() => Timers.StartPeriodicTimer(nameof(Tick), Tick.Instance, Look);

    private void Send(IActorRef rooms, IReadOnlyList<RoomMessages.Deliver> stanzas)
    {
        foreach (var stanza in stanzas)
            rooms.Tell(stanza, Self);
    }

    /// <summary>Where rooms are.</summary>
    internal sealed record Begin(IActorRef Rooms);

    private sealed record Tick
    {
        public static readonly Tick Instance = new();
    }
}
