using System.Collections.Immutable;
using MucService.Rooms.Hats;
using MucService.Rooms.OccupantIds;
using MucService.Rooms.Reachability;
using MucService.Rooms.VCards;
using MucService.Xmpp;

namespace MucService.Rooms;

/// <summary>Written to the journal before anyone is told: what owners and admins decide.</summary>
public interface IJournaled;

/// <summary>Written to the rooms and sessions tables before anyone is told: that the room exists, who is in it, and as what.</summary>
public interface IOccupancy
{
    /// <summary>The sessions whose rows the event changes: written if they are in the room afterwards, deleted if not.</summary>
    ImmutableArray<FullJid> Touched { get; }
}

/// <summary>Written to its table soon after everyone was told; the last moments may be lost with the process.</summary>
public interface IWrittenBehind;

/// <summary>Something that happened in a room. What carries no marker lives and dies with the room's actor.</summary>
public abstract record RoomEvent
{
    private RoomEvent()
    {
    }

    /// <summary>The room came into being. XEP-0045 #createroom.</summary>
    /// <param name="By">Its first owner.</param>
    /// <param name="At">When.</param>
    /// <param name="Locked">Nobody else may enter until the owner has configured it.</param>
    /// <param name="OccupantIdKey">What its occupants' ids are made with. XEP-0421.</param>
    public sealed record Created(BareJid By, DateTimeOffset At, bool Locked, OccupantIdKey? OccupantIdKey = null) : RoomEvent, IOccupancy
    {
        /// <inheritdoc/>
        public ImmutableArray<FullJid> Touched => [];
    }

    /// <summary>The owner accepted the configuration; others may enter. XEP-0045 #createroom-instant.</summary>
    public sealed record Unlocked : RoomEvent, IOccupancy
    {
        /// <inheritdoc/>
        public ImmutableArray<FullJid> Touched => [];
    }

    /// <summary>
    /// A session entered, as a new occupant or as one more session of one. One of a real JID that is in the room already
    /// replaces it: the client lost its place and entered anew. XEP-0045 #enter.
    /// </summary>
    public sealed record Entered(Session Session, Nick Nick, Role Role) : RoomEvent, IOccupancy
    {
        /// <inheritdoc/>
        public ImmutableArray<FullJid> Touched => [Session.RealJid];

        /// <summary>When, by <see cref="Arrival.Steady"/>, where something is known of the link to its domain; else null.</summary>
        public DateTimeOffset? At { get; init; }
    }

    /// <summary>A session is no longer in the room, for whatever reason. XEP-0045 #exit.</summary>
    public sealed record Exited(FullJid RealJid) : RoomEvent, IOccupancy
    {
        /// <inheritdoc/>
        public ImmutableArray<FullJid> Touched => [RealJid];

        /// <summary>Moderators put it out. XEP-0045 #kick.</summary>
        public bool Kicked { get; init; }
    }

    /// <summary>An occupant has another nick. XEP-0045 #changenick.</summary>
    public sealed record NickChanged(Nick Old, Nick New, ImmutableArray<FullJid> Touched) : RoomEvent, IOccupancy;

    /// <summary>An occupant has another role. XEP-0045 #roles.</summary>
    public sealed record RoleChanged(Nick Nick, Role Role, ImmutableArray<FullJid> Touched) : RoomEvent, IOccupancy;

    /// <summary>A session sent other presence. XEP-0045 #changepres.</summary>
    public sealed record PresenceChanged(FullJid RealJid, SessionPresence Presence) : RoomEvent, IWrittenBehind;

    /// <summary>A bare JID has another affiliation; <see cref="Xmpp.Affiliation.None"/> takes it off the lists. XEP-0045 #affil.</summary>
    /// <param name="Of">Whose.</param>
    /// <param name="Affiliation">The new one.</param>
    /// <param name="By">Who decided.</param>
    /// <param name="Reason">Why, or null.</param>
    /// <param name="Nick">The nick reserved with it, or null.</param>
    public sealed record AffiliationGranted(BareJid Of, Affiliation Affiliation, BareJid By, string? Reason, Nick? Nick = null)
        : RoomEvent, IJournaled;

    /// <summary>The owner changed the configuration. XEP-0045 #roomconfig.</summary>
    public sealed record Configured(RoomConfig Config) : RoomEvent, IJournaled;

    /// <summary>Somebody asked to be registered, and admins decide. XEP-0045 #regapprove.</summary>
    public sealed record RegistrationRequested(RegistrationRequest Request) : RoomEvent, IJournaled;

    /// <summary>An admin does not want somebody to be registered. XEP-0045 #regapprove.</summary>
    public sealed record RegistrationDenied(BareJid Of) : RoomEvent, IJournaled;

    /// <summary>The subject changed. XEP-0045 #subject-mod.</summary>
    public sealed record SubjectChanged(Subject Subject) : RoomEvent, IJournaled;

    /// <summary>There is a hat, or it is another now. XEP-0317 #create.</summary>
    public sealed record HatCreated(Hat Hat) : RoomEvent, IJournaled;

    /// <summary>There is no such hat any more, and nobody wears it. XEP-0317 #destroy.</summary>
    public sealed record HatDestroyed(string Uri) : RoomEvent, IJournaled;

    /// <summary>Somebody was given a hat. XEP-0317 #add.</summary>
    public sealed record HatAssigned(BareJid To, string Uri) : RoomEvent, IJournaled;

    /// <summary>A hat was taken from somebody. XEP-0317 #remove.</summary>
    public sealed record HatUnassigned(BareJid From, string Uri) : RoomEvent, IJournaled;

    /// <summary>The owner published another vCard of the room, or took it away. It has a row of its own. XEP-0486.</summary>
    public sealed record VCardChanged(RoomVCard? VCard) : RoomEvent, IOccupancy
    {
        /// <inheritdoc/>
        public ImmutableArray<FullJid> Touched => [];
    }

    /// <summary>The room is gone for good. XEP-0045 #destroyroom.</summary>
    /// <param name="Alternative">Where the conversation goes on, or null.</param>
    /// <param name="Password">The password there, or null.</param>
    /// <param name="Reason">Why, or null.</param>
    public sealed record Destroyed(BareJid? Alternative, string? Password, string? Reason) : RoomEvent, IJournaled;

    /// <summary>The room that was destroyed leaves something. XEP-0045 #destroyroom.</summary>
    public sealed record TombstoneSet(Tombstone Tombstone) : RoomEvent, IOccupancy
    {
        /// <inheritdoc/>
        public ImmutableArray<FullJid> Touched => [];
    }

    /// <summary>What was left of a destroyed room is forgotten: anybody may create one here again.</summary>
    public sealed record TombstoneRemoved : RoomEvent, IOccupancy
    {
        /// <inheritdoc/>
        public ImmutableArray<FullJid> Touched => [];
    }

    /// <summary>An occupant said something to all. XEP-0045 #message.</summary>
    public sealed record Said(HistoryEntry Entry) : RoomEvent, IWrittenBehind;

    /// <summary>What was said was taken back, by who said it or by a moderator. XEP-0424, XEP-0425.</summary>
    /// <param name="StanzaId">The id that the room gave the message.</param>
    /// <param name="Tombstone">What is kept in place of it.</param>
    public sealed record MessageRetracted(string StanzaId, Payload Tombstone) : RoomEvent, IWrittenBehind;

    /// <summary>The room passed an invitation on. XEP-0045 #invite-mediated.</summary>
    public sealed record Invited(SentInvitation Invitation) : RoomEvent;

    /// <summary>An invitation was declined, or came back. XEP-0045 #invite-mediated.</summary>
    public sealed record InvitationAnswered(SentInvitation Invitation) : RoomEvent;

    /// <summary>A visitor asked for voice. XEP-0045 #requestvoice.</summary>
    public sealed record VoiceRequested(BareJid By, DateTimeOffset At) : RoomEvent;

    /// <summary>Somebody said something to all, and slow mode counts it. XEP-0500.</summary>
    public sealed record Spoke(BareJid By, DateTimeOffset At) : RoomEvent;

    /// <summary>What the operator decided is otherwise now.</summary>
    public sealed record SettingsChanged(RoomSettings Settings) : RoomEvent;

    /// <summary>The link to a domain stands otherwise; its sessions are suspended or heard again.</summary>
    public sealed record LinkChanged(Domain Domain, LinkStanding Standing, long Epoch, DateTimeOffset At) : RoomEvent
    {
        /// <summary>What the sessions of the domain are proved to know; null for all that they were told.</summary>
        public Known? Proved { get; init; }
    }

    /// <summary>Something was said to all that the room is to keep, and that is too large for it: who misses it has to enter anew.</summary>
    public sealed record SaidUnkept : RoomEvent;

    /// <summary>Something was said to all that the history does not hold.</summary>
    /// <param name="Id">Its id, as its sender gave it.</param>
    /// <param name="At">When.</param>
    public sealed record SaidAside(string Id, DateTimeOffset At) : RoomEvent;

    /// <summary>A session missed something of what it was sent: its server sent that back, or it is in doubt.</summary>
    /// <param name="Session">Which session.</param>
    /// <param name="Known">What it is known to have got.</param>
    /// <param name="At">When that was seen.</param>
    public sealed record FellBehind(FullJid Session, Known Known, DateTimeOffset At) : RoomEvent
    {
        /// <summary>Nothing is lost, but things may have come in another order.</summary>
        public bool OrderOnly { get; init; }
    }

    /// <summary>The sessions of a domain were told again what came after what they are proved to know.</summary>
    public sealed record ToldAgain(Domain Domain, Known Since) : RoomEvent;

    /// <summary>A session that missed something was told it.</summary>
    public sealed record MadeGood(FullJid Session, DateTimeOffset At) : RoomEvent;

    /// <summary>What happened up to a change is proved to have reached everybody in the room.</summary>
    public sealed record Settled(long Change) : RoomEvent;

    /// <summary>A session is paused, or is not any more. XEP-0310 #connectionpaused.</summary>
    public sealed record PauseChanged(FullJid RealJid, Pause Pause) : RoomEvent;

    /// <summary>What a session's client announces became known. XEP-0115.</summary>
    public sealed record CapabilitiesLearned(FullJid RealJid, ClientFeatures Features) : RoomEvent;

    /// <summary>The room sent or heard something that later errors are judged by; see <c>#service-error-kick</c>.</summary>
    /// <param name="RealJid">To or from which session.</param>
    /// <param name="At">When.</param>
    /// <param name="Passed">The private message that was sent to it, or null.</param>
    /// <param name="Knows">The nick under which it was told that it is from now on, or null.</param>
    public sealed record Heard(FullJid RealJid, DateTimeOffset At, PassedMessage? Passed = null, Nick? Knows = null) : RoomEvent;

    /// <summary>A private message came back from one of the sessions that it was sent to.</summary>
    public sealed record PrivateMessageFailed(PassedMessage Message) : RoomEvent;
}
