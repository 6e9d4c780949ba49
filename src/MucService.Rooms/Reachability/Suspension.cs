using System.Collections.Immutable;
using MucService.Xmpp;

namespace MucService.Rooms.Reachability;

/// <summary>
/// What a suspended session last knew of the room: where in the room's life it was when it was sent something last.
/// All of it is a reference to what the room holds anyway.
/// </summary>
/// <param name="Seen">The last change of <see cref="Missed"/> that it was told.</param>
/// <param name="LastMessage">The number of the last message it was sent.</param>
/// <param name="Subject">The subject as it knows it.</param>
/// <param name="Config">The configuration as it knows it.</param>
/// <param name="Links">How links stood then: with them, which occupants it knows as annotated.</param>
/// <param name="Pauses">Which sessions were paused then.</param>
/// <param name="HoldsAnnotations">It was sent the annotations in force then.</param>
/// <param name="HeardAt">When it was last heard, on the grace clock of its domain.</param>
/// <param name="Nick">The nick under which it knows itself; null where it is in the room no more.</param>
public sealed record Suspension(
    long Seen,
    long LastMessage,
    Subject? Subject,
    RoomConfig Config,
    ImmutableDictionary<Domain, DomainLink> Links,
    ImmutableDictionary<FullJid, Pause> Pauses,
    bool HoldsAnnotations,
    TimeSpan HeardAt,
    Nick? Nick)
{
    /// <summary>A session of this room that is sent nothing more from now on.</summary>
    internal static Suspension Of(RoomState room, FullJid session, TimeSpan heardAt) => new(
        room.Missed.Number,
        room.History.LastNumber,
        room.Subject,
        room.Config,
        room.Links,
        room.Pauses,
        room.ByRealJid(session) is { } occupant && room.TraitsOf(occupant, occupant.SessionOf(session)!).HasFlag(SessionTraits.Annotations),
        heardAt,
        room.ByRealJid(session)?.Nick);
}
