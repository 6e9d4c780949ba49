namespace MucService.Rooms;

/// <summary>
/// What the owners of a room decide in its configuration form, by the names of the registry, so that the operator can take it from them.
/// XEP-0045 #registrar-formtype-owner.
/// </summary>
public enum RoomField
{
    /// <summary><c>muc#roomconfig_roomname</c>.</summary>
    RoomName,

    /// <summary><c>muc#roomconfig_roomdesc</c>.</summary>
    RoomDesc,

    /// <summary><c>muc#roomconfig_lang</c>.</summary>
    Lang,

    /// <summary><c>muc#roomconfig_persistentroom</c>.</summary>
    PersistentRoom,

    /// <summary><c>muc#roomconfig_publicroom</c>.</summary>
    PublicRoom,

    /// <summary><c>muc#roomconfig_membersonly</c>.</summary>
    MembersOnly,

    /// <summary><c>muc#roomconfig_allowinvites</c>.</summary>
    AllowInvites,

    /// <summary><c>muc#roomconfig_moderatedroom</c>.</summary>
    ModeratedRoom,

    /// <summary><c>muc#roomconfig_passwordprotectedroom</c> and <c>muc#roomconfig_roomsecret</c>, which are one decision.</summary>
    RoomSecret,

    /// <summary><c>muc#roomconfig_whois</c>.</summary>
    Whois,

    /// <summary><c>muc#roomconfig_changesubject</c>.</summary>
    ChangeSubject,

    /// <summary><c>muc#roomconfig_allowpm</c>.</summary>
    AllowPm,

    /// <summary><c>muc#roomconfig_presencebroadcast</c>.</summary>
    PresenceBroadcast,

    /// <summary><c>muc#roomconfig_getmemberlist</c>.</summary>
    GetMemberList,

    /// <summary><c>muc#roomconfig_maxusers</c>.</summary>
    MaxUsers,

    /// <summary><c>muc#maxhistoryfetch</c>.</summary>
    MaxHistoryFetch,

    /// <summary><c>muc#roomconfig_enablelogging</c>.</summary>
    EnableLogging,

    /// <summary><c>muc#roomconfig_pubsub</c>.</summary>
    PubSub,

    /// <summary><c>muc#roomconfig_roomadmins</c>: the list of admins, however it is changed.</summary>
    RoomAdmins,

    /// <summary><c>muc#roomconfig_roomowners</c>: the list of owners, however it is changed.</summary>
    RoomOwners,

    /// <summary><c>muc#roomconfig_slow_mode_duration</c>. XEP-0500.</summary>
    SlowModeDuration,

    /// <summary><c>{urn:x-mucservice:rooms:0}registration</c>: who becomes a member by asking.</summary>
    Registration,

    /// <summary><c>{urn:x-mucservice:rooms:0}registered-nicks</c>: who registered has that nick and no other.</summary>
    RegisteredNicks,

    /// <summary><c>muc#roominfo_contactjid</c>.</summary>
    ContactJid,

    /// <summary><c>muc#roominfo_ldapgroup</c>.</summary>
    LdapGroup,
}
