using System.Collections.Immutable;
using MucService.Actors.Links;
using MucService.Rooms;
using MucService.Xmpp;

namespace MucService.Actors.Rooms;

/// <summary>A message for a room, routed by the shard region to the one actor that is the room.</summary>
public interface IRoomMessage
{
    /// <summary>Which room.</summary>
    BareJid Room { get; }
}

/// <summary>What rooms are sent, besides what concerns links.</summary>
public static class RoomMessages
{
    /// <summary>A stanza that the host delivered for a room or one of its occupants.</summary>
    public sealed record Deliver(BareJid Room, Stanza Stanza, Arrival Arrival) : IRoomMessage
    {
        /// <summary>
        /// Among several nodes: by this number its sender keeps it until <see cref="Nodes.StreamMessages.Handled"/>, and a repeat is known.
        /// 0 where it is not kept.
        /// </summary>
        public long Number { get; init; }

        /// <summary>The number kept for this room before it, or 0 if all before it are handled.</summary>
        public long After { get; init; }
    }

    /// <summary>Several stanzas that were read at once, in order. The room's mailbox takes them apart: the room handles each as if it had come alone.</summary>
    public sealed record DeliverMany(BareJid Room, ImmutableArray<Deliver> Delivered) : IRoomMessage;

    /// <summary>Come back after a restart: load the sessions, ask for the links. Answered by <see cref="Awake"/>.</summary>
    public sealed record Wake(BareJid Room) : IRoomMessage;

    /// <summary>The room is there.</summary>
    public sealed record Awake(BareJid Room);

    /// <summary>Describe yourself; answered by <see cref="Description"/>.</summary>
    public sealed record Describe(BareJid Room) : IRoomMessage;

    /// <summary>Remove an occupant for the operator; answered by <see cref="Done"/> or <see cref="Refused"/>.</summary>
    public sealed record Kick(BareJid Room, Nick Nick, string? Reason) : IRoomMessage;

    /// <summary>Destroy the room for the operator; answered by <see cref="Done"/> or <see cref="Refused"/>.</summary>
    public sealed record Destroy(BareJid Room, BareJid? Alternative, string? Reason) : IRoomMessage;

    /// <summary>Tell a session that it was removed while it could not be reached, unless it is in the room again; settled by <see cref="LinkMessages.ForgetNotice"/>.</summary>
    public sealed record DeliverNotice(BareJid Room, FullJid Session, Stanza Notice) : IRoomMessage;

    /// <summary>Forget for the operator that the room was destroyed; answered by <see cref="Done"/> or <see cref="Refused"/>.</summary>
    public sealed record ForgetTombstone(BareJid Room) : IRoomMessage;

    /// <summary>The service is retired for good: everybody goes. Not answered.</summary>
    public sealed record Retire(BareJid Room, string? Reason) : IRoomMessage;

    /// <summary>It is done, and durable.</summary>
    public sealed record Done;

    /// <summary>It was refused, and nothing changed.</summary>
    /// <param name="Condition">Why: <see cref="ErrorCondition.ItemNotFound"/> where there is no such room or occupant.</param>
    /// <param name="Text">Why, for a person.</param>
    public sealed record Refused(ErrorCondition Condition, string Text);

    /// <summary>A room as the operator sees it.</summary>
    public sealed record Description(
        BareJid Room,
        bool Exists,
        bool Locked,
        RoomConfig Config,
        DateTimeOffset CreatedAt,
        Subject? Subject,
        ImmutableDictionary<BareJid, AffiliationEntry> Affiliations,
        ImmutableArray<OccupantDescription> Occupants);

    /// <summary>An occupant as the operator sees him.</summary>
    public sealed record OccupantDescription(Nick Nick, BareJid RealJid, Affiliation Affiliation, Role Role, ImmutableArray<SessionDescription> Sessions);

    /// <summary>A session as the operator sees it.</summary>
    public sealed record SessionDescription(FullJid RealJid, DateTimeOffset EnteredAt, LinkStanding Link, bool AnnouncesAnnotations);
}
