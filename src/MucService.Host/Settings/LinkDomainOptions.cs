using Microsoft.Extensions.Options;
using MucService.Rooms;
using MucService.Xmpp;

namespace MucService.Host.Settings;

/// <summary>What holds for one domain other than for the rest; it outranks what rooms decide. Section <c>Muc:Links:Domains:0</c>.</summary>
public sealed class LinkDomainOptions
{
    /// <summary>Which domain.</summary>
    public string Domain { get; init; } = "";

    /// <summary>What rooms do with its sessions when it cannot be reached.</summary>
    public LinkPolicy? Policy { get; init; }

    /// <summary>How long its sessions are kept then.</summary>
    public TimeSpan? Grace { get; init; }

    /// <summary>False for a domain that is sent no probes, but for those that confirm a bounce, and while it is down those that find out that it is back.</summary>
    public bool Probe { get; init; } = true;
}

internal sealed class LinkDomainOptionsValidator : IValidateOptions<LinkDomainOptions>
{
    public ValidateOptionsResult Validate(string? name, LinkDomainOptions options)
    {
        var faults = new FaultList(name);
        faults.Unless(Domain.TryParse(options.Domain, out _), nameof(options.Domain), "must be a domain, e.g. capulet.lit");
        if (options.Grace is { } grace)
            faults.Range(grace, TimeSpan.FromSeconds(1), TimeSpan.FromDays(7), nameof(options.Grace));
        return faults.Build();
    }
}
