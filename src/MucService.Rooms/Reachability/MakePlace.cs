using MucService.Xmpp;

namespace MucService.Rooms.Reachability;

/// <summary>In a full room, who has been unreachable for longest makes place for one who is there, unless he is on the room's lists.</summary>
internal static class MakePlace
{
    /// <summary>Who makes place, or null if nobody does.</summary>
    /// <param name="room">The state.</param>
    /// <param name="at">When somebody wants to enter.</param>
    public static Occupant? Who(RoomState room, DateTimeOffset at) => room.Suspensions.IsEmpty
        ? null
        : room.InOrder()
            .Where(occupant => room.IsUnreachable(occupant.RealJid.Domain) && room.AffiliationOf(occupant.RealJid) == Affiliation.None)
            .MaxBy(occupant => UnheardFor(room, occupant, at));

    /// <summary>He is removed as at the end of the grace time.</summary>
    public static Decision Decide(RoomState room, Occupant who, Arrival arrival) => EjectUnreachable.Remove(room, who.RealJids, arrival);

    private static TimeSpan UnheardFor(RoomState room, Occupant occupant, DateTimeOffset at) =>
        Suspensions.GraceClock(room.Links[occupant.RealJid.Domain], at)
        - occupant.Sessions.Max(session => room.Suspensions.TryGetValue(session.RealJid, out var suspension) ? suspension.HeardAt : TimeSpan.Zero);
}
