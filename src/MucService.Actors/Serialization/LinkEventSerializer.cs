using System.Collections.Immutable;
using Akka.Actor;
using MucService.Actors.Links;
using MucService.Links;
using MucService.Xmpp;

namespace MucService.Actors.Serialization;

/// <summary>What the journal of a link holds. See <c>link_events.proto</c>.</summary>
/// <param name="system">The system it serves.</param>
public sealed class LinkEventSerializer(ExtendedActorSystem system) : ProtocolSerializer(system, identifier: 310_004, Rows)
{
    internal static ImmutableArray<Type> Bound => [.. Rows.Select(row => row.Type)];

    private static ImmutableArray<Row> Rows { get; } =
    [
        Row.Of<LinkRecorded, Proto.LinkRecorded>("recorded", Write, Read),
        Row.Of<NoticesRecorded, Proto.NoticesRecorded>("notices", Write, Read),
        Row.Of<NoticeRegisterRecorded, Proto.NoticeRegisterRecorded>(
            "notice-register",
            happened =>
            {
                var kept = new Proto.NoticeRegisterRecorded();
                kept.Remotes.AddRange(happened.Remotes.Select(remote => remote.Value));
                return kept;
            },
            kept => new NoticeRegisterRecorded([.. kept.Remotes.Select(Domain.Parse)])),
    ];

    private static Proto.LinkRecorded Write(LinkRecorded happened)
    {
        var record = happened.Record;
        var kept = new Proto.LinkRecorded
        {
            Down = record.Down,
            Epoch = record.Epoch,
            Answered = record.Answered,
            Penalty = record.Penalty,
            Notices = record.Notices,
            PenaltyAt = CommonValues.Ticks(record.PenaltyAt),
        };
        if (record.Hold is { } hold)
            kept.Hold = (Proto.LinkHold)hold;
        if (record.DampedSince is { } since)
            kept.DampedSince = CommonValues.Ticks(since);
        return kept;
    }

    private static LinkRecorded Read(Proto.LinkRecorded kept) => new(new LinkRecord(
        kept.Down,
        kept.Epoch,
        kept.HasHold ? (LinkHold)kept.Hold : null,
        kept.Answered,
        kept.Penalty,
        CommonValues.Moment(kept.PenaltyAt),
        kept.HasDampedSince ? CommonValues.Moment(kept.DampedSince) : null,
        kept.Notices));

    private static Proto.NoticesRecorded Write(NoticesRecorded happened)
    {
        var kept = new Proto.NoticesRecorded { Whole = happened.Whole };
        kept.Kept.AddRange(happened.Kept.Select(CommonValues.Write));
        kept.Settled.AddRange(happened.Settled.Select(key => new Proto.NoticeKey { Room = key.Room.ToString(), Session = key.Session.ToString() }));
        return kept;
    }

    private static NoticesRecorded Read(Proto.NoticesRecorded kept) => new(
        kept.Whole,
        [.. kept.Kept.Select(CommonValues.Read)],
        [.. kept.Settled.Select(key => new NoticeKey(BareJid.Parse(key.Room), FullJid.Parse(key.Session)))]);
}
