using System.Collections.Immutable;

namespace MucService.Links;

/// <summary>A probe that is under way.</summary>
/// <param name="Number">Its number, growing per link.</param>
/// <param name="Purpose">Why it was sent.</param>
/// <param name="SentAt">When it was sent, by the monotonic clock.</param>
/// <param name="Due">When it is missed; while the host's answer is awaited, when that is.</param>
/// <param name="AwaitsHost">Our host has not answered the ping that followed it: its deadline has not begun.</param>
/// <param name="Extended">Its time was doubled, because many links turned suspect at once.</param>
public sealed record Probe(long Number, ProbePurpose Purpose, TimeSpan SentAt, TimeSpan Due, bool AwaitsHost, bool Extended = false);

/// <summary>What of a link survives the process.</summary>
/// <param name="Down">Rooms were told that it is unreachable, and not yet that it is reachable again.</param>
/// <param name="Epoch">Of what rooms were told.</param>
/// <param name="Hold">What the operator makes of it, or null.</param>
/// <param name="Answered">It has answered a probe since its first session came.</param>
/// <param name="Penalty">For flapping, at <paramref name="PenaltyAt"/>.</param>
/// <param name="PenaltyAt">When the penalty was so.</param>
/// <param name="DampedSince">Since when it is damped, or null.</param>
/// <param name="Notices">Sessions there were removed and could not be told: it is watched until they can.</param>
public sealed record LinkRecord(
    bool Down, long Epoch, LinkHold? Hold, bool Answered, double Penalty, DateTimeOffset PenaltyAt, DateTimeOffset? DampedSince, bool Notices = false)
{
    /// <summary>Of a link that nothing is known of.</summary>
    public static LinkRecord None { get; } = new(false, 0, null, false, 0, default, null);
}

/// <summary>Everything that is known of a link.</summary>
public sealed record LinkState
{
    /// <summary>What is detected.</summary>
    public LinkPhase Phase { get; init; }

    /// <summary>Since when it is so.</summary>
    public DateTimeOffset Since { get; init; }

    /// <summary>What rooms were told last.</summary>
    public Standing Told { get; init; } = Standing.Unknown;

    /// <summary>What survives the process.</summary>
    public LinkRecord Record { get; init; } = LinkRecord.None;

    /// <summary>The service has a stream, as far as we know.</summary>
    public bool StreamOpen { get; init; } = true;

    /// <summary>It was down before it became unknown.</summary>
    public bool WasDown { get; init; }

    /// <summary>While suspect: it became so without being decided before, and rooms are told no more than they were.</summary>
    public bool Undecided { get; init; }

    /// <summary>It never answered a probe and let one pass: silence says nothing of it.</summary>
    public bool Mute { get; init; }

    /// <summary>It answered the last probe with a refusal.</summary>
    public bool RefusedByPolicy { get; init; }

    /// <summary>The probe under way, or null.</summary>
    public Probe? Outstanding { get; init; }

    /// <summary>When the next probe is sent if none is under way; null if none is planned.</summary>
    public TimeSpan? NextProbeAt { get; init; }

    /// <summary>How many probes were sent.</summary>
    public long Probes { get; init; }

    /// <summary>When the last one was sent, by the monotonic clock.</summary>
    public TimeSpan ProbeSentAt { get; init; }

    /// <summary>When an event last caused a probe, or null.</summary>
    public TimeSpan? EventProbeAt { get; init; }

    /// <summary>The round trips of the domain.</summary>
    public RoundTrips RoundTrips { get; init; } = RoundTrips.None;

    /// <summary>While down: how long to wait between probes.</summary>
    public TimeSpan BackOff { get; init; }

    /// <summary>A sign of life was followed by a lost probe: until one is answered, signs of life are not believed.</summary>
    public bool ReturnFailed { get; init; }

    /// <summary>While down: something came from the domain since the last bounced probe.</summary>
    public bool LifeHeard { get; init; }

    /// <summary>While returning: how many probes were answered.</summary>
    public int RoundTripsHeld { get; init; }

    /// <summary>While returning: when the first of them was answered.</summary>
    public TimeSpan ReturnedAt { get; init; }

    /// <summary>How many rooms have sessions of the domain.</summary>
    public int Rooms { get; init; }

    /// <summary>False for a domain beyond the service's limit.</summary>
    public bool Probed { get; init; } = true;

    /// <summary>When one of the rooms was last in use, by the monotonic clock; null if never.</summary>
    public TimeSpan? InUseAt { get; init; }

    /// <summary>When telling is no longer damped, by the monotonic clock, or null.</summary>
    public TimeSpan? DampedUntil { get; init; }

    /// <summary>The last pieces of evidence, newest last, bounded.</summary>
    public ImmutableList<EvidenceEntry> Evidence { get; init; } = [];

    /// <summary>When the rules want <see cref="Links.Evidence.TimeCame"/>; null if they do not.</summary>
    public TimeSpan? WakeAt => Earlier(Outstanding?.Due ?? NextProbeAt, DampedUntil);

    /// <summary>
    /// How long a loss without a bounce may go unnoticed as the domain is probed now; null where it would not be noticed: silence does not
    /// count against a domain that never answered, nor where no probes are sent in turn.
    /// </summary>
    public TimeSpan? NoticedWithin(Moment now, LinkTimings timings) => Probing.NoticedWithin(this, now, timings);

    /// <summary>A link after a restart: what rooms were told holds, and is to be confirmed.</summary>
    public static LinkState Recovered(LinkRecord record) => new() { Record = record, WasDown = record.Down };

    /// <summary>With one more piece of evidence; the oldest beyond the bound is forgotten.</summary>
    internal LinkState Noting(string what, Moment now, LinkTimings timings)
    {
        var evidence = Evidence.Add(new EvidenceEntry(now.Clock, what));
        return this with { Evidence = evidence.Count > timings.EvidenceKept ? evidence.RemoveAt(0) : evidence };
    }

    private static TimeSpan? Earlier(TimeSpan? one, TimeSpan? other) =>
        one is null || other < one ? other ?? one : one;
}
