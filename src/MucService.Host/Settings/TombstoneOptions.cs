using Microsoft.Extensions.Options;

namespace MucService.Host.Settings;

/// <summary>What is left of destroyed rooms. Section <c>Muc:Rooms:Tombstones</c>. XEP-0045 #destroyroom.</summary>
public sealed class TombstoneOptions
{
    /// <summary>How long the address of a destroyed room answers that it is gone; zero for not at all.</summary>
    public TimeSpan Keep { get; init; } = TimeSpan.FromDays(30);

    /// <summary>How many a service keeps; those that end first make room.</summary>
    public int Max { get; init; } = 10_000;

    /// <summary>The owners of a room that one of them destroyed may create it anew meanwhile.</summary>
    public bool OwnersRecreate { get; init; } = true;
}

internal sealed class TombstoneOptionsValidator : IValidateOptions<TombstoneOptions>
{
    public ValidateOptionsResult Validate(string? name, TombstoneOptions options)
    {
        var faults = new FaultList(name);
        faults.Range(options.Keep, TimeSpan.Zero, TimeSpan.FromDays(3650), nameof(options.Keep));
        faults.Range(options.Max, 0, 1_000_000, nameof(options.Max));
        return faults.Build();
    }
}
