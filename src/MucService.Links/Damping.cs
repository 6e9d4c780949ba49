using System.Diagnostics;

namespace MucService.Links;

/// <summary>
/// Damps what rooms are told of a link that flaps: each outage they were told of costs, time forgives.
/// Detection and delivery are never damped. RFC 2439's shape.
/// </summary>
public static class Damping
{
    /// <summary>Counts the outage that is about to be told, and begins or ends damping.</summary>
    internal static LinkState Apply(LinkState before, LinkState after, Moment now, DampingTimings timings)
    {
        var link = after;
        var outage = link.Phase == LinkPhase.Down && link.Record.Hold is null && link.StreamOpen && IsNews(before);
        var penalty = PenaltyAt(link.Record, now.Clock, timings) + (outage ? timings.PenaltyPerOutage : 0);
        if (outage)
            link = link with { Record = link.Record with { Penalty = penalty, PenaltyAt = now.Clock } };

        // Only an outage begins it: what is left when the longest time is over does not begin it anew.
        if (outage && link.Record.DampedSince is null && penalty > timings.SuppressAbove)
            link = link with { Record = link.Record with { DampedSince = now.Clock } };
        if (link.Record.DampedSince is not { } since)
            return link with { DampedUntil = null };

        var left = TimeLeft(penalty, since, now.Clock, timings);
        return left <= TimeSpan.Zero
            ? link with { DampedUntil = null, Record = link.Record with { DampedSince = null } }
            : link with { DampedUntil = now.At + left };
    }

    /// <summary>True if rooms were not told of this outage yet: one that our own stream's loss interrupts is one.</summary>
    private static bool IsNews(LinkState before) => before.Told switch
    {
        Standing.Reachable or Standing.Damped => true,
        Standing.Unknown => !before.Record.Down,
        Standing.Unreachable or Standing.Returning => false,
        _ => throw new UnreachableException(),
    };

    /// <summary>What is left of the penalty; none where nothing is damped.</summary>
    public static double PenaltyAt(LinkRecord record, DateTimeOffset now, DampingTimings? timings) =>
        timings is null ? 0 : record.Penalty * Math.Pow(0.5, Math.Max(0, (now - record.PenaltyAt) / timings.HalfLife));

    private static TimeSpan TimeLeft(double penalty, DateTimeOffset since, DateTimeOffset now, DampingTimings timings)
    {
        var untilForgiven = penalty < timings.ReuseBelow
            ? TimeSpan.Zero
            : (timings.HalfLife * Math.Log2(penalty / timings.ReuseBelow)) + TimeSpan.FromMilliseconds(1);
        var untilLongest = since + timings.Longest - now;
        return untilForgiven < untilLongest ? untilForgiven : untilLongest;
    }
}
