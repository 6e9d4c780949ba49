using System.Collections.Immutable;
using Akka.Actor;
using MucService.Actors.Links;
using MucService.Rooms;
using MucService.Xmpp;

namespace MucService.Actors.Serialization;

/// <summary>What is said about links and clients' capabilities. See <c>link_messages.proto</c>.</summary>
/// <param name="system">The system it serves.</param>
public sealed class LinkMessageSerializer(ExtendedActorSystem system) : ProtocolSerializer(system, identifier: 310_003, Rows)
{
    // The interface too: a message that has no form here is refused rather than sent in another.
    internal static ImmutableArray<Type> Bound => [typeof(ILinkMessage), .. Rows.Select(row => row.Type)];

    private static ImmutableArray<Row> Rows { get; } =
    [
        OfRoom<LinkMessages.Interested>("interested", said => (said.Room, said.Remote), (room, remote) => new LinkMessages.Interested(room, remote)),
        OfRoom<LinkMessages.NotInterested>("not-interested", said => (said.Room, said.Remote), (room, remote) => new LinkMessages.NotInterested(room, remote)),
        Row.Of<LinkMessages.InUse, Proto.RoomInUse>(
            "in-use",
            said => new Proto.RoomInUse { Room = said.Room.ToString() },
            kept => new LinkMessages.InUse(BareJid.Parse(kept.Room))),
        Row.Of<LinkMessages.Bounced, Proto.StanzaBounced>("bounced", Write, Read),
        OfLink("sign-of-life", (service, remote) => new LinkMessages.SignOfLife(service, remote)),
        OfLink<LinkMessages.WhoIsInterested>("who-is-interested", said => (said.Service, said.Remote), (service, remote) => new LinkMessages.WhoIsInterested(service, remote)),
        OfLink("describe", (service, remote) => new LinkMessages.Describe(service, remote)),
        OfLink("release", (service, remote) => new LinkMessages.Release(service, remote)),
        OfLink("probe-now", (service, remote) => new LinkMessages.ProbeNow(service, remote)),
        OfLink("probe-last", (service, remote) => new LinkMessages.ProbeLast(service, remote)),
        Row.Of<LinkMessages.LastProbed, Proto.LastProbed>("last-probed", _ => new Proto.LastProbed(), _ => LinkMessages.LastProbed.Instance),
        OfLink("drop-connection", (service, remote) => new LinkMessages.DropConnection(service, remote)),
        Row.Of<LinkMessages.ConnectionChanged, Proto.ConnectionChanged>(
            "connection-changed",
            said => new Proto.ConnectionChanged { Service = said.Service.Value, Remote = said.Remote.Value, Opened = said.Opened },
            kept => new LinkMessages.ConnectionChanged(Domain.Parse(kept.Service), Domain.Parse(kept.Remote), kept.Opened)),
        Row.Of<LinkMessages.ConnectionDropped, Proto.ConnectionDropped>(
            "connection-dropped",
            said => new Proto.ConnectionDropped { Done = said.Done, Text = said.Text },
            kept => new LinkMessages.ConnectionDropped(kept.Done, kept.Text)),
        Row.Of<LinkMessages.Told, Proto.LinkTold>(
            "told",
            said => new Proto.LinkTold { Remote = said.Remote.Value, Standing = (Proto.LinkStanding)said.Standing, Epoch = said.Epoch },
            kept => new LinkMessages.Told(Domain.Parse(kept.Remote), (LinkStanding)kept.Standing, kept.Epoch)),
        Row.Of<LinkMessages.ProbeSession, Proto.ProbeSession>(
            "probe-session",
            said => new Proto.ProbeSession { Service = said.Service.Value, Session = said.Session.ToString(), Features = (int)said.Features },
            kept => new LinkMessages.ProbeSession(Domain.Parse(kept.Service), FullJid.Parse(kept.Session), (ClientFeatures)kept.Features)),
        Row.Of<LinkMessages.CheckSession, Proto.ProbeSession>(
            "check-session",
            said => new Proto.ProbeSession { Service = said.Service.Value, Session = said.Session.ToString(), Features = (int)said.Features },
            kept => new LinkMessages.CheckSession(Domain.Parse(kept.Service), FullJid.Parse(kept.Session), (ClientFeatures)kept.Features)),
        Row.Of<LinkMessages.Confirmed, Proto.LinkConfirmed>(
            "confirmed",
            said => new Proto.LinkConfirmed { Remote = said.Remote.Value },
            kept => new LinkMessages.Confirmed(Domain.Parse(kept.Remote))),
        Row.Of<LinkMessages.InDoubt, Proto.OutputInDoubt>("in-doubt", LinkProofMessages.Write, LinkProofMessages.Read),
        Row.Of<LinkMessages.Proved, Proto.OutputProved>("proved", LinkProofMessages.Write, LinkProofMessages.Read),
        Row.Of<LinkMessages.SessionGone, Proto.SessionGone>("session-gone", Write, Read),
        Row.Of<LinkMessages.KeepNotice, Proto.KeepNotice>(
            "keep-notice",
            said => new Proto.KeepNotice
            {
                Notice = CommonValues.Write(said.Notice), IsSent = said.IsSent, IsRepeated = said.IsRepeated, WantsAnswer = said.WantsAnswer,
            },
            kept => new LinkMessages.KeepNotice(CommonValues.Read(kept.Notice))
            {
                IsSent = kept.IsSent, IsRepeated = kept.IsRepeated, WantsAnswer = kept.WantsAnswer,
            }),
        Row.Of<LinkMessages.NoticeKept, Proto.ForgetNotice>(
            "notice-kept",
            said => new Proto.ForgetNotice { Room = said.Room.ToString(), Session = said.Session.ToString() },
            kept => new LinkMessages.NoticeKept(BareJid.Parse(kept.Room), FullJid.Parse(kept.Session))),
        Row.Of<LinkMessages.ForgetNotice, Proto.ForgetNotice>(
            "forget-notice",
            said => new Proto.ForgetNotice { Room = said.Room.ToString(), Session = said.Session.ToString() },
            kept => new LinkMessages.ForgetNotice(BareJid.Parse(kept.Room), FullJid.Parse(kept.Session))),
        Row.Of<LinkMessages.KeepsNotices, Proto.KeepsNotices>(
            "keeps-notices",
            said => new Proto.KeepsNotices { Service = said.Service.Value, Remote = said.Remote.Value, Any = said.Any },
            kept => new LinkMessages.KeepsNotices(Domain.Parse(kept.Service), Domain.Parse(kept.Remote), kept.Any)),
        Row.Of<LinkMessages.WakeLinks, Proto.WakeLinks>(
            "wake-links",
            said => new Proto.WakeLinks { Service = said.Service.Value },
            kept => new LinkMessages.WakeLinks(Domain.Parse(kept.Service))),
        OfLink("wake-link", (service, remote) => new LinkMessages.WakeLink(service, remote)),
        Row.Of<LinkMessages.Report, Proto.LinkReport>("report", Write, Read),
        Row.Of<LinkMessages.Transition, Proto.LinkTransition>("transition", Write, Read),
        Row.Of<LinkMessages.SessionLost, Proto.SessionLost>("session-lost", Write, Read),
        Row.Of<LinkMessages.DescribeAll, Proto.DescribeAllLinks>(
            "describe-all", _ => new Proto.DescribeAllLinks(), _ => new LinkMessages.DescribeAll()),
        Row.Of<LinkMessages.WhichLinks, Proto.WhichLinks>("which-links", _ => new Proto.WhichLinks(), _ => new LinkMessages.WhichLinks()),
        Row.Of<LinkMessages.Known, Proto.KnownLinks>("known-links", Write, Read),
        Row.Of<LinkMessages.Hold, Proto.HoldLink>(
            "hold",
            said => new Proto.HoldLink { Service = said.Service.Value, Remote = said.Remote.Value, Up = said.Up },
            kept => new LinkMessages.Hold(Domain.Parse(kept.Service), Domain.Parse(kept.Remote), kept.Up)),
        Row.Of<LinkMessages.Descriptions, Proto.LinkDescriptions>("descriptions", Write, Read),
        Row.Of<LinkMessages.Description, Proto.LinkDescription>("description", Write, Read),
        Row.Of<LinkMessages.DescribeRooms, Proto.DescribeRooms>(
            "describe-rooms",
            said => new Proto.DescribeRooms { Service = said.Service.Value, Remote = said.Remote.Value, Foresee = said.Foresee },
            kept => new LinkMessages.DescribeRooms(Domain.Parse(kept.Service), Domain.Parse(kept.Remote), kept.Foresee)),
        Row.Of<LinkMessages.DescribeOwnRooms, Proto.DescribeRooms>(
            "describe-own-rooms",
            said => new Proto.DescribeRooms { Service = said.Service.Value, Remote = said.Remote.Value, Foresee = said.Foresee },
            kept => new LinkMessages.DescribeOwnRooms(Domain.Parse(kept.Service), Domain.Parse(kept.Remote), kept.Foresee)),
        Row.Of<LinkMessages.RoomsBehind, Proto.RoomsBehind>("rooms-behind", LinkSurveyMessages.Write, LinkSurveyMessages.Read),
        Row.Of<CapabilityMessages.Query, Proto.QueryCapabilities>("query-capabilities", Write, Read),
        Row.Of<CapabilityMessages.Learned, Proto.CapabilitiesLearned>(
            "capabilities-learned",
            said => new Proto.CapabilitiesLearned { Session = said.Session.ToString(), Features = (int)said.Features },
            kept => new CapabilityMessages.Learned(FullJid.Parse(kept.Session), (ClientFeatures)kept.Features)),
    ];

    private static Row OfLink<TSaid>(string manifest, Func<Domain, Domain, TSaid> read)
        where TSaid : class, ILinkMessage => OfLink(manifest, said => (said.Service, said.Remote), read);

    private static Row OfLink<TSaid>(string manifest, Func<TSaid, (Domain Service, Domain Remote)> write, Func<Domain, Domain, TSaid> read)
        where TSaid : class => Row.Of<TSaid, Proto.Link>(
            manifest,
            said => new Proto.Link { Service = write(said).Service.Value, Remote = write(said).Remote.Value },
            kept => read(Domain.Parse(kept.Service), Domain.Parse(kept.Remote)));

    private static Row OfRoom<TSaid>(string manifest, Func<TSaid, (BareJid Room, Domain Remote)> write, Func<BareJid, Domain, TSaid> read)
        where TSaid : class => Row.Of<TSaid, Proto.RoomAndDomain>(
            manifest,
            said => new Proto.RoomAndDomain { Room = write(said).Room.ToString(), Remote = write(said).Remote.Value },
            kept => read(BareJid.Parse(kept.Room), Domain.Parse(kept.Remote)));

    private static Proto.KnownLinks Write(LinkMessages.Known said)
    {
        var kept = new Proto.KnownLinks();
        kept.Links.AddRange(said.Links.Select(link => new Proto.Link { Service = link.Service.Value, Remote = link.Remote.Value }));
        return kept;
    }

    private static LinkMessages.Known Read(Proto.KnownLinks kept) =>
        new([.. kept.Links.Select(link => new LinkMessages.Pair(Domain.Parse(link.Service), Domain.Parse(link.Remote)))]);

    private static Proto.StanzaBounced Write(LinkMessages.Bounced said)
    {
        var kept = new Proto.StanzaBounced { Service = said.Service.Value, Remote = said.Remote.Value, Features = (int)said.Features };
        if (said.Session is not null)
            kept.Session = said.Session.ToString();
        return kept;
    }

    private static LinkMessages.Bounced Read(Proto.StanzaBounced kept) => new(
        Domain.Parse(kept.Service),
        Domain.Parse(kept.Remote),
        kept.HasSession ? FullJid.Parse(kept.Session) : null,
        (ClientFeatures)kept.Features);

    private static Proto.LinkReport Write(LinkMessages.Report said) => new()
    {
        Service = said.Service.Value,
        Remote = said.Remote.Value,
        Rooms = said.Rooms,
        InUse = said.InUse,
        Probed = said.Probed,
        Epoch = said.Epoch,
    };

    private static LinkMessages.Report Read(Proto.LinkReport kept) => new(
        Domain.Parse(kept.Service), Domain.Parse(kept.Remote), kept.Rooms, kept.InUse, kept.Probed, kept.Epoch);

    private static Proto.LinkTransition Write(LinkMessages.Transition said) => new()
    {
        Service = said.Service.Value,
        Remote = said.Remote.Value,
        Standing = (Proto.LinkStanding)said.Standing,
        Epoch = said.Epoch,
    };

    private static LinkMessages.Transition Read(Proto.LinkTransition kept) => new(
        Domain.Parse(kept.Service), Domain.Parse(kept.Remote), (LinkStanding)kept.Standing, kept.Epoch);

    private static Proto.SessionGone Write(LinkMessages.SessionGone said)
    {
        var kept = new Proto.SessionGone { Session = said.Session.ToString() };
        if (said.At is { } at)
            kept.At = at;
        return kept;
    }

    private static LinkMessages.SessionGone Read(Proto.SessionGone kept) =>
        new(FullJid.Parse(kept.Session)) { At = kept.HasAt ? kept.At : null };

    private static Proto.SessionLost Write(LinkMessages.SessionLost said)
    {
        var kept = new Proto.SessionLost { Service = said.Service.Value, Session = said.Session.ToString() };
        if (said.Ago is { } ago)
            kept.Ago = ago.Ticks;
        return kept;
    }

    private static LinkMessages.SessionLost Read(Proto.SessionLost kept) =>
        new(Domain.Parse(kept.Service), FullJid.Parse(kept.Session)) { Ago = kept.HasAgo ? TimeSpan.FromTicks(kept.Ago) : null };

    private static Proto.LinkDescriptions Write(LinkMessages.Descriptions said)
    {
        var kept = new Proto.LinkDescriptions();
        kept.Links.AddRange(said.Links.Select(Write));
        return kept;
    }

    private static LinkMessages.Descriptions Read(Proto.LinkDescriptions kept) => new([.. kept.Links.Select(Read)]);

    private static Proto.LinkDescription Write(LinkMessages.Description said)
    {
        var kept = new Proto.LinkDescription
        {
            Service = said.Service.Value,
            Remote = said.Remote.Value,
            State = said.State,
            Told = (Proto.LinkStanding)said.Told,
            Epoch = said.Epoch,
            Since = CommonValues.Ticks(said.Since),
            Mute = said.Mute,
            RefusedByPolicy = said.RefusedByPolicy,
            Rooms = said.Rooms,
            Penalty = said.Penalty,
            Notices = said.Notices,
        };
        if (said.DampedUntil is { } until)
            kept.DampedUntil = CommonValues.Ticks(until);
        if (said.GraceEnds is { } ends)
            kept.GraceEnds = CommonValues.Ticks(ends);
        if (said.Hold is not null)
            kept.Hold = said.Hold;
        if (said.LastRoundTrip is { } roundTrip)
            kept.LastRoundTrip = roundTrip.Ticks;
        if (said.NoticedWithin is { } within)
            kept.NoticedWithin = within.Ticks;
        kept.Evidence.AddRange(said.Evidence.Select(one => new Proto.EvidenceEntry { At = CommonValues.Ticks(one.At), What = one.What }));
        return kept;
    }

    private static LinkMessages.Description Read(Proto.LinkDescription kept) => new(
        Domain.Parse(kept.Service),
        Domain.Parse(kept.Remote),
        kept.State,
        (LinkStanding)kept.Told,
        kept.Epoch,
        kept.HasHold ? kept.Hold : null,
        CommonValues.Moment(kept.Since),
        kept.Mute,
        kept.RefusedByPolicy,
        kept.HasLastRoundTrip ? TimeSpan.FromTicks(kept.LastRoundTrip) : null,
        kept.Rooms,
        [.. kept.Evidence.Select(one => new LinkMessages.EvidenceEntry(CommonValues.Moment(one.At), one.What))],
        kept.Penalty,
        kept.HasDampedUntil ? CommonValues.Moment(kept.DampedUntil) : null,
        kept.HasGraceEnds ? CommonValues.Moment(kept.GraceEnds) : null,
        kept.Notices)
    {
        NoticedWithin = kept.HasNoticedWithin ? TimeSpan.FromTicks(kept.NoticedWithin) : null,
    };

    private static Proto.QueryCapabilities Write(CapabilityMessages.Query said)
    {
        var written = new Proto.QueryCapabilities
        {
            Service = said.Service.Value,
            Session = said.Session.ToString(),
            Node = said.Capabilities.Node,
            Ver = said.Capabilities.Ver,
            Hash = said.Capabilities.Hash,
        };
        if (said.Instead is { } instead)
            (written.InsteadNode, written.InsteadVer, written.InsteadHash) = (instead.Node, instead.Ver, instead.Hash);
        return written;
    }

    private static CapabilityMessages.Query Read(Proto.QueryCapabilities kept) => new(
        Domain.Parse(kept.Service),
        FullJid.Parse(kept.Session),
        new Capabilities(kept.Node, kept.Ver, kept.Hash))
    {
        Instead = kept.HasInsteadVer ? new Capabilities(kept.InsteadNode, kept.InsteadVer, kept.InsteadHash) : null,
    };
}
