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
    /// <summary>What was written to it and is neither proved to have arrived nor known to be lost; null where that cannot be said.</summary>
    public Underway? Underway { get; init; }

    /// <summary>A session of this room that is sent nothing more from now on.</summary>
    internal static Suspension Of(RoomState room, FullJid session, Known known, TimeSpan heardAt) => new(
        known,
        room.Missed.Number,
        room.ByRealJid(session) is { } occupant && room.TraitsOf(occupant, occupant.SessionOf(session)!).HasFlag(SessionTraits.Annotations),
        heardAt,
        room.ByRealJid(session)?.Nick);

    /// <summary>
    /// What is to be made good to it. Messages that were under way and are proved by now to have arrived it is not told again. Who is there it is: what was
    /// late may have been overtaken, and to be told twice shows nothing.
    /// </summary>
    /// <param name="proved">What is known now to whoever was sent all; null where nothing is proved.</param>
    /// <param name="proven">How far in the output that is.</param>
    internal Gap Gap(Known? proved, Proven? proven)
    {
        var known = Underway is { } underway && proved is not null && proven?.Output == underway.Output && proven.WholeSince <= underway.Since
            ? Known with { LastMessage = Math.Max(Known.LastMessage, Math.Min(proved.LastMessage, underway.LastMessage)) }
            : Known;
        return new Gap(known, Told, HoldsAnnotations, long.MaxValue);
    }

    /// <summary>This where the session missed something, too.</summary>
    internal Suspension Behind(RoomEvent.FellBehind fell) => fell.OrderOnly
        ? this with { Known = Known.OrLess(fell.Known with { LastMessage = Known.LastMessage }) }
        : this with { Known = Known.OrLess(fell.Known), Underway = null };
}

/// <summary>Messages that were written to a session of a domain that was lost.</summary>
/// <param name="Output">The output that they were written to.</param>
/// <param name="Since">The position in it up to which all was proved when the domain was lost.</param>
/// <param name="LastMessage">The number of the last of them.</param>
public sealed record Underway(string Output, long Since, long LastMessage);
