using System.Collections.Immutable;
using MucService.Xmpp;

namespace MucService.Rooms.Reachability;

/// <summary>
/// What somebody knows of a room who was told everything up to some moment: where in the room's life that was. All of it is a number, or a
/// reference to what the room held then anyway.
/// </summary>
/// <param name="Change">The last change of <see cref="Missed"/>.</param>
/// <param name="NextOrder">The order that the next session got: who has it, or a later one, was not there yet.</param>
/// <param name="LastMessage">The number of the last message.</param>
/// <param name="Subject">The subject.</param>
/// <param name="Config">The configuration.</param>
/// <param name="Links">How links stood: with them, who was annotated.</param>
/// <param name="Pauses">Which sessions were paused.</param>
/// <param name="Retold">The number of the last of <see cref="Retellings"/>.</param>
public sealed record Known(
    long Change,
    long NextOrder,
    long LastMessage,
    Subject? Subject,
    RoomConfig Config,
    ImmutableDictionary<Domain, DomainLink> Links,
    ImmutableDictionary<FullJid, Pause> Pauses,
    long Retold)
{
    /// <summary>Nothing: less than who was told the first word of the room.</summary>
    public static Known Nothing { get; } = new(-1, 0, 0, null, RoomConfig.Default, ImmutableDictionary<Domain, DomainLink>.Empty, ImmutableDictionary<FullJid, Pause>.Empty, -1);

    /// <summary>All there is to know of a room in this state.</summary>
    public static Known Of(RoomState room) =>
        new(room.Missed.Number, room.NextOrder, room.History.LastNumber, room.Subject, room.Config, room.Links, room.Pauses, room.Retellings.Number);

    /// <summary>True if there is nothing else to know of the room.</summary>
    internal bool IsAllOf(RoomState room) => this with { Retold = room.Retellings.Number } == Of(room);

    /// <summary>The lesser of two.</summary>
    internal Known OrLess(Known other) =>
        other.Change < Change || other.LastMessage < LastMessage || other.NextOrder < NextOrder || other.Retold < Retold ? other : this;
}
