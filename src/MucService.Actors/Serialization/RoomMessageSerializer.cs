using System.Collections.Immutable;
using Akka.Actor;
using MucService.Actors.Rooms;
using MucService.Rooms;
using MucService.Xmpp;

namespace MucService.Actors.Serialization;

/// <summary>What rooms are sent between nodes, and what they answer. See <c>room_messages.proto</c>.</summary>
/// <param name="system">The system it serves.</param>
public sealed class RoomMessageSerializer(ExtendedActorSystem system) : ProtocolSerializer(system, identifier: 310_002, Rows)
{
    // The interface too: a message that has no form here is refused rather than sent in another.
    internal static ImmutableArray<Type> Bound => [typeof(IRoomMessage), .. Rows.Select(row => row.Type)];

    private static ImmutableArray<Row> Rows { get; } =
    [
        Row.Of<RoomMessages.Deliver, Proto.DeliverToRoom>("deliver", Write, Read),
        Row.Of<RoomMessages.DeliverMany, Proto.DeliverManyToRoom>("deliver-many", Write, Read),
        Row.Of<RoomMessages.Wake, Proto.WakeRoom>(
            "wake",
            said => new Proto.WakeRoom { Room = said.Room.ToString() },
            kept => new RoomMessages.Wake(BareJid.Parse(kept.Room))),
        Row.Of<RoomMessages.Awake, Proto.WakeRoom>(
            "awake",
            said => new Proto.WakeRoom { Room = said.Room.ToString() },
            kept => new RoomMessages.Awake(BareJid.Parse(kept.Room))),
        Row.Of<RoomMessages.Describe, Proto.DescribeRoom>(
            "describe",
            said => new Proto.DescribeRoom { Room = said.Room.ToString() },
            kept => new RoomMessages.Describe(BareJid.Parse(kept.Room))),
        Row.Of<RoomMessages.Kick, Proto.KickFromRoom>("kick", Write, Read),
        Row.Of<RoomMessages.Destroy, Proto.DestroyRoom>("destroy", Write, Read),
        Row.Of<RoomMessages.DeliverNotice, Proto.DeliverNotice>(
            "deliver-notice",
            said => new Proto.DeliverNotice { Room = said.Room.ToString(), Session = said.Session.ToString(), Notice = CommonValues.Write(said.Notice) },
            kept => new RoomMessages.DeliverNotice(BareJid.Parse(kept.Room), FullJid.Parse(kept.Session), CommonValues.Read(kept.Notice))),
        Row.Of<RoomMessages.Retire, Proto.RetireRoom>("retire", Write, kept => new RoomMessages.Retire(BareJid.Parse(kept.Room), kept.HasReason ? kept.Reason : null)),
        Row.Of<RoomMessages.ForgetTombstone, Proto.ForgetTombstone>(
            "forget-tombstone",
            said => new Proto.ForgetTombstone { Room = said.Room.ToString() },
            kept => new RoomMessages.ForgetTombstone(BareJid.Parse(kept.Room))),
        Row.Of<RoomMessages.Done, Proto.Done>("done", _ => new Proto.Done(), _ => new RoomMessages.Done()),
        Row.Of<RoomMessages.Refused, Proto.Refused>(
            "refused",
            said => new Proto.Refused { Condition = (Proto.ErrorCondition)said.Condition, Text = said.Text },
            kept => new RoomMessages.Refused((ErrorCondition)kept.Condition, kept.Text)),
        Row.Of<RoomMessages.Description, Proto.RoomDescription>("description", Write, Read),
    ];

    private static Proto.DeliverManyToRoom Write(RoomMessages.DeliverMany said)
    {
        var kept = new Proto.DeliverManyToRoom { Room = said.Room.ToString() };
        foreach (var delivered in said.Delivered)
            kept.Delivered.Add(Write(delivered, delivered.Room.Equals(said.Room) ? "" : delivered.Room.ToString()));
        return kept;
    }

    private static RoomMessages.DeliverMany Read(Proto.DeliverManyToRoom kept)
    {
        var room = BareJid.Parse(kept.Room);
        return new(room, [.. kept.Delivered.Select(delivered => Read(delivered, delivered.Room.Length == 0 ? room : BareJid.Parse(delivered.Room)))]);
    }

    private static Proto.DeliverToRoom Write(RoomMessages.Deliver said) => Write(said, said.Room.ToString());

    private static Proto.DeliverToRoom Write(RoomMessages.Deliver said, string room) => new()
    {
        Room = room,
        Stanza = CommonValues.Write(said.Stanza),
        AcceptedAt = CommonValues.Ticks(said.Arrival.At),
        StanzaId = said.Arrival.StanzaId,
        Number = said.Number,
        After = said.After,
        Waited = said.Arrival.Waited.Ticks,
    };

    private static RoomMessages.Deliver Read(Proto.DeliverToRoom kept) => Read(kept, BareJid.Parse(kept.Room));

    private static RoomMessages.Deliver Read(Proto.DeliverToRoom kept, BareJid room) => new(
        room,
        CommonValues.Read(kept.Stanza),
        new Arrival(CommonValues.Moment(kept.AcceptedAt), kept.StanzaId) { Waited = TimeSpan.FromTicks(kept.Waited) })
    {
        Number = kept.Number,
        After = kept.After,
    };

    private static Proto.RetireRoom Write(RoomMessages.Retire said)
    {
        var kept = new Proto.RetireRoom { Room = said.Room.ToString() };
        if (said.Reason is not null)
            kept.Reason = said.Reason;
        return kept;
    }

    private static Proto.KickFromRoom Write(RoomMessages.Kick said)
    {
        var kept = new Proto.KickFromRoom { Room = said.Room.ToString(), Nick = said.Nick.Value };
        if (said.Reason is not null)
            kept.Reason = said.Reason;
        return kept;
    }

    private static RoomMessages.Kick Read(Proto.KickFromRoom kept) =>
        new(BareJid.Parse(kept.Room), Nick.Parse(kept.Nick), kept.HasReason ? kept.Reason : null);

    private static Proto.DestroyRoom Write(RoomMessages.Destroy said)
    {
        var kept = new Proto.DestroyRoom { Room = said.Room.ToString() };
        if (said.Alternative is not null)
            kept.Alternative = said.Alternative.ToString();
        if (said.Reason is not null)
            kept.Reason = said.Reason;
        return kept;
    }

    private static RoomMessages.Destroy Read(Proto.DestroyRoom kept) => new(
        BareJid.Parse(kept.Room),
        kept.HasAlternative ? BareJid.Parse(kept.Alternative) : null,
        kept.HasReason ? kept.Reason : null);

    private static Proto.RoomDescription Write(RoomMessages.Description said)
    {
        var kept = new Proto.RoomDescription
        {
            Room = said.Room.ToString(),
            Exists = said.Exists,
            Locked = said.Locked,
            Config = CommonValues.Write(said.Config),
            CreatedAt = CommonValues.Ticks(said.CreatedAt),
            Subject = CommonValues.Write(said.Subject),
        };
        kept.Affiliations.AddRange(CommonValues.Write(said.Affiliations));
        kept.Occupants.AddRange(said.Occupants.Select(Write));
        return kept;
    }

    private static RoomMessages.Description Read(Proto.RoomDescription kept) => new(
        BareJid.Parse(kept.Room),
        kept.Exists,
        kept.Locked,
        CommonValues.Read(kept.Config),
        CommonValues.Moment(kept.CreatedAt),
        CommonValues.ReadOptional(kept.Subject),
        CommonValues.Read(kept.Affiliations),
        [.. kept.Occupants.Select(Read)]);

    private static Proto.OccupantDescription Write(RoomMessages.OccupantDescription said)
    {
        var kept = new Proto.OccupantDescription
        {
            Nick = said.Nick.Value,
            RealJid = said.RealJid.ToString(),
            Affiliation = (Proto.Affiliation)said.Affiliation,
            Role = (Proto.Role)said.Role,
        };
        kept.Sessions.AddRange(said.Sessions.Select(Write));
        return kept;
    }

    private static RoomMessages.OccupantDescription Read(Proto.OccupantDescription kept) => new(
        Nick.Parse(kept.Nick),
        BareJid.Parse(kept.RealJid),
        (Affiliation)kept.Affiliation,
        (Role)kept.Role,
        [.. kept.Sessions.Select(Read)]);

    private static Proto.SessionDescription Write(RoomMessages.SessionDescription said) => new()
    {
        RealJid = said.RealJid.ToString(),
        EnteredAt = CommonValues.Ticks(said.EnteredAt),
        Link = (Proto.LinkStanding)said.Link,
        AnnouncesAnnotations = said.AnnouncesAnnotations,
    };

    private static RoomMessages.SessionDescription Read(Proto.SessionDescription kept) => new(
        FullJid.Parse(kept.RealJid),
        CommonValues.Moment(kept.EnteredAt),
        (LinkStanding)kept.Link,
        kept.AnnouncesAnnotations);
}
