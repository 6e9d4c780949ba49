using Microsoft.Extensions.Options;
using MucService.Rooms;
using MucService.Xmpp;

namespace MucService.Host.Settings;

/// <summary>How links to domains are judged, and what rooms do when one is down. Section <c>Muc:Links</c>.</summary>
public sealed class LinkOptions
{
    /// <summary>What rooms do with the sessions of a domain whose link is down.</summary>
    public LinkPolicy Policy { get; init; } = LinkPolicy.Annotate;

    /// <summary>Who is told that an occupant's server cannot be reached.</summary>
    public AnnotateTo AnnotateTo { get; init; }

    /// <summary>What sessions are sent when the link to their domain is up again.</summary>
    public Resync Resync { get; init; }

    /// <summary>What of <see cref="Policy"/>, <see cref="Grace"/>, <see cref="AnnotateTo"/> and <see cref="Resync"/> the owners of a room may not choose otherwise.</summary>
    public IReadOnlyList<LinkField> Locked { get; init; } = [];

    /// <summary>How often a domain with sessions is probed while its rooms are in use.</summary>
    public TimeSpan ProbeInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often it is probed when they are not.</summary>
    public TimeSpan IdleProbeInterval { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long rooms are silent before they are not in use.</summary>
    public TimeSpan IdleAfter { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a probe may take, counted from the host's answer to the ping beside it; the confirming probe has twice that.</summary>
    public TimeSpan ProbeDeadline { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>How long the first probe of a domain, and every probe while it is down, may take: a host may be dialling.</summary>
    public TimeSpan FirstProbeDeadline { get; init; } = TimeSpan.FromSeconds(45);

    /// <summary>How long the host may take to route the ping beside each probe back to us; after that it is our own stream that is in question.</summary>
    public TimeSpan HostDeadline { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The first wait between probes of a domain that is down.</summary>
    public TimeSpan ShortestBackOff { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The longest wait between probes of a domain that is down.</summary>
    public TimeSpan LongestBackOff { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a returning link must hold before rooms are told.</summary>
    public TimeSpan Settle { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How long a suspended session is kept before it is ejected.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>True to have the host close its connection to a domain that has gone silent, where its module can.</summary>
    public bool DropSilentConnections { get; init; }

    /// <summary>How many first and routine probes this node sends per second; those that confirm a suspicion are never held back.</summary>
    public int ProbesPerSecond { get; init; } = 500;

    /// <summary>How many sessions the node probes per second that are in doubt for no reason of their own.</summary>
    public int SessionProbesPerSecond { get; init; } = 500;

    /// <summary>How many rooms of this node are told of transitions per second.</summary>
    public int TellingsPerSecond { get; init; } = 2250;

    /// <summary>How many domains are probed per service; those beyond only after a bounce.</summary>
    public int MaxDomains { get; init; } = 20_000;

    /// <summary>How many sessions of one domain a room lets in; its admins and owners enter beyond it.</summary>
    public int MaxSessionsPerDomain { get; init; } = 2000;

    /// <summary>How long nothing has come from a session before it is asked whether it is still there.</summary>
    public TimeSpan QuietAfter { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Within which time all quiet sessions are asked in turn.</summary>
    public TimeSpan QuietSpread { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How many annotated presences one loss may cause in a room; where it would be more, the sessions are ejected instead.</summary>
    public int AnnotateLimit { get; init; } = 300_000;

    /// <summary>How many notices of removal are kept per domain until they can be delivered.</summary>
    public int MaxNotices { get; init; } = 10_000;

    /// <summary>When rooms are no longer told each end of an outage.</summary>
    public LinkDampingOptions Damping { get; init; } = new();

    /// <summary>What holds for single domains.</summary>
    public IReadOnlyList<LinkDomainOptions> Domains { get; init; } = [];
}

internal sealed class LinkOptionsValidator : IValidateOptions<LinkOptions>
{
    public ValidateOptionsResult Validate(string? name, LinkOptions options)
    {
        var faults = new FaultList(name);
        faults.Range(options.ProbeInterval, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1), nameof(options.ProbeInterval));
        faults.Range(options.IdleProbeInterval, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1), nameof(options.IdleProbeInterval));
        faults.Range(options.IdleAfter, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1), nameof(options.IdleAfter));
        faults.Range(options.ProbeDeadline, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(1), nameof(options.ProbeDeadline));
        faults.Range(options.FirstProbeDeadline, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(5), nameof(options.FirstProbeDeadline));
        faults.Range(options.HostDeadline, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(1), nameof(options.HostDeadline));
        faults.Range(options.ShortestBackOff, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(1), nameof(options.ShortestBackOff));
        faults.Range(options.LongestBackOff, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1), nameof(options.LongestBackOff));
        faults.Unless(options.ShortestBackOff <= options.LongestBackOff, nameof(options.ShortestBackOff), "must not be longer than LongestBackOff");
        faults.Range(options.Settle, TimeSpan.FromMilliseconds(1), TimeSpan.FromMinutes(10), nameof(options.Settle));
        faults.Range(options.Grace, TimeSpan.FromSeconds(1), TimeSpan.FromDays(7), nameof(options.Grace));
        faults.Range(options.ProbesPerSecond, 1, 100_000, nameof(options.ProbesPerSecond));
        faults.Range(options.SessionProbesPerSecond, 1, 100_000, nameof(options.SessionProbesPerSecond));
        faults.Range(options.TellingsPerSecond, 1, 1_000_000, nameof(options.TellingsPerSecond));
        faults.Range(options.QuietAfter, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1), nameof(options.QuietAfter));
        faults.Range(options.QuietSpread, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1), nameof(options.QuietSpread));
        faults.Unless(
            options.Policy != LinkPolicy.Ignore,
            nameof(options.Policy),
            "cannot be Ignore: nobody would be told of anything; rooms may choose it for themselves, and Muc:Links:Domains may say it for single domains");
        faults.Range(options.AnnotateLimit, 0, 100_000_000, nameof(options.AnnotateLimit));
        faults.Range(options.MaxSessionsPerDomain, 1, 1_000_000, nameof(options.MaxSessionsPerDomain));
        faults.Range(options.MaxNotices, 0, 1_000_000, nameof(options.MaxNotices));
        faults.Range(options.MaxDomains, 1, 1_000_000, nameof(options.MaxDomains));
        faults.Unless(
            options.Domains.Select(domain => Domain.TryParse(domain.Domain, out var read) ? read.Value : domain.Domain).Distinct(StringComparer.Ordinal).Count()
                == options.Domains.Count,
            nameof(options.Domains),
            "names a domain twice");
        return faults.Build();
    }
}
