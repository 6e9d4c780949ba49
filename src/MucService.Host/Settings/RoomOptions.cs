using Microsoft.Extensions.Options;

namespace MucService.Host.Settings;

/// <summary>What holds for all rooms. Section <c>Muc:Rooms</c>.</summary>
public sealed class RoomOptions
{
    /// <summary>A new room is locked until its owner has configured it. XEP-0045 #createroom.</summary>
    public bool Locking { get; init; } = true;

    /// <summary>How many messages a room keeps for those who enter.</summary>
    public int HistorySize { get; init; } = 50;

    /// <summary>How many occupants a room has at most where its owner does not say otherwise.</summary>
    public int MaxOccupants { get; init; } = 1000;

    /// <summary>How long a subject may be, in UTF-8 bytes.</summary>
    public int MaxSubjectBytes { get; init; } = 2048;

    /// <summary>How many bare JIDs the lists of a room may hold.</summary>
    public int MaxAffiliations { get; init; } = 10_000;
}

internal sealed class RoomOptionsValidator : IValidateOptions<RoomOptions>
{
    public ValidateOptionsResult Validate(string? name, RoomOptions options)
    {
        var faults = new FaultList(name);
        faults.Range(options.HistorySize, 0, 1000, nameof(options.HistorySize));
        faults.Range(options.MaxOccupants, 1, 100_000, nameof(options.MaxOccupants));
        faults.Range(options.MaxSubjectBytes, 0, 65_536, nameof(options.MaxSubjectBytes));
        faults.Range(options.MaxAffiliations, 1, 1_000_000, nameof(options.MaxAffiliations));
        return faults.Build();
    }
}
