namespace MucService.Rooms.Service;

/// <summary>A temporary room ends with its last occupant, however he left. XEP-0045 #exit, #terms-rooms.</summary>
internal static class ForgetWhenEmpty
{
    /// <summary>The decision, and that the room be forgotten if it leaves nobody in a temporary one.</summary>
    public static Decision After(RoomState room, Decision decision)
    {
        var exits = 0;
        foreach (var happened in decision.Events)
        {
            if (happened is RoomEvent.Entered or RoomEvent.Destroyed)
                return decision;
            if (happened is RoomEvent.Exited)
                exits++;
        }

        return exits > 0 && exits == room.Sessions.Count && !room.Config.Persistent
            ? decision.Asking(new RoomRequest.Forget())
            : decision;
    }

    /// <summary>The state, as if the room had never been, if it is temporary and nobody is left in it.</summary>
    public static RoomState Evolve(RoomState room)
    {
        if (room.Config.Persistent || !room.Sessions.IsEmpty)
            return room;

        return AsNew(room) with { Links = room.Links };
    }

    /// <summary>
    /// The state of a room that is not there, of which one may be made again at once: numbers go on, and what was said of the old one may come
    /// late to who enters the new one.
    /// </summary>
    public static RoomState AsNew(RoomState room) => new()
    {
        Address = room.Address,
        Settings = room.Settings,
        NextOrder = room.NextOrder,
        History = History.Empty with { LastNumber = room.History.LastNumber },
        Missed = room.Missed,
        Retellings = room.Retellings,
    };
}
