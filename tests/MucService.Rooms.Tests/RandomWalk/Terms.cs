using MucService.Xmpp;

namespace MucService.Rooms.Tests.RandomWalk;

/// <summary>What the owners of the model's room decided, as they wrote it in the form. XEP-0045 #registrar-formtype-owner.</summary>
internal sealed partial record Terms
{
    public bool MembersOnly { get; init; }

    public bool Moderated { get; init; }

    public bool NonAnonymous { get; init; }

    public bool Persistent { get; init; }

    public bool AnyoneChangesSubject { get; init; }

    public bool MembersInvite { get; init; }

    public bool Logged { get; init; }

    public bool NicksLocked { get; init; }

    public string Private { get; init; } = "anyone";

    public string Broadcast { get; init; } = "moderator participant visitor";

    public string ListsFor { get; init; } = "moderator participant visitor";

    public string Password { get; init; } = "";

    public string MaxOccupants { get; init; } = "none";

    public string Registration { get; init; } = "open";

    public string SlowMode { get; init; } = "0";

    public string Name { get; init; } = "";

    public string Description { get; init; } = "";

    public string Language { get; init; } = "";

    public bool Hidden { get; init; }

    public string PubSub { get; init; } = "";

    public string LdapGroup { get; init; } = "";

    /// <summary>Whom to turn to, in the order in which they were named.</summary>
    public string Contacts { get; init; } = "";

    /// <summary>True if anybody may find the room, enter it and see what it is about.</summary>
    public bool IsOpen => this is { Hidden: false, MembersOnly: false, Password: "" };

    /// <summary>How many messages who enters is sent at most; empty for all there are.</summary>
    public string MaxHistory { get; init; } = "";

    public bool Broadcasts(Role role) => Broadcast.Contains(role.ToString(), StringComparison.OrdinalIgnoreCase);

    public bool Lists(Role role) => ListsFor.Contains(role.ToString(), StringComparison.OrdinalIgnoreCase);

    /// <summary>True if so many are as many as may be.</summary>
    public bool IsFull(int occupants) => MaxOccupants != "none" && occupants >= int.Parse(MaxOccupants, System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The least role that may speak to one, or null for nobody.</summary>
    public Role? SendsPrivately => Private switch
    {
        "anyone" => Role.Visitor,
        "participants" => Role.Participant,
        "moderators" => Role.Moderator,
        _ => null,
    };

    /// <summary>These terms with one field of the form submitted.</summary>
    public Terms With(string field, string[] values)
    {
        var (value, isYes) = (string.Join(' ', values), values is ["1"]);
        return field switch
        {
            "muc#roomconfig_membersonly" => this with { MembersOnly = isYes },
            "muc#roomconfig_moderatedroom" => this with { Moderated = isYes },
            "muc#roomconfig_whois" => this with { NonAnonymous = value == "anyone" },
            "muc#roomconfig_changesubject" => this with { AnyoneChangesSubject = isYes },
            "muc#roomconfig_persistentroom" => this with { Persistent = isYes },
            "muc#roomconfig_allowinvites" => this with { MembersInvite = isYes },
            "muc#roomconfig_enablelogging" => this with { Logged = isYes },
            "muc#roomconfig_allowpm" => this with { Private = value },
            "muc#roomconfig_presencebroadcast" => this with { Broadcast = value },
            "muc#roomconfig_getmemberlist" => this with { ListsFor = value },
            "muc#roomconfig_roomsecret" => this with { Password = value },
            "muc#roomconfig_maxusers" => this with { MaxOccupants = value },
            "muc#roomconfig_slow_mode_duration" => this with { SlowMode = value },
            "muc#roomconfig_roomname" => this with { Name = value },
            "muc#roomconfig_roomdesc" => this with { Description = value },
            "muc#roomconfig_lang" => this with { Language = value },
            "muc#roomconfig_publicroom" => this with { Hidden = !isYes },
            "muc#roomconfig_pubsub" => this with { PubSub = value },
            "muc#roominfo_ldapgroup" => this with { LdapGroup = value },
            "muc#roominfo_contactjid" => this with { Contacts = value },
            "muc#maxhistoryfetch" => this with { MaxHistory = value },
            "{urn:x-mucservice:rooms:0}registered-nicks" => this with { NicksLocked = isYes },
            _ => this with { Registration = value },
        };
    }

    /// <summary>#registrar-features: what a room so configured tells of itself.</summary>
    public IEnumerable<string> Features =>
    [
        Password.Length > 0 ? "muc_passwordprotected" : "muc_unsecured", Persistent ? "muc_persistent" : "muc_temporary", MembersOnly ? "muc_membersonly" : "muc_open",
        Moderated ? "muc_moderated" : "muc_unmoderated", NonAnonymous ? "muc_nonanonymous" : "muc_semianonymous", Hidden ? "muc_hidden" : "muc_public",
    ];

    /// <summary>#roomconfig-notify: the codes that occupants are told when these terms follow others.</summary>
    public IEnumerable<string> CodesAfter(Terms before)
    {
        if (before with { Logged = Logged, NonAnonymous = NonAnonymous } != this)
            yield return "104";
        if (before.Logged != Logged)
            yield return Logged ? "170" : "171";
        if (before.NonAnonymous != NonAnonymous)
            yield return NonAnonymous ? "172" : "173";
    }
}
