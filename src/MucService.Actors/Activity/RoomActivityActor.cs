using System.Collections.Immutable;
using Akka.Actor;
using MucService.Actors.Hosts;
using MucService.Xmpp;

namespace MucService.Actors.Activity;

/// <summary>
/// Tells those who subscribed to a service in which rooms of theirs something was said while they were not there: once for each room
/// until they have been in it. XEP-0437. Subscriptions live and die with this actor: they are no more than a presence.
/// </summary>
internal sealed class RoomActivityActor : ReceiveActor, IWithTimers
{
    private const int MaxSubscribers = 10_000;
    private const int MaxSessionsEach = 20;
    private const int MaxRoomsEach = 1000;

    private static readonly TimeSpan Gathering = TimeSpan.FromSeconds(1);

    private readonly Domain _service;
    private readonly ActivityBoard _board;
    private readonly IActorRef _host;
    private readonly Dictionary<BareJid, Dictionary<FullJid, HashSet<BareJid>>> _subscribers = [];
    private readonly Dictionary<FullJid, List<BareJid>> _toTell = [];

    /// <param name="service">The service.</param>
    /// <param name="board">Where rooms look who listens.</param>
    /// <param name="host">The connection that indications go to.</param>
    public RoomActivityActor(Domain service, ActivityBoard board, IActorRef host)
    {
        _service = service;
        _board = board;
        _host = host;
        Receive<Subscribe>(wish => Add(wish.Presence));
        Receive<Unsubscribe>(wish => Remove(wish.Session));
        Receive<RoomActive>(Note);
        Receive<Tell>(_ => TellAll());
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc/>
    protected override void PostStop() => _board.Set(_service, Self, []);

    private void Add(Stanza presence)
    {
        if (presence.From?.Full is not { } session)
            return;

        var sessions = _subscribers.GetValueOrDefault(session.Bare);
        if (sessions is null ? _subscribers.Count >= MaxSubscribers : sessions.Count >= MaxSessionsEach && !sessions.ContainsKey(session))
        {
            _host.Tell(new HostMessages.Send(ServiceAnswers.Refuse(presence, ErrorCondition.ResourceConstraint)));
            return;
        }

        if (sessions is null)
            _subscribers.Add(session.Bare, sessions = []);
        sessions[session] = [];
        PutUp();
    }

    private void Remove(FullJid session)
    {
        if (!_subscribers.TryGetValue(session.Bare, out var sessions) || !sessions.Remove(session))
            return;

        _toTell.Remove(session);
        if (sessions.Count == 0)
            _subscribers.Remove(session.Bare);
        PutUp();
    }

    private void PutUp() => _board.Set(_service, Self, [.. _subscribers.Keys]);

    private void Note(RoomActive active)
    {
        foreach (var (jid, present) in active.Members)
        {
            if (!_subscribers.TryGetValue(jid, out var sessions))
                continue;

            foreach (var (session, told) in sessions)
            {
                // Who is in the room hears it there, and is told again after he has left.
                if (present.Contains(session))
                    told.Remove(active.Room);
                else if (told.Count < MaxRoomsEach && told.Add(active.Room))
                    Gather(session, active.Room);
            }
        }
    }

    private void Gather(FullJid session, BareJid room)
    {
        if (!_toTell.TryGetValue(session, out var rooms))
            _toTell.Add(session, rooms = []);
        rooms.Add(room);
        if (!Timers.IsTimerActive(nameof(Gathering)))
            Timers.StartSingleTimer(nameof(Gathering), Tell.Instance, Gathering);
    }

    private void TellAll()
    {
        foreach (var (session, rooms) in _toTell)
        {
            var rai = new Element("rai", Namespaces.RoomActivity)
                .With(rooms.Select(room => new Element("activity", Namespaces.RoomActivity).WithText(room.ToString())));
            _host.Tell(new HostMessages.Send(new Stanza
            {
                Kind = StanzaKind.Message,
                Type = StanzaType.Normal,
                From = new BareJid(_service),
                To = session,
                Payloads = [rai],
            }));
        }

        _toTell.Clear();
    }

    /// <summary>A session wants to be told. XEP-0437, "Client subscribes to activity indicators".</summary>
    /// <param name="Presence">In which it said so.</param>
    internal sealed record Subscribe(Stanza Presence);

    /// <summary>A session went, or cannot be reached.</summary>
    internal sealed record Unsubscribe(FullJid Session);

    private sealed record Tell
    {
        public static Tell Instance { get; } = new();
    }
}
