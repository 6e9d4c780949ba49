using System.Collections.Immutable;
using Microsoft.Extensions.Options;
using MucService.Rooms;
using MucService.Xmpp;

namespace MucService.Host.Settings;

/// <summary>Who may send private messages, in the words of <c>muc#roomconfig_allowpm</c>.</summary>
public enum PrivateMessageSenders
{
    /// <summary>Everybody.</summary>
    Anyone,

    /// <summary>Who has voice.</summary>
    Participants,

    /// <summary>Moderators.</summary>
    Moderators,

    /// <summary>Nobody.</summary>
    None,
}

/// <summary>
/// What a new room has, by the names of the registry: one for each <see cref="RoomField"/>. Section <c>Muc:Rooms:Defaults</c>.
/// XEP-0045 #registrar-formtype-owner.
/// </summary>
public sealed class RoomDefaultsOptions
{
    /// <summary><c>muc#roomconfig_roomname</c>.</summary>
    public string RoomName { get; init; } = "";

    /// <summary><c>muc#roomconfig_roomdesc</c>.</summary>
    public string RoomDesc { get; init; } = "";

    /// <summary><c>muc#roomconfig_lang</c>.</summary>
    public string Lang { get; init; } = "";

    /// <summary><c>muc#roomconfig_persistentroom</c>.</summary>
    public bool PersistentRoom { get; init; }

    /// <summary><c>muc#roomconfig_publicroom</c>.</summary>
    public bool PublicRoom { get; init; } = true;

    /// <summary><c>muc#roomconfig_membersonly</c>.</summary>
    public bool MembersOnly { get; init; }

    /// <summary><c>muc#roomconfig_allowinvites</c>.</summary>
    public bool AllowInvites { get; init; }

    /// <summary><c>muc#roomconfig_moderatedroom</c>.</summary>
    public bool ModeratedRoom { get; init; }

    /// <summary><c>muc#roomconfig_roomsecret</c>, and with it <c>muc#roomconfig_passwordprotectedroom</c>.</summary>
    public string RoomSecret { get; init; } = "";

    /// <summary><c>muc#roomconfig_whois</c>.</summary>
    public Whois Whois { get; init; }

    /// <summary><c>muc#roomconfig_changesubject</c>.</summary>
    public bool ChangeSubject { get; init; }

    /// <summary><c>muc#roomconfig_allowpm</c>.</summary>
    public PrivateMessageSenders AllowPm { get; init; }

    /// <summary><c>muc#roomconfig_presencebroadcast</c>; empty for all roles.</summary>
    public IReadOnlyList<Role> PresenceBroadcast { get; init; } = [];

    /// <summary><c>muc#roomconfig_getmemberlist</c>; empty for all roles.</summary>
    public IReadOnlyList<Role> GetMemberList { get; init; } = [];

    /// <summary><c>muc#roomconfig_maxusers</c>; 0 for as many as the service allows.</summary>
    public int MaxUsers { get; init; }

    /// <summary><c>muc#maxhistoryfetch</c>; not set for as many as a room keeps.</summary>
    public int? MaxHistoryFetch { get; init; }

    /// <summary><c>muc#roomconfig_enablelogging</c>.</summary>
    public bool EnableLogging { get; init; }

    /// <summary><c>muc#roomconfig_pubsub</c>.</summary>
    public string PubSub { get; init; } = "";

    /// <summary><c>muc#roomconfig_roomadmins</c>.</summary>
    public IReadOnlyList<string> RoomAdmins { get; init; } = [];

    /// <summary><c>muc#roomconfig_roomowners</c>, besides who creates the room.</summary>
    public IReadOnlyList<string> RoomOwners { get; init; } = [];

    /// <summary><c>muc#roomconfig_slow_mode_duration</c>. XEP-0500.</summary>
    public TimeSpan SlowModeDuration { get; init; }

    /// <summary>Who becomes a member by asking.</summary>
    public RegistrationPolicy Registration { get; init; }

    /// <summary>Who registered has the nick that he registered.</summary>
    public bool RegisteredNicks { get; init; }

    /// <summary><c>muc#roominfo_contactjid</c>.</summary>
    public IReadOnlyList<string> ContactJid { get; init; } = [];

    /// <summary><c>muc#roominfo_ldapgroup</c>.</summary>
    public string LdapGroup { get; init; } = "";

    /// <summary>The configuration that a new room has. The options are valid.</summary>
    internal RoomConfig ToConfig() => RoomConfig.Default with
    {
        Name = RoomName,
        Description = RoomDesc,
        Language = Lang,
        Persistent = PersistentRoom,
        Public = PublicRoom,
        MembersOnly = MembersOnly,
        MembersInvite = AllowInvites,
        Moderated = ModeratedRoom,
        Password = RoomSecret,
        Whois = Whois,
        AnyoneChangesSubject = ChangeSubject,
        PrivateMessagesFrom = AllowPm switch
        {
            PrivateMessageSenders.Anyone => Role.Visitor,
            PrivateMessageSenders.Participants => Role.Participant,
            PrivateMessageSenders.Moderators => Role.Moderator,
            PrivateMessageSenders.None => null,
            _ => throw new System.Diagnostics.UnreachableException(),
        },
        PresenceBroadcast = Roles(PresenceBroadcast) ?? RoomConfig.Default.PresenceBroadcast,
        ListsFor = Roles(GetMemberList) ?? RoomConfig.Default.ListsFor,
        MaxOccupants = MaxUsers,
        MaxHistory = MaxHistoryFetch,
        Logged = EnableLogging,
        PubSubNode = PubSub,
        SlowMode = SlowModeDuration,
        Registration = Registration,
        NicksLocked = RegisteredNicks,
        Contacts = ContactJid.Select(BareJid.Parse).ToImmutableArray(),
        LdapGroup = LdapGroup,
    };

    /// <summary>A list that names none and nothing else is empty.</summary>
    private static ImmutableHashSet<Role>? Roles(IReadOnlyList<Role> roles) => roles.Count == 0 ? null : [.. roles.Where(role => role != Role.None)];
}

internal sealed class RoomDefaultsOptionsValidator : IValidateOptions<RoomDefaultsOptions>
{
    public ValidateOptionsResult Validate(string? name, RoomDefaultsOptions options)
    {
        var faults = new FaultList(name);
        faults.Range(options.MaxUsers, 0, 100_000, nameof(options.MaxUsers));
        if (options.MaxHistoryFetch is { } most)
            faults.Range(most, 0, 1000, nameof(options.MaxHistoryFetch));
        faults.Range(options.SlowModeDuration, TimeSpan.Zero, TimeSpan.FromDays(1), nameof(options.SlowModeDuration));
        faults.Unless(options.Lang.Length == 0 || LanguageTag.IsOne(options.Lang), nameof(options.Lang), "must be a language tag such as en");
        faults.Unless(options.PubSub.Length == 0 || options.PubSub.StartsWith("xmpp:", StringComparison.Ordinal), nameof(options.PubSub), "must be an XMPP URI");
        People(faults, options.RoomAdmins, nameof(options.RoomAdmins));
        People(faults, options.RoomOwners, nameof(options.RoomOwners));
        People(faults, options.ContactJid, nameof(options.ContactJid));
        return faults.Build();
    }

    private static void People(FaultList faults, IReadOnlyList<string> list, string key)
    {
        for (var i = 0; i < list.Count; i++)
            faults.Unless(BareJid.TryParse(list[i], out var jid) && !jid.IsDomain, $"{key}:{i}", $"must be the bare JID of a person, and is '{list[i]}'");
    }
}
