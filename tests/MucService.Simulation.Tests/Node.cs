using System.Diagnostics;
using MucService.Links;
using MucService.Rooms;
using MucService.Rooms.Reachability;
using MucService.Xmpp;

namespace MucService.Simulation.Tests;

/// <summary>
/// The service: rooms, links and one stream. What it says is numbered as it is handed to the stream, waits while there is none, and is lost with
/// it where nobody read it.
/// </summary>
internal sealed class Node
{
    private readonly Timeline _time;
    private readonly Action<Stanza> _write;
    private readonly Dictionary<BareJid, SimulatedRoom> _rooms;
    private readonly Dictionary<Domain, SimulatedLink> _links;
    private readonly Dictionary<(BareJid Room, FullJid Session), Stanza> _notices;
    private readonly Queue<Stanza> _waiting = new();
    private long _position;
    private long _streamBegan;
    private long _written;
    private long _arrivals;
    private bool _isOpen = true;
    private Action? _dying;

    public Node(Timeline time, Stored stored, Chronicle chronicle, PrivateMessages privately, Action<Stanza> write)
    {
        (_time, _notices, Privately, _write) = (time, stored.Notices, privately, write);
        _rooms = stored.Rooms.ToDictionary(room => room.Room.Address, room => new SimulatedRoom(room, time, this, chronicle));
        _links = World.Domains.ToDictionary(domain => domain, domain => new SimulatedLink(domain, time, stored.Links.GetValueOrDefault(domain, LinkRecord.None), this));
        foreach (var room in _rooms.Values.Where(room => room.Room.Exists))
            room.Begin();
        foreach (var link in _links.Values)
            link.Start();
        time.In(TimeSpan.FromMinutes(1), Remember);
    }

    public bool IsStopped { get; private set; }

    /// <summary>It hears what is said to it.</summary>
    public bool Hears => _isOpen && !IsStopped;

    /// <summary>What waits for a stream.</summary>
    public IEnumerable<Stanza> Unwritten => _waiting;

    /// <summary>What becomes of private messages.</summary>
    public PrivateMessages Privately { get; }

    public (long Position, long StreamBegan) Place => (_position, _streamBegan);

    /// <summary>The position of the last probe.</summary>
    public long Probed { get; private set; }

    /// <summary>What the next one begins with.</summary>
    public Stored Stored => new([.. _rooms.Values.Select(room => room.Stored)], _links.ToDictionary(link => link.Key, link => link.Value.Record), _notices);

    public RoomState this[BareJid room] => _rooms[room].Room;

    public Proven? ProvedTo(Domain domain) => _links[domain].Proven;

    /// <summary>It probes every domain once more, and ends a second later, its stream closed cleanly.</summary>
    public void Stop(Action ended)
    {
        foreach (var link in _links.Values)
            link.ProbeOnceMore();
        _time.In(TimeSpan.FromSeconds(1), () =>
        {
            foreach (var room in _rooms.Values)
                room.Remember();
            IsStopped = true;
            ended();
        });
    }

    /// <summary>It is killed: with the next thing that it commits, before anybody is told, or in a while.</summary>
    public void Kill(Action ended)
    {
        _dying = ended;
        _time.In(TimeSpan.FromSeconds(2), Die);
    }

    /// <summary>True if it is killed between the commit and the telling.</summary>
    public bool DiesBefore(Decision decision)
    {
        if (_dying is null || !decision.Events.Any(happened => happened is IOccupancy))
            return IsStopped;

        Die();
        return true;
    }

    public void Receive(Stanza stanza)
    {
        if (!Hears)
            return;
        if (stanza.Type != StanzaType.Error && _links.TryGetValue(stanza.From!.Domain, out var from))
            from.Heard();

        if (stanza.To!.Bare.IsDomain)
            Answered(stanza);
        else
            _rooms[stanza.To.Bare].Receive(stanza);
    }

    /// <summary>The host says that it has lost its connection to a domain.</summary>
    public void ConnectionLost(Domain domain)
    {
        if (Hears)
            _links[domain].ConnectionLost();
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
            link.OpenStream();
    }

    /// <summary>Sends a probe of a link; its answer comes back with its place in the output.</summary>
    public bool Probe(Domain domain, string id)
    {
        if (!_isOpen)
            return false;

        Hand(Ping(new BareJid(domain), id));
        Probed = _position;
        return true;
    }

    public static LinkStanding Told(Standing standing) => Enum.Parse<LinkStanding>(standing.ToString());

    /// <summary>The first session of a domain came into a room, which is told how the link stands.</summary>
    public void TellFirst(SimulatedRoom room, Domain domain) => _links[domain].TellFirst(room);

    public void Tell(Domain domain, Standing standing, long epoch)
    {
        foreach (var room in _rooms.Values)
            room.Tell(domain, Told(standing), epoch);
        _links[domain].Notices.Doubt();
        DeliverNotices(_links[domain], [.. _notices.Keys.Where(notice => notice.Session.Domain == domain)]);
    }

    public void DeliverNotices(SimulatedLink link, IReadOnlyList<(BareJid Room, FullJid Session)> notices)
    {
        foreach (var (room, session) in notices)
        {
            if (!link.CanDeliver || !_notices.TryGetValue((room, session), out var notice))
                continue;

            _rooms[room].Decide(new RoomCommand.DeliverNotice(session, notice));
        }
    }

    public void SettleNotices(IEnumerable<(BareJid Room, FullJid Session)> arrived)
    {
        foreach (var notice in arrived)
            _notices.Remove(notice);
    }

    public void Doubt(Domain domain, long? since, long until, DoubtKind kind)
    {
        foreach (var room in _rooms.Values)
            room.Doubt(domain, since, until, kind);
    }

    public void Confirm(Domain domain)
    {
        foreach (var room in _rooms.Values)
            room.Decide(new RoomCommand.ConfirmLink(domain));
    }

    public Arrival Next() => new(_time.Clock, $"a{_time.Now.Ticks}-{++_arrivals}");

    public void Hand(Stanza stanza)
    {
        _position++;
        if (_isOpen)
            Write(stanza);
        else
            _waiting.Enqueue(stanza);
    }

    public void Ask(BareJid room, RoomRequest request)
    {
        switch (request)
        {
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
                _notices[(room, keep.Session)] = keep.Notice;
                var link = _links[keep.Session.Domain];
                if (keep.IsSent)
                    link.NoticeSent((room, keep.Session));
                else
                    DeliverNotices(link, [(room, keep.Session)]);
                break;
            case RoomRequest.ForgetNotice forget:
                _notices.Remove((room, forget.Session));
                _links[forget.Session.Domain].Notices.Forget((room, forget.Session));
                break;
            default:
                throw new UnreachableException(request.ToString());
        }
    }

    private void Die()
    {
        var ended = _dying;
        _dying = null;
        if (ended is null)
            return;

        IsStopped = true;
        _time.In(TimeSpan.Zero, ended);
    }

    private void Remember()
    {
        if (IsStopped)
            return;

        foreach (var room in _rooms.Values)
            room.Remember();
        _time.In(TimeSpan.FromMinutes(1), Remember);
    }

    private void Answered(Stanza stanza)
    {
        if (stanza.Id is { } id && id.StartsWith("session ", StringComparison.Ordinal))
        {
            if (stanza.Type != StanzaType.Error || StanzaError.From(stanza.Child("error", Namespaces.Component)).Condition != ErrorCondition.ServiceUnavailable)
                return;
            foreach (var room in _rooms.Values)
                room.Decide(new RoomCommand.SessionGone(stanza.From!.Full!));
            return;
        }

        if (stanza.Type is StanzaType.Result or StanzaType.Error && _links.TryGetValue(stanza.From!.Domain, out var link))
            link.Answered(stanza);
    }

    private void Write(Stanza stanza)
    {
        _written++;
        _write(stanza);
    }

    private void ProbeSession(FullJid session)
    {
        if (!IsStopped && _isOpen && !_links[session.Domain].IsInQuestion)
            Hand(Ping(session, $"session {++_arrivals}"));
    }

    private static Stanza Ping(Jid to, string id) => new()
    {
        Kind = StanzaKind.Iq,
        Type = StanzaType.Get,
        Id = id,
        From = new BareJid(World.Service),
        To = to,
        Payloads = [new Element("ping", Namespaces.Ping)],
    };
}

/// <summary>What survives a node.</summary>
/// <param name="Rooms">The rooms.</param>
/// <param name="Links">What is journaled of links.</param>
/// <param name="Notices">What links keep for sessions that were removed while they could not be reached.</param>
internal sealed record Stored(
    IReadOnlyList<StoredRoom> Rooms, IReadOnlyDictionary<Domain, LinkRecord> Links, Dictionary<(BareJid Room, FullJid Session), Stanza> Notices);
