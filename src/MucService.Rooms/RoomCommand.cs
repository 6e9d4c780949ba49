using System.Collections.Immutable;
using MucService.Rooms.Reachability;
using MucService.Xmpp;

namespace MucService.Rooms;

/// <summary>When a stanza was accepted, and the id it was given then. Fixed once, so that a repeat is told from a new one.</summary>
/// <param name="At">Wall-clock time.</param>
/// <param name="StanzaId">Unique in this service. XEP-0359.</param>
public readonly record struct Arrival(DateTimeOffset At, string StanzaId)
{
    private readonly DateTimeOffset? _steady;

    /// <summary>
    /// The moment by which times are measured that a room keeps in memory: on a clock that the wall clock's jumps do not move. Where nobody says
    /// otherwise, the wall clock's.
    /// </summary>
    public DateTimeOffset Steady
    {
        get => _steady ?? At;
        init => _steady = value;
    }

    /// <summary>How long it has waited since it was accepted, as far as it was kept for a room that could not take it.</summary>
    public TimeSpan Waited { get; init; }

    /// <summary>
    /// When it came, on the clock of <see cref="Steady"/>: what somebody said at his ease while the room was moving is no flood when the room takes it all at once.
    /// </summary>
    public DateTimeOffset Came => Steady - Waited;
}

/// <summary>Something asked of a room. What comes from the wire is made by <see cref="Inbound"/>.</summary>
public abstract record RoomCommand
{
    private RoomCommand()
    {
    }

    /// <summary>When it was accepted.</summary>
    public Arrival Arrival { get; init; }

    /// <summary>The stanza it came as, for replies and for what passes through; null for what did not come from the wire.</summary>
    public Stanza? Stanza { get; init; }

    /// <summary>Enter, or enter anew. XEP-0045 #enter.</summary>
    public sealed record Enter(FullJid From, Nick Nick, string? Password, HistoryRequest History) : RoomCommand
    {
        /// <summary>What he wishes to know of the lists, or null. XEP-0463.</summary>
        public AffiliationsRequest? Affiliations { get; init; }
    }

    /// <summary>Presence to a nick without <c>x</c>: other presence, another nick, or a client that is out of step. XEP-0045 #changepres, #changenick.</summary>
    public sealed record ChangePresence(FullJid From, Nick Nick) : RoomCommand;

    /// <summary>A presence probe for a nick. RFC 6121 section 4.3, XEP-0045 #bizrules-presence.</summary>
    public sealed record Probe(FullJid From, Nick Nick) : RoomCommand;

    /// <summary>Leave. XEP-0045 #exit.</summary>
    public sealed record Exit(FullJid From) : RoomCommand;

    /// <summary>Speak to all. XEP-0045 #message.</summary>
    public sealed record Groupchat(FullJid From) : RoomCommand;

    /// <summary>Change the subject. XEP-0045 #subject-mod.</summary>
    public sealed record ChangeSubject(FullJid From, string Text) : RoomCommand;

    /// <summary>Speak to one. XEP-0045 #privatemessage.</summary>
    public sealed record PrivateMessage(FullJid From, Nick To) : RoomCommand;

    /// <summary>Ask others to come, through the room. XEP-0045 #invite-mediated.</summary>
    public sealed record Invite(FullJid From, ImmutableArray<Invitee> Invitees) : RoomCommand
    {
        /// <summary>Those of the invited domains that the service cannot reach: where nobody of them is in the room, it does not know.</summary>
        public ImmutableHashSet<Domain> Lost { get; init; } = [];
    }

    /// <summary>Refuse to come. XEP-0045 #invite-mediated.</summary>
    public sealed record DeclineInvitation(Jid From, Jid To, string? Reason) : RoomCommand;

    /// <summary>Ask for voice. XEP-0045 #requestvoice.</summary>
    public sealed record RequestVoice(FullJid From) : RoomCommand;

    /// <summary>Grant voice to who asked for it. XEP-0045 #voiceapprove.</summary>
    public sealed record ApproveVoice(FullJid From, Nick Nick, BareJid? Jid) : RoomCommand;

    /// <summary>Ask what registering takes. XEP-0045 #register.</summary>
    public sealed record QueryRegistration(Jid From) : RoomCommand;

    /// <summary>Register with the room. XEP-0045 #register.</summary>
    public sealed record Register(Jid From, Nick Nick) : RoomCommand;

    /// <summary>Decide about somebody who asked to be registered. XEP-0045 #regapprove.</summary>
    public sealed record AnswerRegistration(FullJid From, Nick Nick, BareJid? Jid, bool Allow) : RoomCommand;

    /// <summary>Be registered no longer. XEP-0077 #usecases-cancel.</summary>
    public sealed record Unregister(Jid From) : RoomCommand;

    /// <summary>An error came back from an address that is no session. XEP-0045 #invite-mediated.</summary>
    public sealed record InvitationFailed(Jid From, StanzaError Error) : RoomCommand;

    /// <summary>An iq for an occupant, or an answer of a session or of an account.</summary>
    public sealed record RelayIq(Jid From, Nick To) : RoomCommand;

    /// <summary>What is this room? XEP-0045 #disco-roominfo.</summary>
    public sealed record QueryInfo(Jid From, string? Node) : RoomCommand;

    /// <summary>Is this room there? XEP-0199.</summary>
    public sealed record Ping(Jid From) : RoomCommand;

    /// <summary>Who is in this room? XEP-0045 #disco-roomitems.</summary>
    public sealed record QueryItems(Jid From, string? Node) : RoomCommand;

    /// <summary>Read a list by role or affiliation. XEP-0045 #modifyvoice, #modifymember …</summary>
    public sealed record QueryList(FullJid From, ImmutableArray<AdminItem> Items) : RoomCommand;

    /// <summary>Change roles or affiliations, all or nothing. XEP-0045 #moderator, #admin, #owner.</summary>
    public sealed record Administrate(FullJid From, ImmutableArray<AdminItem> Items) : RoomCommand;

    /// <summary>Ask for the configuration form. XEP-0045 #roomconfig.</summary>
    public sealed record QueryConfiguration(FullJid From) : RoomCommand;

    /// <summary>Submit or cancel the configuration form. XEP-0045 #roomconfig, #createroom-instant.</summary>
    public sealed record Configure(FullJid From, Element Form) : RoomCommand;

    /// <summary>Destroy the room. XEP-0045 #destroyroom. From the operator if <paramref name="From"/> is null.</summary>
    public sealed record Destroy(FullJid? From, BareJid? Alternative, string? Password, string? Reason) : RoomCommand;

    /// <summary>Take back what somebody said. XEP-0425.</summary>
    /// <param name="From">Who wants it.</param>
    /// <param name="StanzaId">The id that the room gave the message.</param>
    /// <param name="Reason">Why, or null.</param>
    public sealed record ModerateMessage(FullJid From, string StanzaId, string? Reason) : RoomCommand;

    /// <summary>Ask for the room's vCard. XEP-0486 #retrieve-vcard.</summary>
    public sealed record QueryVCard(Jid From) : RoomCommand;

    /// <summary>Publish the room's vCard, the one child of the stanza. XEP-0486 #owner-publish.</summary>
    public sealed record PublishVCard(Jid From) : RoomCommand;

    /// <summary>Run an ad-hoc command, or go on with it. XEP-0050.</summary>
    public sealed record RunAdHoc(Jid From, string Node, string? Action, string? SessionId, Element? Form) : RoomCommand;

    /// <summary>The operator makes the address of a destroyed room free: <c>mucctl room forget</c>.</summary>
    public sealed record ForgetTombstone : RoomCommand;

    /// <summary>The service is retired for good: <c>mucctl service retire</c>. XEP-0045 #service-shutdown-kick.</summary>
    public sealed record Retire(string? Reason) : RoomCommand;

    /// <summary>An error came back for something the room sent. XEP-0045 #service-error-kick.</summary>
    public sealed record StanzaFailed(FullJid From, StanzaError Error) : RoomCommand;

    /// <summary>The operator removes an occupant: <c>mucctl occupant kick</c>.</summary>
    public sealed record KickByOperator(Nick Nick, string? Reason) : RoomCommand;

    /// <summary>The link to a domain stands otherwise. Told again with the same epoch, it changes nothing.</summary>
    public sealed record ChangeLink(Domain Domain, LinkStanding Standing, long Epoch) : RoomCommand
    {
        /// <summary>What the sessions of the domain are proved to know; null for all that they were told.</summary>
        public Known? Proved { get; init; }
    }

    /// <summary>It is in doubt what the sessions of a domain were told between two moments, though the link to it is not lost.</summary>
    /// <param name="Domain">Which domain.</param>
    /// <param name="Since">What they are proved to know.</param>
    /// <param name="Until">What they knew if nothing was lost. Messages said later are not in doubt, nor are sessions that entered later, unless the order is.</param>
    /// <param name="Kind">Why.</param>
    public sealed record Doubt(Domain Domain, Known Since, Known Until, DoubtKind Kind) : RoomCommand
    {
        /// <summary>Messages up to this number have been said again, see <see cref="SayAgain"/>.</summary>
        public long SaidAgain { get; init; }
    }

    /// <summary>Another node holds the stream: what was said through the former one, and may be lost with it, is said again before anything else is.</summary>
    /// <param name="Domain">To whose sessions.</param>
    /// <param name="Since">What they are proved to know.</param>
    /// <param name="Until">What they know if nothing was lost.</param>
    public sealed record SayAgain(Domain Domain, Known Since, Known Until) : RoomCommand;

    /// <summary>A session missed a stanza that came back. The answer to <see cref="RoomRequest.FindKnown"/>.</summary>
    /// <param name="Session">Which session.</param>
    /// <param name="Known">What it is proved to have got.</param>
    /// <param name="AwaitsLink">Its domain is in question, and is probed: <see cref="ConfirmLink"/> will say that it is there.</param>
    public sealed record FallBehind(FullJid Session, Known Known, bool AwaitsLink) : RoomCommand;

    /// <summary>A domain that was in question was probed, and is there.</summary>
    public sealed record ConfirmLink(Domain Domain) : RoomCommand;

    /// <summary>All that happened up to a change of <see cref="RoomState.Missed"/> is proved to have reached everybody.</summary>
    public sealed record Settle(long Change) : RoomCommand;

    /// <summary>What a client announces became known. XEP-0115.</summary>
    public sealed record LearnCapabilities(FullJid Session, ClientFeatures Features) : RoomCommand;

    /// <summary>A probe proved that a session is no longer there.</summary>
    public sealed record SessionGone(FullJid Session) : RoomCommand;

    /// <summary>A session that could not be told of its removal can be reached again. See <see cref="RoomRequest.KeepNotice"/>.</summary>
    public sealed record DeliverNotice(FullJid Session, Stanza Notice) : RoomCommand;

    /// <summary>A timer elapsed.</summary>
    public sealed record TimerElapsed(RoomTimer Timer) : RoomCommand
    {
        /// <summary>How the link of the timer's domain stands now, be it that the room is told only in its turn; null where nobody knows better.</summary>
        public LinkStanding? Standing { get; init; }
    }

    /// <summary>What the operator decided is otherwise now; told again, it changes nothing.</summary>
    public sealed record ChangeSettings(RoomSettings Settings) : RoomCommand;

    /// <summary>The room was loaded from storage; it repairs what a crash between two writes can have left.</summary>
    public sealed record Recovered : RoomCommand;
}

/// <summary>One <c>item</c> of <c>muc#admin</c>. XEP-0045.</summary>
public sealed record AdminItem(Nick? Nick, BareJid? Jid, Affiliation? Affiliation, Role? Role, string? Reason)
{
    /// <summary>The nick is written and empty: it is to be reserved no longer. XEP-0045 #modifymember.</summary>
    public bool FreesNick { get; init; }

    /// <summary>The nick that is reserved once an affiliation is granted.</summary>
    /// <param name="reserved">The one that is now, or null.</param>
    public Nick? NickAfter(Nick? reserved) => FreesNick ? null : Nick ?? reserved;
}

/// <summary>Somebody who is invited. XEP-0045 #invite-mediated.</summary>
/// <param name="Jid">Who.</param>
/// <param name="Reason">Why, or null.</param>
/// <param name="Continues">The conversation that the invitation continues, or null.</param>
public sealed record Invitee(Jid Jid, string? Reason, Continuation? Continues);

/// <summary>A conversation of two that goes on in the room. XEP-0045 #continue.</summary>
/// <param name="Thread">Its thread, or null.</param>
public sealed record Continuation(string? Thread);

/// <summary>The lists, or what became of them. XEP-0463 #request.</summary>
/// <param name="Since">The version that is known already, or null.</param>
public sealed record AffiliationsRequest(string? Since);

/// <summary>How much history a session asks for; null where it does not say. XEP-0045 #enter-managehistory.</summary>
public sealed record HistoryRequest(int? MaxChars, int? MaxStanzas, TimeSpan? Seconds, DateTimeOffset? Since)
{
    /// <summary>What the room gives of itself.</summary>
    public static HistoryRequest Default { get; } = new(null, null, null, null);
}
