using MucService.Actors.Serialization;
using MucService.Rooms;
using MucService.Rooms.Reachability;
using MucService.Rooms.Tests;
using MucService.Xmpp;

namespace MucService.Simulation.Tests;

/// <summary>One room of the service: the real rules, and what is proved to whom, with the plainest shell around them.</summary>
internal sealed class SimulatedRoom
{
    private readonly Timeline _time;
    private readonly Node _node;
    private readonly Chronicle _chronicle;
    private readonly Marks _marks = new();
    private readonly Dictionary<RoomTimer, long> _timers = [];
    private readonly Queue<RoomCommand> _commands = new();
    private readonly List<LoggedChange> _log = [];
    private byte[] _written = [];
    private bool _deciding;

    /// <param name="stored">The room as it is loaded.</param>
    /// <param name="time">The time.</param>
    /// <param name="node">Its node.</param>
    /// <param name="chronicle">Remembers what happened.</param>
    public SimulatedRoom(StoredRoom stored, Timeline time, Node node, Chronicle chronicle)
    {
        (_time, _node, _chronicle) = (time, node, chronicle);
        Room = stored.Load();
        _written = stored.Written;
        _log.AddRange(stored.Log.Select(WatermarkValues.ReadLoggedChange));
        _marks.Begin(node.Place.Position, Room);
    }

    public RoomState Room { get; private set; }

    /// <summary>What a room that is loaded next begins with: what was committed, be it told or not.</summary>
    public StoredRoom Stored => new(Room, _written, [.. _log.Select(WatermarkValues.Write)]);

    public void Begin() => Decide(new RoomCommand.Recovered());

    /// <summary>Writes down what sessions know, as once a minute and at a clean stop.</summary>
    public void Remember()
    {
        if (!Room.Exists)
            return;

        var remembered = Recollection.Of(Room, Proved, _time.Clock);
        _written = WatermarkValues.Write(remembered);
        _log.RemoveAll(change => change.Number <= remembered.Missed.Number);
    }

    public void Receive(Stanza stanza)
    {
        _node.Privately.Heard(Room, _node, stanza);
        Do(Rooms.Room.Receive(Room, stanza, _node.Next()));
        if (_node.IsStopped)
            _node.Privately.Lost(stanza);
    }

    public void Tell(Domain domain, LinkStanding standing, long epoch)
    {
        var proven = _node.ProvedTo(domain);
        Decide(new RoomCommand.ChangeLink(domain, standing, epoch) { Proved = _marks.At(domain, proven?.Position) ?? Known.Nothing });
        if (standing is LinkStanding.Reachable or LinkStanding.Damped)
            _marks.Reached(domain);
    }

    public void Doubt(Domain domain, long? since, long until, DoubtKind kind) =>
        Decide(new RoomCommand.Doubt(domain, _marks.At(since) ?? _marks.Began ?? Known.Nothing, _marks.At(until) ?? Known.Nothing, kind));

    /// <summary>Commands are decided one after the other, as from a mailbox.</summary>
    public void Decide(RoomCommand command)
    {
        if (_node.IsStopped)
            return;

        _time.Note($"{Room.Address.Local}: {Told(command)}");
        _commands.Enqueue(command with { Arrival = _node.Next() });
        if (_deciding)
            return;

        _deciding = true;
        while (_commands.TryDequeue(out var next))
            Do(Rooms.Room.Decide(Room, next));
        _deciding = false;
    }

    private Known Proved(Domain domain) =>
        _node.ProvedTo(domain) is { } proven ? _marks.At(domain, proven.Position) ?? Known.Nothing : Known.Of(Room);

    private void Do(Decision decision)
    {
        var before = Room;
        foreach (var happened in decision.Events)
        {
            Room = Rooms.Room.Evolve(Room, happened);
            _chronicle.Note(Room, happened);
        }

        Commit(before, decision);
        // A room that ends with its node leaves nothing that could tell anybody.
        if (Room.Exists ? _node.DiesBefore(decision) : _node.IsStopped)
            return;

        var sent = Delivery.Resolve(Room, decision.Outgoing);
        var probed = _node.Probed;
        foreach (var stanza in sent)
            _node.Hand(stanza);
        if (!sent.IsEmpty)
            _marks.Said(_node.Place.Position, Room, probed, () => _time.Clock);
        foreach (var request in decision.Requests)
            Ask(request);
        foreach (var domain in Room.Sessions.Keys.Select(session => session.Domain).Distinct())
        {
            if (before.Sessions.Keys.All(session => session.Domain != domain))
                _time.In(TimeSpan.Zero, () => _node.TellFirst(this, domain));
        }
    }

    /// <summary>A room that is created knows that whoever enters knows nothing yet; one that ends leaves nothing.</summary>
    private void Commit(RoomState before, Decision decision)
    {
        if (before.Exists != Room.Exists)
        {
            _log.Clear();
            _written = Room.Exists ? WatermarkValues.Write(Recollection.Of(before, _ => Known.Nothing, _time.Clock)) : [];
        }

        if (LoggedChange.Of(before, Room, decision) is { } change)
            _log.Add(change);
    }

    private void Ask(RoomRequest request)
    {
        switch (request)
        {
            case RoomRequest.FindKnown find:
                var known = _marks.Before(_node.ProvedTo(find.Session.Domain)?.Position, find.LostAt) ?? Known.Nothing;
                Decide(new RoomCommand.FallBehind(find.Session, known, find.AwaitsLink));
                break;
            case RoomRequest.QueryCapabilities query:
                Decide(new RoomCommand.LearnCapabilities(query.Session, ClientFeatures.Known | ClientFeatures.Annotations | ClientFeatures.Ping));
                break;
            case RoomRequest.SetTimer set:
                var number = _timers[set.Timer] = _timers.GetValueOrDefault(set.Timer) + 1;
                _time.In(set.After, () => Elapse(set.Timer, number));
                break;
            case RoomRequest.CancelTimer cancel:
                _timers[cancel.Timer] = _timers.GetValueOrDefault(cancel.Timer) + 1;
                break;
            case RoomRequest.Forget:
                break;
            default:
                _node.Ask(Room.Address, request);
                break;
        }
    }

    private void Elapse(RoomTimer timer, long number)
    {
        if (_timers.GetValueOrDefault(timer) == number)
            Decide(new RoomCommand.TimerElapsed(timer));
    }

    private static string Told(RoomCommand command) => command switch
    {
        RoomCommand.ChangeLink change => $"{change.Domain} is {change.Standing}, proved to know {Brief(change.Proved)}",
        RoomCommand.Doubt doubt => $"{doubt.Domain} in doubt ({doubt.Kind}) since {Brief(doubt.Since)} until {Brief(doubt.Until)}",
        RoomCommand.FallBehind behind => $"{behind.Session} fell behind, knows {Brief(behind.Known)}",
        _ => command.ToString().Split('{')[0],
    };

    private static string Brief(Known? known) => known is null ? "?" : $"({known.Change}, {known.NextOrder}, {known.LastMessage}, {known.Retold})";
}

/// <summary>What survives the node of a room: its rows, and what is written down of what sessions know.</summary>
internal sealed record StoredRoom(RoomState Room, byte[] Written, IReadOnlyList<byte[]> Log)
{
    /// <summary>The room as it is loaded: what its rows and its journal hold, and what is remembered.</summary>
    public RoomState Load()
    {
        if (!Room.Exists)
            return new RoomState { Address = Room.Address, Settings = Room.Settings };

        var empty = new RoomState { Address = Room.Address, Settings = Room.Settings };
        var loaded = Room with
        {
            Links = empty.Links,
            Suspensions = empty.Suspensions,
            OutOfSync = empty.OutOfSync,
            Retellings = empty.Retellings,
            Recalled = empty.Recalled,
            Pauses = empty.Pauses,
            Missed = Missed.Of(Room.NextOrder),
        };
        loaded = Room.Sessions.Keys.Aggregate(loaded, (room, session) => room.WithSession(session, known => known with { Features = ClientFeatures.None }));
        return Written.Length == 0 ? loaded : WatermarkValues.ReadRecollection(Written).Recall(loaded, [.. Log.Select(WatermarkValues.ReadLoggedChange)]);
    }
}
