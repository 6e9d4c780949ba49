using System.Collections.Immutable;
using MucService.Xmpp;

namespace MucService.Rooms;

/// <summary>Who may see real JIDs. XEP-0045 #registrar-formtype-owner, <c>muc#roomconfig_whois</c>.</summary>
public enum Whois
{
    /// <summary>Moderators only: a semi-anonymous room.</summary>
    Moderators,

    /// <summary>Anyone: a non-anonymous room.</summary>
    Anyone,
}

/// <summary>What the owners of a room decide. XEP-0045 #registrar-formtype-owner.</summary>
public sealed record RoomConfig
{
    /// <summary>What an instant room has. XEP-0045 #createroom-instant.</summary>
    public static RoomConfig Default { get; } = new();

    /// <summary><c>muc#roomconfig_roomname</c>: the name, for people; empty if none.</summary>
    public string Name { get; init; } = "";

    /// <summary><c>muc#roomconfig_roomdesc</c>: the description; empty if none.</summary>
    public string Description { get; init; } = "";

    /// <summary><c>muc#roomconfig_lang</c>: the language of conversations; empty if not said.</summary>
    public string Language { get; init; } = "";

    /// <summary><c>muc#roomconfig_persistentroom</c>: it stays when the last occupant leaves.</summary>
    public bool Persistent { get; init; }

    /// <summary><c>muc#roomconfig_publicroom</c>: it is listed.</summary>
    public bool Public { get; init; } = true;

    /// <summary><c>muc#roomconfig_membersonly</c>: only those with an affiliation may enter.</summary>
    public bool MembersOnly { get; init; }

    /// <summary><c>muc#roomconfig_allowinvites</c>: members may invite to a members-only room; to others every occupant may.</summary>
    public bool MembersInvite { get; init; }

    /// <summary><c>muc#roomconfig_moderatedroom</c>: who has no affiliation enters as a visitor.</summary>
    public bool Moderated { get; init; }

    /// <summary><c>muc#roomconfig_passwordprotectedroom</c> and <c>muc#roomconfig_roomsecret</c>: the password; empty if none is needed.</summary>
    public string Password { get; init; } = "";

    /// <summary><c>muc#roomconfig_whois</c>: who may see real JIDs.</summary>
    public Whois Whois { get; init; }

    /// <summary><c>muc#roomconfig_changesubject</c>: participants may change the subject.</summary>
    public bool AnyoneChangesSubject { get; init; }

    /// <summary><c>muc#roomconfig_maxusers</c>: how many occupants at most; 0 for as many as the service allows.</summary>
    public int MaxOccupants { get; init; }

    /// <summary><c>muc#roomconfig_presencebroadcast</c>: the roles whose presence others are told.</summary>
    public ImmutableHashSet<Role> PresenceBroadcast { get; init; } = [Role.Moderator, Role.Participant, Role.Visitor];

    /// <summary><c>muc#roomconfig_allowpm</c>: the least role that may send private messages; none for nobody.</summary>
    public Role? PrivateMessagesFrom { get; init; } = Role.Visitor;

    /// <summary><c>muc#roomconfig_slow_mode_duration</c>: how long a person waits between two messages to all; zero for not at all. XEP-0500.</summary>
    public TimeSpan SlowMode { get; init; }

    /// <summary><c>muc#roomconfig_getmemberlist</c>: the roles that may read the lists, where they may see real JIDs; admins always may.</summary>
    public ImmutableHashSet<Role> ListsFor { get; init; } = [Role.Moderator, Role.Participant, Role.Visitor];

    /// <summary><c>muc#maxhistoryfetch</c>: how many messages at most who enters is sent; null for as many as the room keeps.</summary>
    public int? MaxHistory { get; init; }

    /// <summary><c>muc#roomconfig_enablelogging</c>: what is said is published, by a logging service or by the host; who enters is warned.</summary>
    public bool Logged { get; init; }

    /// <summary>Who becomes a member by asking. XEP-0045 #register.</summary>
    public RegistrationPolicy Registration { get; init; }

    /// <summary>Who registered has the nick that he registered, whatever other he enters with. XEP-0045 #register.</summary>
    public bool NicksLocked { get; init; }

    /// <summary><c>muc#roomconfig_pubsub</c>: the XMPP URI of a node that belongs to the room; empty if none.</summary>
    public string PubSubNode { get; init; } = "";

    /// <summary><c>muc#roominfo_contactjid</c>: whom to turn to about the room.</summary>
    public ImmutableArray<BareJid> Contacts { get; init; } = [];

    /// <summary><c>muc#roominfo_ldapgroup</c>: the group that the members are those of, by distinguished name; empty if none. It is told, and not read.</summary>
    public string LdapGroup { get; init; } = "";

    /// <summary>What the room decides about links. XEP-0310.</summary>
    public LinkChoices Links { get; init; } = LinkChoices.None;

    /// <summary>True if another configuration holds the same, be it another object.</summary>
    internal bool IsSameAs(RoomConfig other) =>
        PresenceBroadcast.SetEquals(other.PresenceBroadcast)
        && ListsFor.SetEquals(other.ListsFor)
        && Contacts.SequenceEqual(other.Contacts)
        && this with { PresenceBroadcast = other.PresenceBroadcast, ListsFor = other.ListsFor, Contacts = other.Contacts } == other;
}
