namespace MucService.Links;

/// <summary>How long things take, and how many of them there may be. One instance for all links.</summary>
public sealed record LinkTimings
{
    /// <summary>How often a domain with sessions is probed while its rooms are in use.</summary>
    public TimeSpan ProbeInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often it is probed when they are not.</summary>
    public TimeSpan IdleProbeInterval { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long rooms are silent before they are not in use.</summary>
    public TimeSpan IdleAfter { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a routine probe may take where nothing is known of the domain. The confirming one may take twice that.</summary>
    public TimeSpan ProbeDeadline { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>True to fit the deadline to the round trips seen, between the next two.</summary>
    public bool AdaptiveDeadlines { get; init; } = true;

    /// <summary>The shortest deadline of a domain that answers fast.</summary>
    public TimeSpan ShortestDeadline { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The longest deadline of a domain that answers slowly.</summary>
    public TimeSpan LongestDeadline { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long the first probe of a domain, and every probe while it is down, may take: a host may be dialling.</summary>
    public TimeSpan FirstProbeDeadline { get; init; } = TimeSpan.FromSeconds(45);

    /// <summary>
    /// How long our host may take to answer the ping that follows each probe; a probe's deadline starts at that answer.
    /// Null where no such ping is sent: the deadline then starts when the probe is written.
    /// </summary>
    public TimeSpan? HostDeadline { get; init; }

    /// <summary>The first wait between probes of a domain that is down.</summary>
    public TimeSpan ShortestBackOff { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The longest wait between probes of a domain that is down.</summary>
    public TimeSpan LongestBackOff { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a returning link must hold before rooms are told.</summary>
    public TimeSpan Settle { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How many round trips a returning link must hold.</summary>
    public int SettleRoundTrips { get; init; } = 2;

    /// <summary>The least time between two probes that events caused.</summary>
    public TimeSpan EventSpacing { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>A timer that is later than this says more about us than about the domain: what it would have judged is void.</summary>
    public TimeSpan Lateness { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How many pieces of evidence are kept for the operator.</summary>
    public int EvidenceKept { get; init; } = 32;

    /// <summary>How telling of outages is damped; null where it is not.</summary>
    public DampingTimings? Damping { get; init; }
}

/// <summary>When a link that flaps is shown as down although it is up. RFC 2439's shape.</summary>
public sealed record DampingTimings
{
    /// <summary>What each outage that rooms were told of adds.</summary>
    public double PenaltyPerOutage { get; init; } = 1000;

    /// <summary>Above this the link is damped.</summary>
    public double SuppressAbove { get; init; } = 3000;

    /// <summary>Below this it is damped no longer.</summary>
    public double ReuseBelow { get; init; } = 750;

    /// <summary>After this time half of the penalty is forgiven.</summary>
    public TimeSpan HalfLife { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>No link is damped longer than this.</summary>
    public TimeSpan Longest { get; init; } = TimeSpan.FromMinutes(60);
}
