using MucService.Xmpp;

namespace MucService.Rooms.Reachability;

/// <summary>What a suspended session knows of the room, and when it was heard.</summary>
/// <param name="Known">What it is proved to know.</param>
/// <param name="Told">The last change of <see cref="Missed"/> that it was told: what lies between is in doubt.</param>
/// <param name="HoldsAnnotations">It was sent the annotations in force then.</param>
/// <param name="HeardAt">When it was last heard, on the grace clock of its domain.</param>
/// <param name="Nick">The nick under which it knows itself; null where it is in the room no more.</param>
public sealed record Suspension(Known Known, long Told, bool HoldsAnnotations, TimeSpan HeardAt, Nick? Nick)
{
    /// <summary>
    /// What is to be made good to it. Also what was written and may have arrived late is told again: a probe that is answered after the outage may have taken another
    /// connection than what was written before it, and says nothing of that.
    /// </summary>
    internal Gap Gap => new(Known, Told, HoldsAnnotations, long.MaxValue);

    /// <summary>A session of this room that is sent nothing more from now on.</summary>
    internal static Suspension Of(RoomState room, FullJid session, Known known, TimeSpan heardAt) => new(
        known,
        room.Missed.Number,
        room.ByRealJid(session) is { } occupant && room.TraitsOf(occupant, occupant.SessionOf(session)!).HasFlag(SessionTraits.Annotations),
        heardAt,
        room.ByRealJid(session)?.Nick);

    /// <summary>This where the session missed something, too.</summary>
    internal Suspension Behind(RoomEvent.FellBehind fell) => fell.OrderOnly
        ? this with { Known = Known.OrLess(fell.Known with { LastMessage = Known.LastMessage }) }
        : this with { Known = Known.OrLess(fell.Known) };
}
