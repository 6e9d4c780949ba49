using System.Collections.Immutable;
using Akka.Actor;
using Akka.Event;
using MucService.Actors.Hosts;
using MucService.Actors.Nodes;
using MucService.Rooms.Protection;
using MucService.Storage;
using MucService.Xmpp;

namespace MucService.Actors.Activity;

/// <summary>
/// Tells those who subscribed to a service in which rooms of theirs something was said while they were not there: once for each room
/// until they have been in it. XEP-0437. Who subscribed is kept in storage: a restart is no reason to subscribe anew. Of several nodes each
/// tells of its own rooms; the one with the stream hears who subscribes, and tells the others.
/// </summary>
internal sealed partial class RoomActivityActor : ReceiveActor, IWithTimers
{
    private const int MaxSessionsEach = 20;
    private const int MaxRoomsEach = 1000;

    private static readonly TimeSpan Gathering = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Writing = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Probing = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Looking = TimeSpan.FromSeconds(60);

    private static readonly Refusal TooMany = ServiceRefusals.Of(RefusalReason.Full, ErrorCondition.ResourceConstraint, "There are as many subscribers as may be.");

    private readonly ActivitySurroundings _around;
    private readonly Peers _peers;
    private readonly KeptSet<FullJid> _kept;
    private readonly ListenerProbes _probes;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly Dictionary<BareJid, Dictionary<FullJid, HashSet<BareJid>>> _subscribers = [];
    private readonly Dictionary<FullJid, List<BareJid>> _toTell = [];
    private ImmutableHashSet<BareJid> _listening = [];

    /// <param name="around">What it talks to.</param>
    public RoomActivityActor(ActivitySurroundings around)
    {
        _around = around;
        _peers = new Peers(Context, around.AmongNodes);
        _kept = new KeptSet<FullJid>((added, removed) => around.Store.WriteListenersAsync(around.Service, added, removed, CancellationToken.None));
        _probes = new ListenerProbes(around.Service, around.Host);
        Receive<Subscribe>(wish => Add(wish.Presence));
        Receive<Unsubscribe>(wish => Leave(wish.Session));
        Receive<RoomActive>(Note);
        Receive<Tell>(_ => TellAll());
        Receive<ServiceMessages.Listening>(told => told.Service == around.Service, told => Follow(told.Session, told.Listens));
        Remembering();
        LookingBack();
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    private bool IsHere => _around.Outputs.WayOf(_around.Service) is Way.Here;

    /// <inheritdoc/>
    protected override void PreStart()
    {
        Context.System.EventStream.Subscribe<HostMessages.StreamOpened>(Self);
        _around.Outputs.Follow(Self);
        Look();
        Timers.StartPeriodicTimer(nameof(Writing), Write.Instance, Writing);
        Timers.StartPeriodicTimer(nameof(Looking), LookAgain.Instance, Looking);
    }

    /// <inheritdoc/>
    protected override void PostStop()
    {
        _around.Outputs.Unfollow(Self);
        _around.Board.Set(_around.Service, Self, []);
    }

    private void Add(Stanza presence)
    {
        if (presence.From?.Full is not { } session)
            return;

        if (!TryAdd(session))
        {
            _around.Host.Tell(ServiceRefusals.To(presence, TooMany));
            return;
        }

        LookBack(session);
        _kept.Change(session, isIn: true);
        _peers.Tell(new ServiceMessages.Listening(_around.Service, session, Listens: true));
    }

    /// <summary>A subscription begins, anew if it was there: nothing has been told in it.</summary>
    private bool TryAdd(FullJid session)
    {
        var sessions = _subscribers.GetValueOrDefault(session.Bare);
        if (sessions is null ? _subscribers.Count >= _around.MaxListeners : sessions.Count >= MaxSessionsEach && !sessions.ContainsKey(session))
            return false;

        if (sessions is null)
            _subscribers.Add(session.Bare, sessions = []);
        sessions[session] = [];
        PutUp(_listening.Add(session.Bare));
        return true;
    }

    private void Leave(FullJid session)
    {
        if (!_subscribers.TryGetValue(session.Bare, out var sessions) || !sessions.ContainsKey(session))
            return;

        Remove(session);
        _kept.Change(session, isIn: false);
        _peers.Tell(new ServiceMessages.Listening(_around.Service, session, Listens: false));
    }

    private void Follow(FullJid session, bool listens)
    {
        if (listens)
            TryAdd(session);
        else
            Remove(session);
    }

    private void Remove(FullJid session)
    {
        if (!_subscribers.TryGetValue(session.Bare, out var sessions) || !sessions.Remove(session))
            return;

        _toTell.Remove(session);
        if (sessions.Count > 0)
            return;

        _subscribers.Remove(session.Bare);
        PutUp(_listening.Remove(session.Bare));
    }

    private void PutUp(ImmutableHashSet<BareJid> listening)
    {
        if (ReferenceEquals(listening, _listening))
            return;

        _listening = listening;
        _around.Board.Set(_around.Service, Self, listening);
    }

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
            _around.Host.Tell(new HostMessages.Send(new Stanza
            {
                Kind = StanzaKind.Message,
                Type = StanzaType.Normal,
                From = new BareJid(_around.Service),
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

/// <summary>What those who tell of activity talk to.</summary>
/// <param name="Service">The service.</param>
/// <param name="Board">Where rooms look who listens.</param>
/// <param name="Host">The connection that indications go to.</param>
/// <param name="Store">Where it is kept who listens.</param>
/// <param name="Outputs">Tells whether the service's stream is on this node.</param>
/// <param name="AmongNodes">True if there may be other nodes.</param>
/// <param name="MaxListeners">How many people may listen.</param>
internal sealed record ActivitySurroundings(Domain Service, ActivityBoard Board, IActorRef Host, IRoomStore Store, ServiceOutputs Outputs, bool AmongNodes, int MaxListeners);
