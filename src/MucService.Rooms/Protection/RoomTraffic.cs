using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using MucService.Rooms.Reachability;
using MucService.Xmpp;

namespace MucService.Rooms.Protection;

/// <summary>
/// How much of each kind of traffic a room has had lately, of each bare JID and in all. Beside the state, because it changes with
/// each stanza, need not survive the room's actor, and costs no allocation: a sender's buckets are made once, and forgotten when they
/// are full again. What a sender asks for counts against him; what the room grants counts against the room, so that nobody
/// exhausts a room by asking for what he may not have.
/// </summary>
public sealed class RoomTraffic
{
    private const int MostStrangers = 10_000;
    // As many as the smallest dictionary holds.
    private const int LeastSwept = 3;
    private const int BytesPerToken = 16 * 1024;

    // As many annotated presences as one loss may cause, and as many again in this time: whoever looks after the room decides whom a loss is told.
    private static readonly TimeSpan WavePeriod = TimeSpan.FromMinutes(10);

    private readonly Dictionary<BareJid, Sender> _senders = [];
    private int _sweepAt = LeastSwept;
    private Buckets _room;
    private TokenBucket _waves;

    /// <summary>Of how many senders something is remembered.</summary>
    public int Senders => _senders.Count;

    /// <summary>What the room decides, or that the sender is to wait.</summary>
    internal Decision Decide(RoomState room, RoomCommand command)
    {
        if (command.Stanza?.From is not { } from || Measure(room, command) is not { } load || room.Settings.Admins.Contains(from.Bare))
            return Room.Decide(room, command);

        var now = command.Arrival.Came.UtcTicks;
        if (SenderOf(room, from, now) is { } sender
            && !sender.Buckets[(int)load.Kind].TryTake(room.Settings.OccupantRates.Of(load.Kind), load.Tokens, now, out var wait))
        {
            return Decision.Refuse(room, command, TooMuchOf(load.Kind, wait));
        }

        var decision = Room.Decide(room, command);
        if (decision.Wave > 0 && !_waves.TryTake(new Rate(room.Settings.AnnotateLimit, WavePeriod), (int)Math.Min(decision.Wave, int.MaxValue), now, out wait))
            return Decision.Refuse(room, command, TooManyWaves(wait));

        return IsGranted(room, from, load.Kind, decision)
            && !_room[(int)load.Kind].TryTake(room.Settings.RoomRates.Of(load.Kind), load.Tokens, now, out wait)
            && !GoesFirst(room, from, load.Kind)
                ? Decision.Refuse(room, command, TooMuchIn(load.Kind, wait))
                : decision;
    }

    /// <summary>What of the limited a command asks for, or null.</summary>
    private static Load? Measure(RoomState room, RoomCommand command) => command switch
    {
        RoomCommand.Groupchat => new Load(TrafficKind.Message, TokensOf(command.Stanza!)),
        RoomCommand.PrivateMessage => new Load(TrafficKind.PrivateMessage, TokensOf(command.Stanza!)),
        // Nothing but that a session is paused: limited where it is told.
        RoomCommand.ChangePresence change when RelayPaused.IsAll(room, change.From, change.Nick, change.Stanza!) => null,
        RoomCommand.ChangePresence change => room.ByRealJid(change.From) is { } occupant
            ? new Load(occupant.Nick == change.Nick ? TrafficKind.Presence : TrafficKind.NickChange, 1)
            : null,
        RoomCommand.Enter => new Load(TrafficKind.Entry, 1),
        RoomCommand.Invite { Invitees.Length: var count } => new Load(TrafficKind.Invitation, Math.Max(1, count)),
        RoomCommand.ChangeSubject => new Load(TrafficKind.Subject, 1),
        _ when command.Stanza is { Kind: StanzaKind.Iq, Type: StanzaType.Get or StanzaType.Set } => new Load(TrafficKind.Iq, TokensOf(command.Stanza)),
        _ => null,
    };

    private static int TokensOf(Stanza message) => 1 + (Sizes.Of(message.Payloads) / BytesPerToken);

    /// <summary>True if the room is about to do what was asked, at some cost to the others in it.</summary>
    private static bool IsGranted(RoomState room, Jid from, TrafficKind kind, Decision decision)
    {
        if (decision.Refusal is not null)
            return false;

        return kind switch
        {
            TrafficKind.Entry => !IsIn(room, from),
            TrafficKind.Iq => IsIn(room, from),
            _ => true,
        };
    }

    private static bool IsIn(RoomState room, Jid from) => from.Full is { } session && room.Sessions.ContainsKey(session);

    /// <summary>Who keeps order in a room can do so when it is flooded, and its members are no flood when all come back after a restart of their server.</summary>
    private static bool GoesFirst(RoomState room, Jid from, TrafficKind kind) =>
        room.AffiliationOf(from.Bare) >= (kind == TrafficKind.Entry ? Affiliation.Member : Affiliation.Admin) || (from.Full is { } session && room.ByRealJid(session)?.Role == Role.Moderator);

    private Sender? SenderOf(RoomState room, Jid from, long now)
    {
        if (_senders.TryGetValue(from.Bare, out var known))
            return known;
        if (_senders.Count >= _sweepAt)
            Sweep(now);

        // Strangers are many where somebody wants it so; they are refused by the rules anyway, and by the room's own limits.
        if (_senders.Count >= MostStrangers && !IsIn(room, from))
            return null;

        var sender = new Sender();
        _senders.Add(from.Bare, sender);
        return sender;
    }

    private void Sweep(long now)
    {
        foreach (var (jid, sender) in _senders)
        {
            if (sender.Buckets.AreFull(now))
                _senders.Remove(jid);
        }

        _sweepAt = Math.Max(LeastSwept, _senders.Count * 2);
    }

    private static Refusal TooMuchOf(TrafficKind kind, TimeSpan wait) => new(
        new StanzaError(ErrorType.Wait, ErrorCondition.PolicyViolation, $"Too many {Word(kind)} of yours: try again in {Seconds(wait)}."),
        RefusalReason.RateOfMessages + (int)kind);

    private static Refusal TooMuchIn(TrafficKind kind, TimeSpan wait) => new(
        new StanzaError(ErrorType.Wait, ErrorCondition.ResourceConstraint, $"Too many {Word(kind)} in this room: try again in {Seconds(wait)}."),
        RefusalReason.RoomRateOfMessages + (int)kind);

    private static Refusal TooManyWaves(TimeSpan wait) => new(
        new StanzaError(ErrorType.Wait, ErrorCondition.ResourceConstraint, $"Too much has been told anew of servers that cannot be reached: try again in {Seconds(wait)}."),
        RefusalReason.RoomRateOfAnnotations);

    private static string Seconds(TimeSpan wait) => string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(wait.TotalSeconds):0} s");

    private static string Word(TrafficKind kind) => kind switch
    {
        TrafficKind.Message => "messages",
        TrafficKind.PrivateMessage => "private messages",
        TrafficKind.Presence => "changes of presence",
        TrafficKind.Entry => "entries",
        TrafficKind.NickChange => "changes of nick",
        TrafficKind.Iq => "requests",
        TrafficKind.Invitation => "invitations",
        TrafficKind.Subject => "changes of subject",
        _ => throw new UnreachableException(),
    };

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Load(TrafficKind Kind, int Tokens);

    private sealed class Sender
    {
        // Changed in place.
        public Buckets Buckets;
    }
}
