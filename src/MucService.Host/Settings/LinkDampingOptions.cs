using Microsoft.Extensions.Options;

namespace MucService.Host.Settings;

/// <summary>When rooms are no longer told each end of an outage, because a link flaps. RFC 2439's shape. Section <c>Muc:Links:Damping</c>.</summary>
public sealed class LinkDampingOptions
{
    /// <summary>False to tell rooms everything, however often it changes.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>What each outage that rooms were told of adds to a link's penalty.</summary>
    public int PenaltyPerOutage { get; init; } = 1000;

    /// <summary>Above this the link is damped: its sessions are sent everything, and stay annotated.</summary>
    public int SuppressAbove { get; init; } = 3000;

    /// <summary>Below this it is damped no longer.</summary>
    public int ReuseBelow { get; init; } = 750;

    /// <summary>After this time half of the penalty is forgiven.</summary>
    public TimeSpan HalfLife { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>No link is damped longer than this.</summary>
    public TimeSpan Longest { get; init; } = TimeSpan.FromMinutes(60);
}

internal sealed class LinkDampingOptionsValidator : IValidateOptions<LinkDampingOptions>
{
    public ValidateOptionsResult Validate(string? name, LinkDampingOptions options)
    {
        var faults = new FaultList(name);
        faults.Range(options.PenaltyPerOutage, 1, 1_000_000, nameof(options.PenaltyPerOutage));
        faults.Range(options.SuppressAbove, 1, 1_000_000, nameof(options.SuppressAbove));
        faults.Range(options.ReuseBelow, 1, 3000, nameof(options.ReuseBelow));
        faults.Unless(options.ReuseBelow <= options.SuppressAbove, nameof(options.ReuseBelow), "must not be above SuppressAbove");
        faults.Range(options.HalfLife, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1), nameof(options.HalfLife));
        faults.Range(options.Longest, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1), nameof(options.Longest));
        return faults.Build();
    }
}
