using Microsoft.Extensions.Options;
using MucService.Rooms;
using MucService.Xmpp;

namespace MucService.Host.Settings;

/// <summary>What holds for all rooms. Section <c>Muc:Rooms</c>.</summary>
public sealed class RoomOptions
{
    /// <summary>A new room is locked until its owner has configured it. XEP-0045 #createroom.</summary>
    public bool Locking { get; init; } = true;

    /// <summary>Who may create rooms; admins always may.</summary>
    public RoomCreation Create { get; init; } = RoomCreation.Everyone;

    /// <summary>Who may where only the listed may: bare JIDs, and domains for everybody there.</summary>
    public IReadOnlyList<string> Creators { get; init; } = [];

    /// <summary>How long the name of a new room, its localpart, may be, in UTF-8 bytes.</summary>
    public int MaxRoomNameBytes { get; init; } = 1023;

    /// <summary>How long a nick may be, in UTF-8 bytes.</summary>
    public int MaxNickBytes { get; init; } = 1023;

    /// <summary>How large a message may be, to all or to one, in bytes of its children.</summary>
    public int MaxMessageBytes { get; init; } = 524_288;

    /// <summary>How many messages a room keeps for those who enter.</summary>
    public int HistorySize { get; init; } = 50;

    /// <summary>How many occupants a room has at most where its owner does not say otherwise.</summary>
    public int MaxOccupants { get; init; } = 1000;

    /// <summary>How long a subject may be, in UTF-8 bytes.</summary>
    public int MaxSubjectBytes { get; init; } = 2048;

    /// <summary>Where the logs of a publicly logged room are read, with <c>{room}</c> in place of its localpart; empty if nowhere.</summary>
    public string LogsUrl { get; init; } = "";

    /// <summary>How large the vCard of a room may be, with its avatar, in bytes.</summary>
    public int MaxVCardBytes { get; init; } = 131_072;

    /// <summary>How many bare JIDs the lists of a room may hold.</summary>
    public int MaxAffiliations { get; init; } = 10_000;

    /// <summary>What a new room has.</summary>
    public RoomDefaultsOptions Defaults { get; init; } = new();

    /// <summary>What of it the owners of a room may not choose otherwise.</summary>
    public IReadOnlyList<RoomField> Locked { get; init; } = [];

    /// <summary>How often things may be done in rooms.</summary>
    public RateOptions Rates { get; init; } = new();
}

internal sealed class RoomOptionsValidator : IValidateOptions<RoomOptions>
{
    public ValidateOptionsResult Validate(string? name, RoomOptions options)
    {
        var faults = new FaultList(name);
        for (var i = 0; i < options.Creators.Count; i++)
        {
            faults.Unless(
                BareJid.TryParse(options.Creators[i], out _),
                $"{nameof(options.Creators)}:{i}",
                $"must be a bare JID or a domain, and is '{options.Creators[i]}'");
        }

        faults.Unless(
            options.Create != RoomCreation.Listed || options.Creators.Count > 0,
            $"{nameof(options.Creators)}:0",
            "is required where Create is Listed");
        faults.Unless(
            options.LogsUrl.Length == 0 || (options.LogsUrl.Contains("{room}", StringComparison.Ordinal) && Uri.IsWellFormedUriString(options.LogsUrl.Replace("{room}", "room", StringComparison.Ordinal), UriKind.Absolute)),
            nameof(options.LogsUrl),
            $"must be a URL with {{room}} in it, and is '{options.LogsUrl}'");
        faults.Range(options.MaxRoomNameBytes, 1, 1023, nameof(options.MaxRoomNameBytes));
        faults.Range(options.MaxNickBytes, 1, 1023, nameof(options.MaxNickBytes));
        faults.Range(options.MaxMessageBytes, 1000, 16_777_216, nameof(options.MaxMessageBytes));
        faults.Range(options.HistorySize, 0, 1000, nameof(options.HistorySize));
        faults.Range(options.MaxOccupants, 1, 100_000, nameof(options.MaxOccupants));
        faults.Range(options.MaxSubjectBytes, 0, 65_536, nameof(options.MaxSubjectBytes));
        faults.Range(options.MaxVCardBytes, 1000, 1_048_576, nameof(options.MaxVCardBytes));
        faults.Range(options.MaxAffiliations, 1, 1_000_000, nameof(options.MaxAffiliations));
        return faults.Build();
    }
}
