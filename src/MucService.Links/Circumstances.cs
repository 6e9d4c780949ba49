namespace MucService.Links;

/// <summary>What is no evidence of the domain: our own stream, our rooms, the operator.</summary>
internal static class Circumstances
{
    /// <summary>Applies such evidence; null if it is of the other kind.</summary>
    public static LinkDecision? Apply(LinkState link, Evidence evidence, LinkTimings timings) => evidence switch
    {
        Evidence.Started => LinkDecision.Only(link with { Phase = LinkPhase.Unknown, Since = evidence.Now.Clock }),
        Evidence.Remembered remembered => LinkDecision.Only(Remember(link, remembered.Record, evidence.Now)),
        Evidence.StreamOpened => Open(link, evidence.Now, timings),
        Evidence.StreamLost lost => Lose(link, lost.Reason, evidence.Now, timings),
        Evidence.TimeCame when HostIsSilent(link, evidence.Now, timings) =>
            Lose(link, "our host did not answer a ping", evidence.Now, timings),
        Evidence.HostAnswered answered => LinkDecision.Only(BeginDeadline(link, answered, timings)),
        Evidence.ProbeDeferred deferred => LinkDecision.Only(Defer(link, deferred)),
        Evidence.RoomsCounted counted => LinkDecision.Only(Count(link, counted, timings)),
        Evidence.NoticesKept kept => LinkDecision.Only(Plan(link with { Record = link.Record with { Notices = kept.Any } }, evidence.Now.At, inUse: false, timings)),
        // Refused just then, the domain is found out by this probe, which follows it; a probe under way is not replaced, or removals would keep it from being judged.
        Evidence.NoticeSent when link is { Phase: LinkPhase.Up, Outstanding: null } => Probing.SendForEvent(link, evidence.Now, timings),
        Evidence.NoticeSent => LinkDecision.Only(link),
        Evidence.Held held => LinkDecision.Only(Hold(link, held.Hold, evidence.Now, timings)),
        Evidence.Released => LinkDecision.Only(Hold(link, null, evidence.Now, timings)),
        Evidence.ProbeOrdered => Probing.Send(link, evidence.Now, timings),
        Evidence.StanzaBounced or Evidence.SignOfLife or Evidence.ConnectionOpened when link is { Rooms: 0, Record.Notices: false } => LinkDecision.Only(link),
        // Nobody sends there, and connections that nobody uses come and go.
        Evidence.ConnectionLost when !Probing.IsWanted(link) => LinkDecision.Only(link),
        Evidence.ConnectionDropped => LinkDecision.Only(link.Noting("the host dropped its connection to the domain", evidence.Now, timings)),
        _ => null,
    };

    /// <summary>What was found out since is newer. Who had answered before is not mute, and whoever was down is not known to be up because it is silent.</summary>
    private static LinkState Remember(LinkState link, LinkRecord earlier, Moment now)
    {
        var known = link with
        {
            Record = earlier with
            {
                Epoch = Math.Max(earlier.Epoch, link.Record.Epoch),
                Hold = link.Record.Hold ?? earlier.Hold,
                Answered = earlier.Answered || link.Record.Answered,
                Notices = earlier.Notices || link.Record.Notices,
            },
        };
        return known switch
        {
            { Phase: LinkPhase.Unknown } => known with { WasDown = known.WasDown || earlier.Down },
            { Phase: LinkPhase.Up, Mute: true } when earlier.Answered => known with
            {
                Phase = LinkPhase.Unknown, Since = now.Clock, Mute = false, WasDown = earlier.Down, NextProbeAt = now.At,
            },
            _ => known,
        };
    }

    private static LinkDecision Open(LinkState link, Moment now, LinkTimings timings)
    {
        if (link.StreamOpen)
            return LinkDecision.Only(link);

        var open = link with { StreamOpen = true };
        return Probing.IsWanted(open)
            ? Probing.Send(open.Noting("own stream opened", now, timings), now, timings)
            : LinkDecision.Only(open);
    }

    private static LinkDecision Lose(LinkState link, string reason, Moment now, LinkTimings timings)
    {
        // Another node may hold the stream, and what it publishes may miss us: asking now and then finds it open again.
        var lost = link with
        {
            Phase = LinkPhase.Unknown,
            Since = link.Phase == LinkPhase.Unknown ? link.Since : now.Clock,
            WasDown = link.Phase is LinkPhase.Down or LinkPhase.Returning || (link.Phase == LinkPhase.Unknown && link.WasDown),
            StreamOpen = false,
            Outstanding = null,
            NextProbeAt = Probing.IsWanted(link) ? now.At + timings.ShortestBackOff : null,
            ReturnFailed = false,
        };
        if (!link.StreamOpen)
            return LinkDecision.Only(lost);

        var noted = LinkDecision.Only(lost.Noting("own stream lost: " + reason, now, timings));
        return link.Phase == LinkPhase.Unknown ? noted : noted.Then(new LinkEffect.Moved(link.Phase, LinkPhase.Unknown, reason));
    }

    private static bool HostIsSilent(LinkState link, Moment now, LinkTimings timings) =>
        link.Outstanding is { AwaitsHost: true } probe && probe.Due <= now.At && now.At - probe.Due <= timings.Lateness;

    private static LinkState BeginDeadline(LinkState link, Evidence.HostAnswered answered, LinkTimings timings)
    {
        if (link.Outstanding is not { AwaitsHost: true } probe || probe.Number != answered.Number)
            return link;

        var due = answered.Now.At + Probing.Deadline(link, probe.Purpose, timings);
        return link with { StreamOpen = true, Outstanding = probe with { Due = due, AwaitsHost = false } };
    }

    private static LinkState Defer(LinkState link, Evidence.ProbeDeferred deferred) =>
        link.Outstanding?.Number == deferred.Number
            ? link with { Outstanding = null, NextProbeAt = deferred.Now.At + TimeSpan.FromSeconds(0.5 + deferred.Now.Jitter) }
            : link;

    private static LinkState Count(LinkState link, Evidence.RoomsCounted counted, LinkTimings timings)
    {
        var now = counted.Now.At;
        var known = link with
        {
            Rooms = counted.Rooms,
            Probed = counted.Probed,
            InUseAt = counted.InUse ? now : link.InUseAt,
        };
        return Plan(known, now, counted.InUse, timings);
    }

    private static LinkState Plan(LinkState known, TimeSpan now, bool inUse, LinkTimings timings)
    {
        if (!Probing.IsWanted(known))
            return known with { NextProbeAt = null };
        if (known.Outstanding is not null)
            return known;
        if (known.NextProbeAt is not { } planned)
            return known with { NextProbeAt = now };

        // A room that wakes up is not kept waiting for the slow turn of idle ones.
        var soon = now + timings.ProbeInterval;
        return known.Phase == LinkPhase.Up && inUse && soon < planned ? known with { NextProbeAt = soon } : known;
    }

    private static LinkState Hold(LinkState link, LinkHold? hold, Moment now, LinkTimings timings) =>
        (link with { Record = link.Record with { Hold = hold } }).Noting(
            hold switch
            {
                LinkHold.Up => "held up by the operator",
                LinkHold.Down => "held down by the operator",
                _ => "released by the operator",
            },
            now,
            timings);
}
