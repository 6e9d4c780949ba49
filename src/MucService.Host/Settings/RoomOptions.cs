using Microsoft.Extensions.Options;
using MucService.Rooms;
using MucService.Xmpp;

namespace MucService.Host.Settings;

/// <summary>What holds for all rooms. Section <c>Muc:Rooms</c>.</summary>
public sealed class RoomOptions
{
    /// <summary>A new room is locked until its owner has configured it. XEP-0045 #createroom.</summary>
    public bool Locking { get; init; } = true;

    /// <summary>How long a new room that is locked waits to be configured before it is destroyed; zero for as long as its owner is in it.</summary>
    public TimeSpan ConfigureWithin { get; init; } = TimeSpan.FromHours(1);

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

    /// <summary>Whether nobody is told of a message before storage has it.</summary>
    public bool HistoryFirst { get; init; }

    /// <summary>How many occupants a room has at most; its owner may only say fewer.</summary>
    public int MaxOccupants { get; init; } = 1000;

    /// <summary>How long a subject may be, in UTF-8 bytes.</summary>
    public int MaxSubjectBytes { get; init; } = 2048;

    /// <summary>Where the logs of a publicly logged room are read, with <c>{room}</c> in place of its localpart; empty if nowhere.</summary>
    public string LogsUrl { get; init; } = "";

    /// <summary>How large the vCard of a room may be, with its avatar, in bytes.</summary>
    public int MaxVCardBytes { get; init; } = 131_072;

    /// <summary>How many bare JIDs the lists of a room may hold.</summary>
    public int MaxAffiliations { get; init; } = 10_000;

    /// <summary>Whether rooms tell which version of the lists a presence leads to. XEP-0463.</summary>
    public bool AffiliationVersions { get; init; } = true;

    /// <summary>What a new room has.</summary>
    public RoomDefaultsOptions Defaults { get; init; } = new();

    /// <summary>What of it the owners of a room may not choose otherwise.</summary>
    public IReadOnlyList<RoomField> Locked { get; init; } = [];

    /// <summary>How many rooms that one bare JID created there may be at a time; 0 for any number. Admins may have any number.</summary>
    public int MaxRoomsPerOwner { get; init; } = 100;

    /// <summary>How long the reason of a kick, a ban, an invitation … may be, in UTF-8 bytes.</summary>
    public int MaxReasonBytes { get; init; } = 1024;

    /// <summary>How long a value of the configuration form may be, in UTF-8 bytes: name, description, password …</summary>
    public int MaxConfigValueBytes { get; init; } = 4096;

    /// <summary>How large a presence may be, in bytes of its children.</summary>
    public int MaxPresenceBytes { get; init; } = 16_384;

    /// <summary>How long the status text of a presence may be, in bytes of its element.</summary>
    public int MaxStatusBytes { get; init; } = 2048;

    /// <summary>How many sessions one nick may have.</summary>
    public int MaxSessionsPerNick { get; init; } = 20;

    /// <summary>How many admins and owners may enter a room beyond its limit. XEP-0045 #enter-maxusers.</summary>
    public int ExtraOccupants { get; init; } = 20;

    /// <summary>How many people one message may invite.</summary>
    public int MaxInvitationsPerMessage { get; init; } = 20;

    /// <summary>How many invitations a room remembers, so that they can be declined.</summary>
    public int MaxPendingInvitations { get; init; } = 256;

    /// <summary>How long a visitor waits before he may ask for voice again.</summary>
    public TimeSpan VoiceRequestInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How many visitors may ask for voice in that time.</summary>
    public int MaxVoiceRequests { get; init; } = 20;

    /// <summary>How many people are told of activity in rooms of theirs that they are not in. XEP-0437.</summary>
    public int MaxListeners { get; init; } = 10_000;

    /// <summary>What new rooms may be called.</summary>
    public NameOptions Names { get; init; } = new();

    /// <summary>What nicks may be.</summary>
    public NameOptions Nicks { get; init; } = new();

    /// <summary>Whether a nick must also be one for servers that follow RFC 6122.</summary>
    public bool NicksForOlderServers { get; init; }

    /// <summary>Whether an occupant's presence has an item for each of his sessions, for who may see real JIDs.</summary>
    public bool ItemPerSession { get; init; }

    /// <summary>What becomes of a session from which an error comes for presence.</summary>
    public PresenceErrors PresenceErrors { get; init; } = PresenceErrors.Judge;

    /// <summary>What is left of destroyed rooms.</summary>
    public TombstoneOptions Tombstones { get; init; } = new();

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
        faults.Range(options.ConfigureWithin, TimeSpan.Zero, TimeSpan.FromDays(30), nameof(options.ConfigureWithin));
        faults.Range(options.MaxRoomNameBytes, 1, 1023, nameof(options.MaxRoomNameBytes));
        faults.Range(options.MaxNickBytes, 1, 1023, nameof(options.MaxNickBytes));
        faults.Range(options.MaxMessageBytes, 1000, 16_777_216, nameof(options.MaxMessageBytes));
        faults.Range(options.HistorySize, 0, 1000, nameof(options.HistorySize));
        faults.Range(options.MaxOccupants, 1, 100_000, nameof(options.MaxOccupants));
        faults.Range(options.MaxSubjectBytes, 0, 65_536, nameof(options.MaxSubjectBytes));
        faults.Range(options.MaxVCardBytes, 1000, 1_048_576, nameof(options.MaxVCardBytes));
        faults.Range(options.MaxAffiliations, 1, 1_000_000, nameof(options.MaxAffiliations));
        faults.Range(options.MaxRoomsPerOwner, 0, 1_000_000, nameof(options.MaxRoomsPerOwner));
        faults.Range(options.MaxReasonBytes, 1, 65_536, nameof(options.MaxReasonBytes));
        faults.Range(options.MaxConfigValueBytes, 100, 65_536, nameof(options.MaxConfigValueBytes));
        faults.Range(options.MaxPresenceBytes, 1000, 262_144, nameof(options.MaxPresenceBytes));
        faults.Range(options.MaxStatusBytes, 100, 262_144, nameof(options.MaxStatusBytes));
        faults.Range(options.MaxSessionsPerNick, 1, 1000, nameof(options.MaxSessionsPerNick));
        faults.Range(options.ExtraOccupants, 0, 10_000, nameof(options.ExtraOccupants));
        faults.Range(options.MaxInvitationsPerMessage, 1, 1000, nameof(options.MaxInvitationsPerMessage));
        faults.Range(options.MaxPendingInvitations, 1, 100_000, nameof(options.MaxPendingInvitations));
        faults.Range(options.VoiceRequestInterval, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1), nameof(options.VoiceRequestInterval));
        faults.Range(options.MaxVoiceRequests, 1, 1000, nameof(options.MaxVoiceRequests));
        faults.Range(options.MaxListeners, 0, 1_000_000, nameof(options.MaxListeners));
        FindUnfitNames(options, faults);
        FindLongDefaults(options, faults);
        return faults.Build();
    }

    /// <summary>What owners may not write, rooms do not begin with.</summary>
    private static void FindLongDefaults(RoomOptions options, FaultList faults)
    {
        var defaults = options.Defaults;
        (string Name, string Value)[] texts =
        [
            (nameof(defaults.RoomName), defaults.RoomName), (nameof(defaults.RoomDesc), defaults.RoomDesc), (nameof(defaults.RoomSecret), defaults.RoomSecret),
            (nameof(defaults.PubSub), defaults.PubSub), (nameof(defaults.LdapGroup), defaults.LdapGroup),
        ];
        foreach (var (name, value) in texts)
        {
            faults.Unless(
                System.Text.Encoding.UTF8.GetByteCount(value) <= options.MaxConfigValueBytes,
                $"{nameof(options.Defaults)}:{name}",
                $"must have at most {nameof(options.MaxConfigValueBytes)} bytes");
        }
    }

    /// <summary>A reserved name that could not be one reserves nothing.</summary>
    private static void FindUnfitNames(RoomOptions options, FaultList faults)
    {
        for (var i = 0; i < options.Names.Reserved.Count; i++)
            faults.Unless(RoomName(options.Names.Reserved[i]) is not null, $"{nameof(options.Names)}:{nameof(NameOptions.Reserved)}:{i}", $"must be the name of a room, and is '{options.Names.Reserved[i]}'");
        for (var i = 0; i < options.Nicks.Reserved.Count; i++)
            faults.Unless(ComparedNick(options.Nicks.Reserved[i]) is not null, $"{nameof(options.Nicks)}:{nameof(NameOptions.Reserved)}:{i}", $"must be a nick, and is '{options.Nicks.Reserved[i]}'");
    }

    /// <summary>The name of a room as it stands in JIDs, or null.</summary>
    internal static string? RoomName(string written) => BareJid.TryParse($"{written}@muc.example", out var room) ? room.Local : null;

    /// <summary>A nick as it is compared, or null.</summary>
    internal static string? ComparedNick(string written) => Nick.TryParse(written, out var nick) ? nick.Comparable : null;
}
