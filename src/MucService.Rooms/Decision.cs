using System.Collections.Immutable;
using MucService.Rooms.Protection;
using MucService.Rooms.Service;
using MucService.Xmpp;

namespace MucService.Rooms;

/// <summary>What a room answers to a command: what happened, what is said about it, and what it needs others to do.</summary>
/// <param name="Events">What happened, in order.</param>
/// <param name="Outgoing">What is said. Audiences are resolved after the events.</param>
/// <param name="Requests">What the room asks of its surroundings.</param>
public sealed record Decision(
    ImmutableArray<RoomEvent> Events,
    ImmutableArray<Outgoing> Outgoing,
    ImmutableArray<RoomRequest> Requests)
{
    /// <summary>Why whoever asked is refused; null if he is not.</summary>
    public Refusal? Refusal { get; init; }

    /// <summary>The sessions that are removed without anybody wanting it, and why; noted when all is decided.</summary>
    public ImmutableArray<TechnicalRemoval> Removals { get; init; } = [];

    /// <summary>How many presences tell annotations, or their end, only because somebody decided otherwise about whom they are told.</summary>
    public long Wave { get; init; }

    /// <summary>Nothing happened and nobody is told.</summary>
    public static Decision Nothing { get; } = new([], [], []);

    /// <summary>Something happened.</summary>
    public static Decision Happened(params ImmutableArray<RoomEvent> events) => new(events, [], []);

    /// <summary>Nothing happened, and one is told something.</summary>
    public static Decision Answer(Stanza stanza) => Nothing.Telling(stanza);

    /// <summary>Nothing happened, and whoever asked is refused.</summary>
    public static Decision Refuse(RoomState room, RoomCommand command, ErrorCondition condition, string? text = null) =>
        Refuse(room, command, StanzaError.Of(condition, text));

    /// <summary>Nothing happened, and whoever asked is refused; nobody is told where the command was no stanza.</summary>
    public static Decision Refuse(RoomState room, RoomCommand command, Refusal refusal) =>
        command.Stanza is { } stanza ? Refuse(room, stanza, refusal) : Nothing;

    /// <summary>
    /// Nothing happened, and the sender of a stanza is refused. He gets back what he sent, as XEP-0045 shows it,
    /// but of a presence only that it was a wish to enter: neither his password nor his avatar.
    /// </summary>
    public static Decision Refuse(RoomState room, Stanza stanza, Refusal refusal)
    {
        refusal = Explanation.Of(room, stanza, refusal);

        // An error of the sender's own would pass for the room's.
        var echo = stanza.Payloads.RemoveAll(payload => payload.Is("error", Namespaces.Component));
        if (stanza.Kind == StanzaKind.Presence)
            echo = stanza.Payload("x", Namespaces.Muc) is null ? [] : [new Element("x", Namespaces.Muc)];

        var error = refusal.Error with { By = refusal.Error.By ?? room.Address };
        var answer = stanza.Answer(StanzaType.Error) with { Payloads = echo };
        return Answer(answer.With(error.ToElement())) with { Refusal = refusal };
    }

    /// <summary>This decision with more events.</summary>
    public Decision And(params ReadOnlySpan<RoomEvent> events) => events.IsEmpty ? this : this with { Events = Events.AddRange(events) };

    /// <summary>This decision with one more stanza to its <see cref="Stanza.To"/>.</summary>
    public Decision Telling(Stanza stanza) => Telling(new Outgoing.ToOne(stanza));

    /// <summary>This decision with more to say.</summary>
    public Decision Telling(params ReadOnlySpan<Outgoing> outgoing) => outgoing.IsEmpty ? this : this with { Outgoing = Outgoing.AddRange(outgoing) };

    /// <summary>This decision with more to say.</summary>
    public Decision Telling(IEnumerable<Outgoing> outgoing) => this with { Outgoing = Outgoing.AddRange(outgoing) };

    /// <summary>This decision with more to ask.</summary>
    public Decision Asking(params ReadOnlySpan<RoomRequest> requests) => requests.IsEmpty ? this : this with { Requests = Requests.AddRange(requests) };

    /// <summary>This decision followed by another, which was made of the state after this one's events.</summary>
    public Decision Then(Decision next) => new(Events.AddRange(next.Events), Outgoing.AddRange(next.Outgoing), Requests.AddRange(next.Requests))
    {
        Refusal = Refusal ?? next.Refusal,
        Removals = Removals.AddRange(next.Removals),
        Wave = Wave + next.Wave,
    };
}

/// <summary>Something to say.</summary>
public abstract record Outgoing
{
    private Outgoing()
    {
    }

    /// <summary>To one address, suspended or not: replies, errors, what concerns one session only.</summary>
    /// <param name="Stanza">With its recipient.</param>
    public sealed record ToOne(Stanza Stanza) : Outgoing;

    /// <summary>To every session of an audience that is not suspended.</summary>
    /// <param name="Audience">Who, resolved after the decision's events.</param>
    /// <param name="Stanza">Without a recipient.</param>
    public sealed record ToMany(Audience Audience, Stanza Stanza) : Outgoing;

    /// <summary>
    /// To one session, the presence of every occupant but its own, as it may see them. XEP-0045 #enter-pres.
    /// What <see cref="Presences.List"/> gives; kept apart because the outbox keeps these rendered.
    /// </summary>
    /// <param name="To">Who asked to enter.</param>
    /// <param name="Traits">What that session may see and understands.</param>
    public sealed record OccupantList(FullJid To, SessionTraits Traits) : Outgoing;
}

/// <summary>What decides which form of a stanza a session gets.</summary>
[Flags]
public enum SessionTraits
{
    /// <summary>Nothing special.</summary>
    None = 0,

    /// <summary>May see real JIDs: a moderator, or anyone in a non-anonymous room.</summary>
    SeesRealJids = 1,

    /// <summary>It is sent annotations: its client understands them, and the room shows them to its role. XEP-0310.</summary>
    Annotations = 2,

    /// <summary>Is a moderator.</summary>
    Moderator = 4,

    /// <summary>Is suspended: sending is withheld.</summary>
    Suspended = 8,

    /// <summary>Its client understands annotations, be it sent them or not.</summary>
    UnderstandsAnnotations = 16,
}

/// <summary>Which sessions a stanza is for: those with all of <paramref name="Having"/> and none of <paramref name="Lacking"/>.</summary>
/// <param name="Having">Traits a session must have.</param>
/// <param name="Lacking">Traits it must not have.</param>
/// <param name="Except">Sessions left out whatever their traits: named by real JID, since nicks move.</param>
public sealed record Audience(SessionTraits Having, SessionTraits Lacking, ImmutableArray<FullJid> Except)
{
    /// <summary>Every session in the room.</summary>
    public static Audience Everyone { get; } = new(SessionTraits.None, SessionTraits.None, []);

    /// <summary>This audience without some sessions.</summary>
    public Audience But(ImmutableArray<FullJid> except) => this with { Except = Except.AddRange(except) };

    /// <summary>This audience, of those with a trait.</summary>
    public Audience With(SessionTraits trait) => this with { Having = Having | trait };

    /// <summary>This audience, of those without a trait.</summary>
    public Audience Without(SessionTraits trait) => this with { Lacking = Lacking | trait };

    /// <summary>True if a session with these traits is sent what is for this audience: never a suspended one.</summary>
    public bool Includes(FullJid session, SessionTraits traits) =>
        (traits & Having) == Having && (traits & (Lacking | SessionTraits.Suspended)) == SessionTraits.None && !Except.Contains(session);
}

/// <summary>What a room asks of its surroundings.</summary>
public abstract record RoomRequest
{
    private RoomRequest()
    {
    }

    /// <summary>Learn what a client announces; answered by <see cref="RoomCommand.LearnCapabilities"/>. XEP-0115, XEP-0390.</summary>
    public sealed record QueryCapabilities(FullJid Session, Capabilities Capabilities) : RoomRequest
    {
        /// <summary>What else it announces, for where that proves nothing; or null.</summary>
        public Capabilities? Instead { get; init; }
    }

    /// <summary>Find out whether a session is still there; answered by <see cref="RoomCommand.SessionGone"/> if it is not.</summary>
    public sealed record ProbeSession(FullJid Session, ClientFeatures Features) : RoomRequest;

    /// <summary>Find out in its turn whether a session is still there: it is in doubt for no reason of its own. Answered like <see cref="ProbeSession"/>.</summary>
    public sealed record CheckSession(FullJid Session, ClientFeatures Features) : RoomRequest;

    /// <summary>Find out what a session is proved to know that missed something; answered by <see cref="RoomCommand.FallBehind"/>.</summary>
    /// <param name="Session">Which session.</param>
    /// <param name="LostAt">When what it missed was said.</param>
    /// <param name="AwaitsLink">Its domain is in question.</param>
    public sealed record FindKnown(FullJid Session, DateTimeOffset LostAt, bool AwaitsLink) : RoomRequest;

    /// <summary>A stanza that the room sent came back because its domain could not be reached.</summary>
    /// <param name="Domain">Which domain.</param>
    /// <param name="Session">The session that it was sent to, or null: where the domain answers all the same, the session itself is in doubt.</param>
    /// <param name="Features">What its client understands.</param>
    public sealed record ReportBounce(Domain Domain, FullJid? Session = null, ClientFeatures Features = ClientFeatures.None) : RoomRequest;

    /// <summary>
    /// Keep what a session must be told of its removal until its domain can be reached: the room may not last so long. It comes back as
    /// <see cref="RoomCommand.DeliverNotice"/>.
    /// </summary>
    public sealed record KeepNotice(FullJid Session, Stanza Notice) : RoomRequest
    {
        /// <summary>It is sent to the session by the room, too: it is kept only until that is proved to have arrived.</summary>
        public bool IsSent { get; init; }

        /// <summary>It may be kept already, as it was said when the session was removed: that one stays.</summary>
        public bool IsRepeated { get; init; }
    }

    /// <summary>Forget such a notice, if there is one: the session was told, or entered anew, or left itself.</summary>
    public sealed record ForgetNotice(FullJid Session) : RoomRequest;

    /// <summary>Give <see cref="RoomCommand.TimerElapsed"/> back after a time; an earlier one of the same name is replaced.</summary>
    public sealed record SetTimer(RoomTimer Timer, TimeSpan After) : RoomRequest;

    /// <summary>Forget a timer.</summary>
    public sealed record CancelTimer(RoomTimer Timer) : RoomRequest;

    /// <summary>The room is destroyed, or temporary and empty: delete what is stored of it.</summary>
    public sealed record Forget : RoomRequest;
}

/// <summary>A timer of a room, told apart by kind and subject.</summary>
/// <param name="Kind">What it is for.</param>
/// <param name="Domain">Which domain it is about, where it is about one.</param>
public sealed record RoomTimer(RoomTimerKind Kind, Domain Domain = default);

/// <summary>What timers are for.</summary>
public enum RoomTimerKind
{
    /// <summary>Ejects what is left of a domain.</summary>
    Grace,

    /// <summary>Tells of sessions that were paused and resumed in quick succession.</summary>
    Pauses,

    /// <summary>Tells sessions of a domain again what their server sent back.</summary>
    Resync,

    /// <summary>Ends a room that nobody has configured. XEP-0045 #createroom-general.</summary>
    FirstConfiguration,
}
