using System.Diagnostics;
using MucService.Links;
using MucService.Rooms;
using MucService.Rooms.Reachability;
using MucService.Rooms.Tests;
using MucService.Xmpp;

namespace MucService.Simulation.Tests;

/// <summary>
/// The service: the real rules of rooms and links, and of what is proved, with the plainest shell around them. What it says is numbered as
/// it is handed to the stream, waits while there is none, and is lost with it where nobody read it.
/// </summary>
internal sealed class Node
{
    private readonly Timeline _time;
    private readonly Action<Stanza> _write;
    private readonly Action _created;
    private readonly Action<FullJid, RoomState> _entered;
    private readonly Action<HistoryEntry> _said;
    private readonly Marks _marks = new();
    private readonly Dictionary<Domain, SimulatedLink> _links;
    private readonly Dictionary<FullJid, Stanza> _notices;
    private readonly Dictionary<RoomTimer, long> _timers = [];
    private readonly Queue<Stanza> _waiting = new();
    private readonly Queue<RoomCommand> _commands = new();
    private long _position;
    private long _probed;
    private long _streamBegan;
    private long _written;
    private long _arrivals;
    private bool _isOpen = true;
    private bool _deciding;

    public Node(
        Timeline time, RoomState room, IReadOnlyDictionary<Domain, LinkRecord> links, Dictionary<FullJid, Stanza> notices, World world, Action<Stanza> write)
    {
        (_time, Room, _notices, _write) = (time, room, notices, write);
        (_created, _entered, _said) = (world.OnCreated, world.OnEntered, world.OnSaid);
        _marks.Begin(0, room);
        _links = World.Domains.ToDictionary(domain => domain, domain => new SimulatedLink(domain, time, links.GetValueOrDefault(domain, LinkRecord.None), this));
        foreach (var link in _links.Values)
            link.Start();
    }

    public RoomState Room { get; private set; }

    public bool IsStopped { get; private set; }

    /// <summary>It hears what is said to it.</summary>
    public bool Hears => _isOpen && !IsStopped;

    public IReadOnlyDictionary<Domain, LinkRecord> Records => _links.ToDictionary(link => link.Key, link => link.Value.Record);

    /// <summary>What links keep for sessions that were removed while they could not be reached; it is journaled.</summary>
    public Dictionary<FullJid, Stanza> Notices => _notices;

    public (long Position, long StreamBegan) Place => (_position, _streamBegan);

    /// <summary>The node ends, its stream closed cleanly.</summary>
    public void Stop() => IsStopped = true;

    public void Receive(Stanza stanza)
    {
        if (!Hears)
            return;
        if (stanza.Type != StanzaType.Error && _links.TryGetValue(stanza.From!.Domain, out var from))
            from.Heard();

        if (stanza.To!.Bare.IsDomain)
            Answered(stanza);
        else
            Do(decision: Rooms.Room.Receive(Room, stanza, Next()));
    }

    public void LoseStream()
    {
        _isOpen = false;
        foreach (var link in _links.Values)
            link.Observe(now => new Evidence.StreamLost(now, "lost"));
    }

    public void OpenStream()
    {
        _isOpen = true;
        _streamBegan = _written;
        while (_waiting.TryDequeue(out var stanza))
            Write(stanza);
        foreach (var link in _links.Values)
            link.Observe(now => new Evidence.StreamOpened(now));
    }

    /// <summary>Sends a probe of a link; its answer comes back with its place in the output.</summary>
    public bool Probe(Domain domain, string id)
    {
        if (!_isOpen)
            return false;

        Hand(new Stanza
        {
            Kind = StanzaKind.Iq,
            Type = StanzaType.Get,
            Id = id,
            From = new BareJid(World.Service),
            To = new BareJid(domain),
            Payloads = [new Element("ping", Namespaces.Ping)],
        });
        _probed = _position;
        return true;
    }

    public void Tell(Domain domain, Standing standing, long epoch, long? proved)
    {
        Decide(new RoomCommand.ChangeLink(domain, Enum.Parse<LinkStanding>(standing.ToString()), epoch) { Proved = _marks.At(domain, proved) ?? Known.Nothing });
        if (standing is not (Standing.Reachable or Standing.Damped))
            return;

        _marks.Reached(domain);

        foreach (var (session, notice) in _notices.Where(notice => notice.Key.Domain == domain).ToList())
            Decide(new RoomCommand.DeliverNotice(session, notice));
    }

    public void Doubt(Domain domain, long? since, long until, DoubtKind kind) =>
        Decide(new RoomCommand.Doubt(domain, _marks.At(since) ?? Known.Nothing, _marks.At(until) ?? Known.Nothing, kind));

    public void Confirm(Domain domain) => Decide(new RoomCommand.ConfirmLink(domain));

    private void Answered(Stanza stanza)
    {
        if (stanza.Id is { } id && id.StartsWith("session ", StringComparison.Ordinal))
        {
            if (stanza.Type == StanzaType.Error && StanzaError.From(stanza.Child("error", Namespaces.Component)).Condition == ErrorCondition.ServiceUnavailable)
                Decide(new RoomCommand.SessionGone(stanza.From!.Full!));
            return;
        }

        if (stanza.Type is StanzaType.Result or StanzaType.Error && _links.TryGetValue(stanza.From!.Domain, out var link))
            link.Answered(stanza);
    }

    private Arrival Next() => new(_time.Clock, $"a{Room.NextOrder}-{_time.Now.Ticks}-{++_arrivals}");

    /// <summary>Commands are decided one after the other, as from a mailbox.</summary>
    private void Decide(RoomCommand command)
    {
        if (IsStopped)
            return;

        _commands.Enqueue(command with { Arrival = Next() });
        if (_deciding)
            return;

        _deciding = true;
        while (_commands.TryDequeue(out var next))
            Do(Rooms.Room.Decide(Room, next));
        _deciding = false;
    }

    private void Do(Decision decision)
    {
        foreach (var happened in decision.Events)
        {
            Room = Rooms.Room.Evolve(Room, happened);
            if (happened is RoomEvent.Created)
                _created();
            if (happened is RoomEvent.Entered entered)
                _entered(entered.Session.RealJid, Room);
            if (happened is RoomEvent.Said said)
                _said(said.Entry);
        }

        var sent = Delivery.Resolve(Room, decision.Outgoing);
        var probed = _probed;
        foreach (var stanza in sent)
            Hand(stanza);
        if (!sent.IsEmpty)
            _marks.Said(_position, Room, probed, () => _time.Clock);
        foreach (var request in decision.Requests)
            Ask(request);
    }

    private void Hand(Stanza stanza)
    {
        _position++;
        if (_isOpen)
            Write(stanza);
        else
            _waiting.Enqueue(stanza);
    }

    private void Write(Stanza stanza)
    {
        _written++;
        _write(stanza);
    }

    private void Ask(RoomRequest request)
    {
        switch (request)
        {
            case RoomRequest.FindKnown find:
                var known = _marks.Before(_links[find.Session.Domain].Proved, find.LostAt) ?? Known.Nothing;
                Decide(new RoomCommand.FallBehind(find.Session, known, find.AwaitsLink));
                break;
            case RoomRequest.ReportBounce bounce:
                _links[bounce.Domain].Bounced();
                break;
            case RoomRequest.CheckSession check:
                _time.In(TimeSpan.FromSeconds(1), () => ProbeSession(check.Session));
                break;
            case RoomRequest.ProbeSession probe:
                ProbeSession(probe.Session);
                break;
            case RoomRequest.KeepNotice keep:
                _notices[keep.Session] = keep.Notice;
                break;
            case RoomRequest.ForgetNotice forget:
                _notices.Remove(forget.Session);
                break;
            case RoomRequest.SetTimer set:
                var number = _timers[set.Timer] = _timers.GetValueOrDefault(set.Timer) + 1;
                _time.In(set.After, () => Elapse(set.Timer, number));
                break;
            case RoomRequest.CancelTimer cancel:
                _timers[cancel.Timer] = _timers.GetValueOrDefault(cancel.Timer) + 1;
                break;
            case RoomRequest.QueryCapabilities or RoomRequest.Forget:
                break;
            default:
                throw new UnreachableException(request.ToString());
        }
    }

    private void ProbeSession(FullJid session)
    {
        if (IsStopped || !_isOpen || _links[session.Domain].IsInQuestion)
            return;

        Hand(new Stanza
        {
            Kind = StanzaKind.Iq,
            Type = StanzaType.Get,
            Id = $"session {++_arrivals}",
            From = new BareJid(World.Service),
            To = session,
            Payloads = [new Element("ping", Namespaces.Ping)],
        });
    }

    private void Elapse(RoomTimer timer, long number)
    {
        if (_timers.GetValueOrDefault(timer) == number)
            Decide(new RoomCommand.TimerElapsed(timer));
    }
}
