namespace MucService.Rooms.Owners;

/// <summary>
/// A room between its creation and its first configuration, which does not wait for ever: to all but its owners it is not there. XEP-0045
/// #createroom-general, #enter-locked.
/// </summary>
internal static class LockedRoom
{
    /// <summary>Not even a moment's clock that jumps ends a room at once when it is loaded.</summary>
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);

    private static readonly RoomTimer Timer = new(RoomTimerKind.FirstConfiguration);

    /// <summary>The decision, and that its owner is given so long to configure the room if it locks one.</summary>
    public static Decision After(RoomState room, Decision decision, Arrival arrival)
    {
        if (room.Settings.ConfigureWithin == TimeSpan.Zero)
            return decision;

        foreach (var happened in decision.Events)
        {
            if (happened is RoomEvent.Created { Locked: true } created)
                return decision.Asking(Await(room, created.At, arrival));
            if (room.Locked && happened is RoomEvent.Unlocked or RoomEvent.Destroyed)
                return decision.Asking(new RoomRequest.CancelTimer(Timer));
        }

        return decision;
    }

    /// <summary>What a room that was loaded asks for: what is left of the time.</summary>
    public static IEnumerable<RoomRequest> OnRecovery(RoomState room, Arrival arrival) =>
        room is { Exists: true, Locked: true } && room.Settings.ConfigureWithin > TimeSpan.Zero ? [Await(room, room.CreatedAt, arrival)] : [];

    /// <summary>The time is over: the owner is assumed to have cancelled the configuration. XEP-0045 #createroom-general.</summary>
    public static Decision Decide(RoomState room, RoomCommand.TimerElapsed elapsed) =>
        room is { Exists: true, Locked: true } ? DestroyRoom.OnCancel(room, elapsed) : Decision.Nothing;

    private static RoomRequest.SetTimer Await(RoomState room, DateTimeOffset since, Arrival arrival)
    {
        var left = since + room.Settings.ConfigureWithin - arrival.At;
        return new RoomRequest.SetTimer(Timer, left < Shortest ? Shortest : left > room.Settings.ConfigureWithin ? room.Settings.ConfigureWithin : left);
    }
}
