using System.Collections.Immutable;
using MucService.Links;
using MucService.Xmpp;

namespace MucService.Actors.Links;

/// <summary>What the operator decides for all links. One instance, filled by the composition root.</summary>
public sealed record LinkSettings
{
    /// <summary>How long things take.</summary>
    public LinkTimings Timings { get; init; } = new();

    /// <summary>
    /// Per service, an address that our host answers pings to, or routes back to us: every probe is then followed by such a ping, and its deadline
    /// begins with the answer (<see cref="LinkTimings.HostDeadline"/> says how long that may take). A service without one sends none.
    /// </summary>
    public ImmutableDictionary<Domain, Jid> HostAddresses { get; init; } = ImmutableDictionary<Domain, Jid>.Empty;

    /// <summary>
    /// Per service, the domain that our host speaks from when it tells of its connections; a service without one is told nothing, and
    /// whatever else claims to be told is not believed.
    /// </summary>
    public ImmutableDictionary<Domain, Domain> HostDomains { get; init; } = ImmutableDictionary<Domain, Domain>.Empty;

    /// <summary>True to have the host close its connection to a domain that has gone silent, where it can.</summary>
    public bool DropSilentConnections { get; init; }

    /// <summary>How many first and routine probes this node sends per second. Probes that confirm a suspicion are never held back.</summary>
    public int ProbesPerSecond { get; init; } = 500;

    /// <summary>How many rooms of this node are told of transitions per second.</summary>
    public int TellingsPerSecond { get; init; } = 2250;

    /// <summary>How many domains this node tracks per service; those beyond are probed only after a bounce.</summary>
    public int MaxDomains { get; init; } = 20_000;

    /// <summary>Domains that the operator wants no probes sent to: like those beyond the number above.</summary>
    public ImmutableHashSet<Domain> Unprobed { get; init; } = [];

    /// <summary>How long rooms keep suspended sessions where neither their owners nor the operator say otherwise.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How many notices of removal a link keeps for its domain's return.</summary>
    public int MaxNotices { get; init; } = 10_000;

    /// <summary>How many sessions per second this node probes that are in doubt for no reason of their own: after our own stream was lost, or a link.</summary>
    public int SessionProbesPerSecond { get; init; } = 500;

    /// <summary>How many session probes of one link may be under way.</summary>
    public int MaxSessionProbes { get; init; } = 50_000;

    /// <summary>How long nothing has come from a session before it is asked whether it is there.</summary>
    public TimeSpan QuietAfter { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Within which time all quiet sessions have their turn.</summary>
    public TimeSpan QuietSpread { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a session probe may take. No answer proves nothing.</summary>
    public TimeSpan SessionProbeDeadline { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How often a node repeats what it knows of its rooms.</summary>
    public TimeSpan ReportInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a link without rooms is kept in memory. What an operator holds stays.</summary>
    public TimeSpan KeepIdle { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long rooms wait for the journal before they are told all the same.</summary>
    public TimeSpan JournalPatience { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a starting link waits for its record before it goes on without.</summary>
    public TimeSpan RecoveryPatience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How many verified capability hashes a node keeps. XEP-0115.</summary>
    public int MaxVerifiedHashes { get; init; } = 10_000;

    /// <summary>Into how many shards the links of the cluster are divided. Must be the same on all nodes.</summary>
    public int Shards { get; init; } = 100;
}
