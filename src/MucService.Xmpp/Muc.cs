namespace MucService.Xmpp;

/// <summary>The lasting relation of a bare JID to a room. XEP-0045 #affil. Greater is more.</summary>
public enum Affiliation
{
    /// <summary>Banned.</summary>
    Outcast = -1,

    /// <summary>None.</summary>
    None = 0,

    /// <summary>May enter a members-only room.</summary>
    Member = 1,

    /// <summary>Keeps the lists.</summary>
    Admin = 2,

    /// <summary>Configures and destroys.</summary>
    Owner = 3,
}

/// <summary>What an occupant may do on this visit. XEP-0045 #roles. Greater is more.</summary>
public enum Role
{
    /// <summary>Not in the room.</summary>
    None = 0,

    /// <summary>May listen.</summary>
    Visitor = 1,

    /// <summary>May speak.</summary>
    Participant = 2,

    /// <summary>May kick, and give and take voice.</summary>
    Moderator = 3,
}

/// <summary>The status codes of <c>muc#user</c>. XEP-0045 #registrar-statuscodes.</summary>
public enum StatusCode
{
    /// <summary>Any occupant may see the occupant's full JID.</summary>
    RealJidsPublic = 100,

    /// <summary>The affiliation changed while not in the room.</summary>
    AffiliationChanged = 101,

    /// <summary>The room now shows unavailable members.</summary>
    ShowsUnavailable = 102,

    /// <summary>The room no longer shows unavailable members.</summary>
    HidesUnavailable = 103,

    /// <summary>The configuration changed in a way that is not about privacy.</summary>
    ConfigurationChanged = 104,

    /// <summary>This presence is about its recipient.</summary>
    SelfPresence = 110,

    /// <summary>The conversation is logged now.</summary>
    LoggingEnabled = 170,

    /// <summary>The conversation is not logged any more.</summary>
    LoggingDisabled = 171,

    /// <summary>The room is non-anonymous now.</summary>
    NonAnonymous = 172,

    /// <summary>The room is semi-anonymous now.</summary>
    SemiAnonymous = 173,

    /// <summary>The room was created.</summary>
    Created = 201,

    /// <summary>The service gave or changed the nick.</summary>
    NickAssigned = 210,

    /// <summary>Banned.</summary>
    Banned = 301,

    /// <summary>The occupant's new nick follows.</summary>
    NickChanged = 303,

    /// <summary>Kicked.</summary>
    Kicked = 307,

    /// <summary>Removed by a change of affiliation.</summary>
    AffiliationLost = 321,

    /// <summary>Removed because the room is members-only now.</summary>
    MembersOnly = 322,

    /// <summary>Removed because the service closes.</summary>
    ServiceClosing = 332,

    /// <summary>Removed for a technical reason.</summary>
    TechnicalRemoval = 333,
}
