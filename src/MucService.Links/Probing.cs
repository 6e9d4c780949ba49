using System.Diagnostics;

namespace MucService.Links;

/// <summary>When probes are sent, and how long they may take.</summary>
internal static class Probing
{
    /// <summary>
    /// True if the domain is probed without cause: it has sessions, or had some that wait to be told of their removal, and is within the service's
    /// limit. One that is down is probed in any case, or nobody would find out that it is back.
    /// </summary>
    public static bool IsWanted(LinkState link) => (link.Rooms > 0 || link.Record.Notices) && (link.Probed || WasLost(link));

    private static bool WasLost(LinkState link) => link.Phase is LinkPhase.Down or LinkPhase.Returning || (link.Phase == LinkPhase.Unknown && link.WasDown);

    /// <summary>Sends a probe now. One that is under way is given up: its answer will be late.</summary>
    public static LinkDecision Send(LinkState link, Moment now, LinkTimings timings)
    {
        var number = link.Probes + 1;
        var purpose = PurposeIn(link.Phase);
        var due = now.At + (timings.HostDeadline ?? Deadline(link, purpose, timings));
        var probe = new Probe(number, purpose, now.At, due, AwaitsHost: timings.HostDeadline is not null);
        return LinkDecision
            .Only(link with { Probes = number, ProbeSentAt = now.At, Outstanding = probe, NextProbeAt = null })
            .Then(new LinkEffect.SendProbe(number, purpose));
    }

    /// <summary>Sends a probe that an event caused, now or when the last such probe is long enough ago.</summary>
    public static LinkDecision SendForEvent(LinkState link, Moment now, LinkTimings timings)
    {
        if (link.EventProbeAt + timings.EventSpacing is { } allowed && now.At < allowed)
        {
            // One that waits for its time is not put off by the next event: somebody who speaks every second would keep it waiting for ever.
            var at = link.EventProbeAt > now.At ? link.EventProbeAt.Value : allowed;
            return LinkDecision.Only(link with { Outstanding = null, NextProbeAt = at, EventProbeAt = at });
        }

        return Send(link with { EventProbeAt = now.At }, now, timings);
    }

    /// <summary>How long a probe may take, from the host's answer or from its sending.</summary>
    public static TimeSpan Deadline(LinkState link, ProbePurpose purpose, LinkTimings timings) => purpose switch
    {
        // A domain that answered before the service was started anew, or before our stream was lost, is no new one: its silence is confirmed soon.
        ProbePurpose.First when link is { Record.Answered: true, WasDown: false } => timings.ProbeDeadline,
        ProbePurpose.First or ProbePurpose.Recheck => timings.FirstProbeDeadline,
        ProbePurpose.Settle when link.RoundTripsHeld == 0 => timings.FirstProbeDeadline,
        ProbePurpose.Routine => link.RoundTrips.Deadline(timings),
        ProbePurpose.Confirm or ProbePurpose.Settle => 2 * link.RoundTrips.Deadline(timings),
        _ => throw new UnreachableException(),
    };

    /// <summary>How long a loss without a bounce may go unnoticed: a turn, a probe that is missed, and one that confirms it.</summary>
    public static TimeSpan? NoticedWithin(LinkState link, Moment now, LinkTimings timings)
    {
        if (!IsWanted(link) || !link.Record.Answered)
            return null;

        var interval = IsInUse(link, now, timings) ? timings.ProbeInterval : timings.IdleProbeInterval;
        return interval + (3 * link.RoundTrips.Deadline(timings));
    }

    /// <summary>When a link that stays as it is is probed again.</summary>
    public static TimeSpan? NextTurn(LinkState link, Moment now, LinkTimings timings)
    {
        // What is neither up nor down is decided, whatever the number of rooms: rooms wait for it.
        if (link.Phase is LinkPhase.Suspect)
            return now.At + timings.ProbeInterval;
        if (!IsWanted(link))
            return null;

        return link.Phase switch
        {
            LinkPhase.Unknown => now.At + timings.ProbeInterval,
            LinkPhase.Up => AfterLast(link, now, IsInUse(link, now, timings) ? timings.ProbeInterval : timings.IdleProbeInterval),
            LinkPhase.Down => AfterLast(link, now, WithJitter(link.BackOff, now, timings)),
            LinkPhase.Returning => now.At + timings.Settle,
            _ => throw new UnreachableException(),
        };
    }

    private static bool IsInUse(LinkState link, Moment now, LinkTimings timings) =>
        link.InUseAt is { } used && now.At - used < timings.IdleAfter;

    // Turns are counted from sending to sending: a slow answer does not make probes rarer, and the promise holds.
    private static TimeSpan AfterLast(LinkState link, Moment now, TimeSpan interval)
    {
        var next = link.ProbeSentAt + interval;
        return next > now.At ? next : now.At;
    }

    // A fifth of the wait is chance, and the longest wait includes it.
    private static TimeSpan WithJitter(TimeSpan backOff, Moment now, LinkTimings timings)
    {
        var least = 0.8 * timings.LongestBackOff;
        return (backOff < least ? backOff : least) * (1 + (0.25 * now.Jitter));
    }

    private static ProbePurpose PurposeIn(LinkPhase phase) => phase switch
    {
        LinkPhase.Unknown => ProbePurpose.First,
        LinkPhase.Up => ProbePurpose.Routine,
        LinkPhase.Suspect => ProbePurpose.Confirm,
        LinkPhase.Down => ProbePurpose.Recheck,
        LinkPhase.Returning => ProbePurpose.Settle,
        _ => throw new UnreachableException(),
    };
}
