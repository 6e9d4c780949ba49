using System.Collections.Immutable;
using MucService.Rooms.Protection;
using MucService.Xmpp;

namespace MucService.Rooms;

/// <summary>What the operator decides for all rooms of a service. One instance, shared by all of them.</summary>
public sealed record RoomSettings
{
    /// <summary>The service's domain.</summary>
    public required Domain Service { get; init; }

    /// <summary>The host's own domain where the operator names it; null where it is the one above the service's.</summary>
    public Domain? Host { get; init; }

    /// <summary>Random bytes of this node, made at its start: what rooms need by chance is derived of them.</summary>
    public ImmutableArray<byte> Chance { get; init; } = [];

    /// <summary>Bare JIDs that act as owners everywhere without appearing in lists.</summary>
    public ImmutableHashSet<BareJid> Admins { get; init; } = [];

    /// <summary>Who may create rooms.</summary>
    public RoomCreation Creation { get; init; }

    /// <summary>Who may create rooms where only the listed may: bare JIDs, and domains for everybody there.</summary>
    public ImmutableHashSet<BareJid> Creators { get; init; } = [];

    /// <summary>How long the name of a new room, its localpart, may be, in UTF-8 bytes.</summary>
    public int MaxRoomNameBytes { get; init; } = 1023;

    /// <summary>How long a nick may be, in UTF-8 bytes.</summary>
    public int MaxNickBytes { get; init; } = 1023;

    /// <summary>Whom the operator does not let in.</summary>
    public BlockList Blocks { get; init; } = BlockList.Nobody;

    /// <summary>What new rooms may be called.</summary>
    public NamePolicy RoomNames { get; init; } = NamePolicy.Anything;

    /// <summary>What nicks may be.</summary>
    public NamePolicy Nicks { get; init; } = NamePolicy.Anything;

    /// <summary>How many rooms that one bare JID created there may be at a time; 0 for any number.</summary>
    public int MaxRoomsPerOwner { get; init; }

    /// <summary>How large a message may be, to all or to one, in bytes of its children.</summary>
    public int MaxMessageBytes { get; init; } = 512 * 1024;

    /// <summary>A new room is locked until its owner has configured it. XEP-0045 #createroom.</summary>
    public bool Locking { get; init; } = true;

    /// <summary>How long a new room that is locked waits to be configured before it is destroyed; zero for as long as its owner is in it.</summary>
    public TimeSpan ConfigureWithin { get; init; }

    /// <summary>The configuration that a new room has. What a room has does not change with it later.</summary>
    public RoomConfig Defaults { get; init; } = RoomConfig.Default;

    /// <summary>The admins that a new room has.</summary>
    public ImmutableArray<BareJid> DefaultAdmins { get; init; } = [];

    /// <summary>The owners that a new room has, besides who created it.</summary>
    public ImmutableArray<BareJid> DefaultOwners { get; init; } = [];

    /// <summary>What of the configuration form the owners of a room do not decide.</summary>
    public ImmutableHashSet<RoomField> LockedFields { get; init; } = [];

    /// <summary>Where the logs of a publicly logged room are read, with <c>{room}</c> in place of its localpart; empty if nowhere.</summary>
    public string LogsUrl { get; init; } = "";

    /// <summary>What rooms do when a link goes down.</summary>
    public LinkPolicy LinkPolicy { get; init; } = LinkPolicy.Annotate;

    /// <summary>How long a suspended session is kept.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How many annotated presences one loss may cause in a room; where it would be more, its sessions are ejected instead.</summary>
    public int AnnotateLimit { get; init; } = 300_000;

    /// <summary>How soon others are told again that a session is paused or resumed; what changes sooner is told once.</summary>
    public TimeSpan PauseSpacing { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Who is told that an occupant's server cannot be reached.</summary>
    public AnnotateTo AnnotateTo { get; init; }

    /// <summary>What sessions are sent when the link to their domain is up again.</summary>
    public Resync Resync { get; init; }

    /// <summary>What of links rooms do not decide for themselves.</summary>
    public ImmutableHashSet<LinkField> LockedLinkFields { get; init; } = [];

    /// <summary>What the operator decides about single domains; it outranks what rooms decide.</summary>
    public ImmutableDictionary<Domain, DomainTerms> Domains { get; init; } = ImmutableDictionary<Domain, DomainTerms>.Empty;

    /// <summary>How many messages a room keeps.</summary>
    public int HistorySize { get; init; } = 50;

    /// <summary>Nobody is told of a message before storage has it; otherwise it is written behind.</summary>
    public bool HistoryFirst { get; init; }

    /// <summary>How many occupants a room has at most; its owner may only say fewer.</summary>
    public int MaxOccupants { get; init; } = 1000;

    /// <summary>How long a subject may be, in UTF-8 bytes.</summary>
    public int MaxSubjectBytes { get; init; } = 2048;

    /// <summary>How many bare JIDs the lists of a room may hold.</summary>
    public int MaxAffiliations { get; init; } = 10_000;

    /// <summary>How large the vCard of a room may be, with its avatar, in bytes.</summary>
    public int MaxVCardBytes { get; init; } = 128 * 1024;

    /// <summary>Rooms tell which version of the lists a presence leads to, and what changed since one. XEP-0463.</summary>
    public bool AffiliationVersions { get; init; } = true;

    /// <summary>To who may see real JIDs, the presence of somebody with several sessions has an item for each.</summary>
    public bool ItemPerSession { get; init; }

    /// <summary>What becomes of a session from which an error comes for presence.</summary>
    public PresenceErrors PresenceErrors { get; init; }

    /// <summary>How many hats a room may have. XEP-0317.</summary>
    public int MaxHats { get; init; } = 50;

    /// <summary>How many of them one person may wear: each is in his presence.</summary>
    public int MaxHatsPerPerson { get; init; } = 8;

    /// <summary>How many people may wear hats in a room.</summary>
    public int MaxHatWearers { get; init; } = 1000;

    /// <summary>How long the reason of a kick, a ban, a destruction … may be, in UTF-8 bytes.</summary>
    public int MaxReasonBytes { get; init; } = 1024;

    /// <summary>How long a value of the configuration form may be, in UTF-8 bytes.</summary>
    public int MaxConfigValueBytes { get; init; } = 4096;

    /// <summary>How many addresses a room may name to turn to.</summary>
    public int MaxContacts { get; init; } = 20;

    /// <summary>How many people may wait for admins of a room to decide whether they are registered. XEP-0045 #regapprove.</summary>
    public int MaxRegistrationRequests { get; init; } = 50;

    /// <summary>How long such a request waits before it is forgotten.</summary>
    public TimeSpan RegistrationRequestsWait { get; init; } = TimeSpan.FromDays(30);

    /// <summary>How many admins and owners are asked about one request.</summary>
    public int MaxAdminsAsked { get; init; } = 20;

    /// <summary>How long the address of a destroyed room answers that it is gone; zero for not at all. XEP-0045 #destroyroom.</summary>
    public TimeSpan TombstonesStand { get; init; } = TimeSpan.FromDays(30);

    /// <summary>How many destroyed rooms a service remembers; those whose time ends first make room.</summary>
    public int MaxTombstones { get; init; } = 10_000;

    /// <summary>The owners of a room that one of them destroyed may create it anew meanwhile; the operator's admins always may.</summary>
    public bool OwnersRecreate { get; init; } = true;

    /// <summary>How many of those owners are remembered, who destroyed it first.</summary>
    public int MaxHeirs { get; init; } = 100;

    /// <summary>How many admins and owners may enter beyond the limit. XEP-0045 #enter-maxusers.</summary>
    public int ExtraOccupants { get; init; } = 20;

    /// <summary>How many sessions one occupant may have.</summary>
    public int MaxSessionsPerOccupant { get; init; } = 20;

    /// <summary>How many sessions of one domain a room has; admins are let in beyond it. The loss of a domain costs by their number.</summary>
    public int MaxSessionsPerDomain { get; init; } = 2000;

    /// <summary>How large a presence may be that the room keeps and passes on, in bytes of its children.</summary>
    public int MaxPresenceBytes { get; init; } = 16 * 1024;

    /// <summary>How long the status text of a presence may be, in bytes of its element.</summary>
    public int MaxStatusBytes { get; init; } = 16 * 1024;

    /// <summary>How large a message may be that goes into the history, in bytes of its children; larger ones are only passed on.</summary>
    public int MaxKeptMessageBytes { get; init; } = 64 * 1024;

    /// <summary>How many people one message may invite.</summary>
    public int MaxInvitationsPerMessage { get; init; } = 20;

    /// <summary>How many invitations a room remembers, so that they can be declined.</summary>
    public int InvitationsRemembered { get; init; } = 256;

    /// <summary>How often one bare JID may do what in one room, with all its sessions.</summary>
    public Rates OccupantRates { get; init; } = Rates.Unlimited;

    /// <summary>How often something may be done in one room by all who are in it.</summary>
    public Rates RoomRates { get; init; } = Rates.Unlimited;

    /// <summary>How long a visitor waits before he may ask for voice again.</summary>
    public TimeSpan VoiceRequestInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How many people may ask for voice in that time.</summary>
    public int MaxVoiceRequestsPerInterval { get; init; } = 20;

    /// <summary>How many private messages a room remembers to tell their senders that they failed.</summary>
    public int PrivateMessagesRemembered { get; init; } = 64;
}

/// <summary>What becomes of a session from which an error comes for presence that says that nobody is there. XEP-0045 #impl-service-ghosts.</summary>
public enum PresenceErrors
{
    /// <summary>It is judged by its condition and its id; in doubt the session is asked.</summary>
    Judge,

    /// <summary>The session is removed.</summary>
    Remove,

    /// <summary>The session is removed, and everybody is told the condition and the text.</summary>
    RemoveAndTell,
}

/// <summary>What the operator decides about the sessions of one domain; null where it is as everywhere.</summary>
/// <param name="Policy">What is done with them when the domain cannot be reached.</param>
/// <param name="Grace">How long they are kept then.</param>
public sealed record DomainTerms(LinkPolicy? Policy, TimeSpan? Grace);
