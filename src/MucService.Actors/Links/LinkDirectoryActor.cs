using System.Collections.Immutable;
using Akka.Actor;
using Akka.Cluster;
using MucService.Rooms;
using MucService.Xmpp;

namespace MucService.Actors.Links;

/// <summary>
/// One per node: knows which of the node's rooms have sessions of which domains, so that a supervisor sends one message per node,
/// and tells its rooms of transitions at a bounded rate.
/// </summary>
public sealed class LinkDirectoryActor : ReceiveActor, IWithTimers
{
    private static readonly TimeSpan WaveInterval = TimeSpan.FromMilliseconds(10);

    private readonly LinkSettings _settings;
    private readonly IActorRef _region;
    private readonly LinkBoard _board;
    private readonly Watermarks _watermarks;
    private readonly TimeProvider _time;
    private readonly Dictionary<BareJid, TrackedRoom> _rooms = [];
    private readonly Dictionary<IActorRef, BareJid> _byActor = [];
    private readonly Dictionary<(Domain Service, Domain Remote), TrackedLink> _links = [];
    private readonly Dictionary<Domain, int> _probed = [];
    private readonly TellingWaves _waves;
    private readonly Action<object, IActorRef>? _toAll;

    // Where rooms do not say when they are in use, all of them are taken to be: a probe too many is better than a cut unnoticed.
    private bool _roomsSayWhenInUse;

    /// <summary>The directory of a node.</summary>
    /// <param name="settings">What the operator decided.</param>
    /// <param name="region">Where the supervisors are.</param>
    /// <param name="board">Kept up to date for others.</param>
    /// <param name="watermarks">Kept up to date for rooms.</param>
    /// <param name="time">The clock that limits the rate of telling.</param>
    /// <param name="toAll">Sends a message to the directories of all nodes; null for a single one.</param>
    public LinkDirectoryActor(LinkSettings settings, IActorRef region, LinkBoard board, Watermarks watermarks, TimeProvider time, Action<object, IActorRef>? toAll = null)
    {
        _toAll = toAll;
        _settings = settings;
        _region = region;
        _board = board;
        _watermarks = watermarks;
        _time = time;
        _waves = new TellingWaves(settings.TellingsPerSecond, time.GetTimestamp());

        Receive<LinkMessages.Interested>(OnInterested);
        Receive<LinkMessages.NotInterested>(message => Drop(message.Room, message.Remote));
        Receive<LinkMessages.InUse>(OnInUse);
        Receive<Terminated>(terminated => OnRoomGone(terminated.ActorRef));

        Receive<LinkMessages.Transition>(OnTransition);
        Receive<LinkMessages.Proved>(OnProved);
        Receive<LinkMessages.WhoIsInterested>(OnWhoIsInterested);
        Receive<LinkMessages.SessionLost>(OnSessionLost);

        // Said to the node that has the stream, and passed on to those whose rooms it concerns.
        Receive<LinkMessages.ConnectionChanged>(changed => _links.ContainsKey((changed.Service, changed.Remote)), changed => region.Tell(changed));

        Receive<LinkMessages.DescribeAll>(_ => DescribeAll());
        Receive<LastProbesActor.All>(_ =>
        {
            var (known, asker) = (Known(), Sender);
            Context.ActorOf(Props.Create(() => new LastProbesActor(_region, known, asker)));
        });
        Receive<LinkMessages.DescribeRooms>(DescribeRooms);
        Receive<LinkMessages.DescribeOwnRooms>(DescribeOwnRooms);
        Receive<LinkMessages.WhichLinks>(_ => Sender.Tell(new LinkMessages.Known(Known())));
        Receive<ReportAll>(_ => OnReportAll());
        Receive<NextWave>(_ => SendWave());
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc/>
    protected override void PreStart() =>
        Timers.StartPeriodicTimer(nameof(ReportAll), ReportAll.Instance, _settings.ReportInterval);

    private void OnInterested(LinkMessages.Interested interested)
    {
        var room = RoomOf(interested.Room, Sender);
        var key = (interested.Room.Domain, interested.Remote);
        var isNew = !_links.TryGetValue(key, out var link);
        link ??= _links[key] = Track(interested.Room.Domain, interested.Remote);
        link.Rooms[interested.Room] = room;
        link.UsedSinceReport = true;

        // At once, so that a room that has just woken knows; the epoch 0 of a link not heard of is passed by any other.
        room.Actor.Tell(link.Told);
        room.Links[interested.Remote] = (link, link.Told.Epoch);
        if (isNew)
            Report(link);
    }

    private TrackedRoom RoomOf(BareJid jid, IActorRef actor)
    {
        if (_rooms.TryGetValue(jid, out var known) && known.Actor.Equals(actor))
            return known;
        // The same room on a new actor: what it was interested in before, the new one says again.
        foreach (var remote in known?.Links.Keys.ToList() ?? [])
            Drop(jid, remote);

        Context.Watch(actor);
        _byActor[actor] = jid;
        return _rooms[jid] = new TrackedRoom(jid, actor);
    }

    private TrackedLink Track(Domain service, Domain remote)
    {
        var within = IsProbed(service, remote);
        if (within)
            _probed[service] = _probed.GetValueOrDefault(service) + 1;
        _board.Set(service, remote, LinkStanding.Unknown);
        return new TrackedLink(service, remote) { Probed = within };
    }

    private bool IsProbed(Domain service, Domain remote) =>
        !_settings.Unprobed.Contains(remote) && _probed.GetValueOrDefault(service) < _settings.MaxDomains;

    private void Drop(BareJid jid, Domain remote)
    {
        if (!_rooms.TryGetValue(jid, out var room) || !room.Links.Remove(remote, out var known))
            return;

        var link = known.Link;
        link.Rooms.Remove(jid);
        if (room.Links.Count == 0)
        {
            _rooms.Remove(jid);
            _byActor.Remove(room.Actor);
            Context.Unwatch(room.Actor);
        }

        if (link.Rooms.Count > 0)
            return;

        Report(link);
        _links.Remove((link.Service, link.Remote));
        _board.Remove(link.Service, link.Remote);
        _watermarks.Remove(link.Service, link.Remote);
        if (link.Probed)
            _probed[link.Service]--;
    }

    private void OnRoomGone(IActorRef actor)
    {
        if (!_byActor.TryGetValue(actor, out var jid))
            return;

        foreach (var remote in _rooms[jid].Links.Keys.ToList())
            Drop(jid, remote);
    }

    private void OnInUse(LinkMessages.InUse message)
    {
        _roomsSayWhenInUse = true;
        if (!_rooms.TryGetValue(message.Room, out var room))
            return;

        foreach (var (link, _) in room.Links.Values)
        {
            // The first use after a silence is told at once: the link may be on its slow turn.
            var wasSilent = !link.UsedSinceReport && !link.UsedBefore;
            link.UsedSinceReport = true;
            if (wasSilent)
                Report(link);
        }
    }

    private void OnTransition(LinkMessages.Transition transition)
    {
        if (!_links.TryGetValue((transition.Service, transition.Remote), out var link))
        {
            ShowElsewhere(transition);
            return;
        }

        if (transition.Epoch <= link.Told.Epoch)
            return;

        link.Told = new LinkMessages.Told(transition.Remote, transition.Standing, transition.Epoch);
        _board.Set(transition.Service, transition.Remote, transition.Standing);
        _waves.Begin(link);
        SendWave();
    }

    // No room of this node has sessions there, but its stream may read a sign of life.
    private void ShowElsewhere(LinkMessages.Transition transition)
    {
        if (transition.Standing is LinkStanding.Unreachable or LinkStanding.Returning)
            _board.Set(transition.Service, transition.Remote, transition.Standing);
        else
            _board.Remove(transition.Service, transition.Remote);
    }

    private void OnProved(LinkMessages.Proved proved)
    {
        if (!_links.TryGetValue((proved.Service, proved.Remote), out var link))
            return;

        foreach (var inDoubt in _watermarks.Take(proved))
        {
            _waves.Begin(link, inDoubt);
            SendWave();
        }
    }

    private void SendWave()
    {
        if (_waves.Send(_time))
            Timers.StartSingleTimer(nameof(NextWave), NextWave.Instance, WaveInterval);
    }

    private void OnWhoIsInterested(LinkMessages.WhoIsInterested question)
    {
        if (_links.TryGetValue((question.Service, question.Remote), out var link))
            Report(link);
    }

    private void OnSessionLost(LinkMessages.SessionLost lost)
    {
        if (!_links.TryGetValue((lost.Service, lost.Session.Domain), out var link))
            return;

        var gone = new LinkMessages.SessionGone(lost.Session) { At = lost.Ago is { } ago ? _time.GetTimestamp() - _time.TimestampsIn(ago) : null };
        foreach (var room in link.Rooms.Values)
            room.Actor.Tell(gone);
    }

    private void OnReportAll()
    {
        foreach (var link in _links.Values)
        {
            if (!link.Probed && IsProbed(link.Service, link.Remote))
            {
                link.Probed = true;
                _probed[link.Service] = _probed.GetValueOrDefault(link.Service) + 1;
            }
        }

        foreach (var service in _probed.Keys)
            ProbePlaces.Share([.. _links.Values.Where(link => link.Service == service && !_settings.Unprobed.Contains(link.Remote))]);
        foreach (var link in _links.Values)
            Report(link);
    }

    private void Report(TrackedLink link)
    {
        var inUse = link.UsedSinceReport || !_roomsSayWhenInUse;
        _region.Tell(new LinkMessages.Report(link.Service, link.Remote, link.Rooms.Count, inUse, link.Probed, link.Told.Epoch), Self);
        link.UsedBefore = link.UsedSinceReport;
        link.UsedSinceReport = false;
    }

    private void DescribeAll()
    {
        var (known, asker) = (Known(), Sender);
        Context.ActorOf(Props.Create(() => new LinkSurveyActor(_region, known, asker, _toAll)));
    }

    private void DescribeRooms(LinkMessages.DescribeRooms question)
    {
        var (asker, self) = (Sender, Self);
        var toAll = _toAll ?? ((message, sender) => self.Tell(message, sender));
        var nodes = _toAll is null ? 1 : Cluster.Get(Context.System).State.Members.Count;
        Context.ActorOf(Props.Create(() => new RoomsSurveyActor(question, nodes, toAll, asker)));
    }

    private void DescribeOwnRooms(LinkMessages.DescribeOwnRooms question)
    {
        var asker = Sender;
        ImmutableArray<IActorRef> rooms = _links.TryGetValue((question.Service, question.Remote), out var link) ? [.. link.Rooms.Values.Select(room => room.Actor)] : [];
        Context.ActorOf(Props.Create(() => new RoomsBehindActor(rooms, question.Remote, question.Foresee, asker)));
    }

    private ImmutableArray<LinkMessages.Pair> Known() => [.. _links.Keys.Select(link => new LinkMessages.Pair(link.Service, link.Remote))];

    /// <summary>Report all links now: a node was removed, and its supervisors are nowhere.</summary>
    internal sealed record ReportAll
    {
        public static readonly ReportAll Instance = new();
    }

    private sealed record NextWave
    {
        public static readonly NextWave Instance = new();
    }
}
