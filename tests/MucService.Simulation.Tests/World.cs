using MucService.Links;
using MucService.Rooms;
using MucService.Rooms.Reachability;
using MucService.Wire;
using MucService.Xmpp;

namespace MucService.Simulation.Tests;

/// <summary>A host with its own people, servers elsewhere with theirs, the ways between them, and the service with one room.</summary>
internal sealed class World
{
    public static readonly Domain Service = Domain.Parse("chats.home.example");
    public static readonly BareJid Room = BareJid.Parse("tea@chats.home.example");
    public static readonly Domain[] Domains = [Domain.Parse("home.example"), Domain.Parse("away.example"), Domain.Parse("third.example")];

    private static readonly string[] Everybody = ["olga@home.example/desk", "hal@home.example/phone", "ada@away.example/desk", "bo@away.example/phone", "cy@third.example/desk", "dee@third.example/desk"];
    private static readonly string[] Nicks = ["tom", "dick", "harry", "jane", "mary"];
    private static readonly TimeSpan InHost = TimeSpan.FromMilliseconds(10);

    private readonly Timeline _time = new();
    private readonly Dictionary<Domain, Way> _ways;
    private readonly bool _overtakes;
    private readonly Dictionary<FullJid, Person> _people = [];
    private readonly Person[] _present;
    private readonly Dictionary<FullJid, long> _since = [];
    private readonly Dictionary<long, string> _said = [];
    private Node _node;
    private int _host;
    private int _saying;

    public World(bool overtakes)
    {
        _ways = Domains.ToDictionary(domain => domain, domain => new Way(_time, stanza => Arrive(domain, stanza), SendBack));
        _overtakes = overtakes;
        _present = [.. Everybody.Select(jid => Connect(FullJid.Parse(jid)))];
        var settings = new RoomSettings { Service = Service, Locking = false, HistorySize = 30 };
        _node = new Node(_time, new RoomState { Address = Room, Settings = settings }, new Dictionary<Domain, LinkRecord>(), [], this, FromService);
        Of(0).Join("olga");
        _time.RunFor(TimeSpan.FromSeconds(5));
        for (var guest = 1; guest < Everybody.Length; guest++)
            Of(guest).Join(Nicks[guest - 1]);
        _time.RunFor(TimeSpan.FromSeconds(15));
    }

    public void OnEntered(FullJid session, RoomState room) => _since[session] = room.History.LastNumber;

    /// <summary>The room is another one: the last to leave took the old one with him.</summary>
    public void OnCreated() => _said.Clear();

    public void OnSaid(HistoryEntry entry) => _said[entry.Number] = Person.IdIn(entry.Message, "stanza-id", Namespaces.StanzaIds)!;

    public void Go(Step step)
    {
        var way = _ways[Domains[1 + (step.A % 2)]];
        switch (step.Deed)
        {
            case Deed.Say:
                Of(step.A).Say($"{++_saying}", $"m{_saying}");
                break;
            case Deed.Show:
                Of(step.A).Show($"show{step.B}");
                break;
            case Deed.Rename:
                Of(step.A).ChangeNick(Nicks[step.B % Nicks.Length]);
                break;
            case Deed.Leave when step.A % Everybody.Length != 0 && IsHeard(Of(step.A)):
                Of(step.A).Leave();
                break;
            case Deed.Join:
                Reconnect(step.A % Everybody.Length);
                Of(step.A).Join(step.A % Everybody.Length == 0 ? "olga" : Nicks[step.B % Nicks.Length]);
                break;
            case Deed.Cut:
                way.Cut((WayState)(1 + (step.B % 3)));
                break;
            case Deed.Heal:
                way.Heal(step.B % 2 == 0 ? Healing.Late : Healing.Lost);
                Unnoticed(person => person.Jid.Domain == Domains[1 + (step.A % 2)]);
                break;
            case Deed.Overtake:
                way.Heal(Healing.Overtaken);
                break;
            case Deed.RestartServer:
                RestartServer(Domains[1 + (step.A % 2)]);
                break;
            case Deed.LoseStream:
                LoseStream();
                break;
            case Deed.RestartHost:
                RestartHost();
                break;
            case Deed.RestartService:
                RestartService();
                break;
        }

        _time.RunFor(step.Then);
    }

    /// <summary>Everything is healed, time passes, one person speaks; then everybody must see what is.</summary>
    public string? Fault()
    {
        foreach (var way in _ways.Values.Where(way => way.State != WayState.Open))
            way.Heal(Healing.Lost);
        Unnoticed(_ => true);
        _time.RunFor(TimeSpan.FromMinutes(1));
        Reconnect(0);
        Of(0).Join("olga");
        _time.RunFor(TimeSpan.FromMinutes(4));
        Of(0).Say("still there?", "last");
        _time.RunFor(TimeSpan.FromMinutes(4));

        return _people.Values.Select(FaultOf).FirstOrDefault(fault => fault is not null) ?? Ghosts();
    }

    private string? Ghosts()
    {
        var ghosts = _node.Room.Sessions.Keys.Where(session => !_people[session].IsIn).Select(session => session.ToString()).ToList();
        return ghosts.Count == 0 ? null : $"in the room, and do not know it: {string.Join(", ", ghosts)}";
    }

    private string? FaultOf(Person person)
    {
        if (person.Wrong is { } wrong)
            return $"{person.Jid}: {wrong}";
        if (!person.IsIn)
            return null;
        if (_node.Room.ByRealJid(person.Jid) is not { } own)
            return $"{person.Jid} believes to be in the room, and is not";

        var traits = _node.Room.TraitsOf(own, own.SessionOf(person.Jid)!);
        var view = _node.Room.Occupants.Values
            .Select(occupant => (occupant.Nick, Presence: Presences.Of(_node.Room, occupant, traits)!))
            .Select(shown => $"{shown.Nick} is {Person.IdIn(shown.Presence, "occupant-id", Namespaces.OccupantIds)}, {Person.Summary(shown.Presence)}")
            .Order(StringComparer.Ordinal);
        if (!view.SequenceEqual(person.View))
            return $"{person.Jid} sees\n    {string.Join("\n    ", person.View)}\n  instead of\n    {string.Join("\n    ", view)}";

        var missing = _said.Where(said => said.Key > _since[person.Jid] && !person.Messages.Contains(said.Value)).Select(said => said.Key).ToList();
        return missing.Count == 0 ? null : $"{person.Jid} misses of the messages since {_since[person.Jid]}: {string.Join(", ", missing)}";
    }

    private void Unnoticed(Func<Person, bool> who)
    {
        foreach (var person in _people.Values.Where(who))
            person.MissUnnoticed();
    }

    private Person Of(int number) => _present[number % Everybody.Length];

    // Who leaves unheard stays in the room and cannot be told from one who is there: his client answers.
    private bool IsHeard(Person person) => _node.Hears && _ways[person.Jid.Domain].LetsIn;

    private Person Connect(FullJid jid) => _people[jid] = new Person(jid, _time, FromPerson, mindsOrder: !_overtakes);

    /// <summary>Whoever lost his session has another one from now on.</summary>
    private void Reconnect(int number)
    {
        if (!_present[number].IsOnline)
            _present[number] = Connect(FullJid.Parse($"{_present[number].Jid.Bare}/again{_people.Count}"));
    }

    // From the service to the host, which lives as long as its number; from there on to its own people or another server.
    private void FromService(Stanza stanza)
    {
        var (host, bytes) = (_host, StanzaRenderer.RenderToBytes(stanza));
        _time.In(InHost, () =>
        {
            if (host == _host)
                _ways[stanza.To!.Domain].Send(bytes);
        });
    }

    private void Arrive(Domain domain, Stanza stanza)
    {
        if (stanza.To!.Full is not { } to)
        {
            ToService(domain, stanza.Answer(StanzaType.Result));
            return;
        }

        if (_people[to].IsOnline)
            _people[to].Receive(stanza);
        else if (stanza.Kind != StanzaKind.Presence && stanza.Type != StanzaType.Error)
            ToService(domain, stanza.Refuse(StanzaError.Of(ErrorCondition.ServiceUnavailable)));
    }

    private void SendBack(Stanza stanza)
    {
        if (stanza.Type is not (StanzaType.Error or StanzaType.Result))
            ToServiceFromHost(stanza.Refuse(StanzaError.Of(ErrorCondition.RemoteServerNotFound)));
    }

    private void FromPerson(Stanza stanza) => ToService(stanza.From!.Domain, stanza);

    private void ToService(Domain domain, Stanza stanza)
    {
        // A person whose server is cut off hears nothing of what he says: it is lost with the connection, like what he is sent.
        if (_ways[domain].LetsIn)
            _time.In(InHost, () => ToServiceFromHost(stanza));
    }

    private void ToServiceFromHost(Stanza stanza)
    {
        var (host, bytes) = (_host, StanzaRenderer.RenderToBytes(stanza));
        _time.In(InHost, () =>
        {
            if (host == _host)
                _node.Receive(StanzaParser.ParseStanza(bytes));
        });
    }

    private void RestartServer(Domain domain)
    {
        foreach (var person in _people.Values.Where(person => person.Jid.Domain == domain))
            person.Lose();
        _ways[domain].Lose();
    }

    private void LoseStream()
    {
        _host++;
        Unnoticed(_ => true);
        var node = _node;
        node.LoseStream();
        _time.In(TimeSpan.FromSeconds(2), () =>
        {
            if (!node.IsStopped)
                node.OpenStream();
        });
    }

    private void RestartHost()
    {
        foreach (var way in _ways.Values)
            way.Lose();
        foreach (var person in _people.Values.Where(person => person.Jid.Domain == Domains[0]))
            person.Lose();

        LoseStream();
    }

    /// <summary>The service is stopped cleanly, and started with what is stored: rooms, sessions, messages, but not what was missed.</summary>
    private void RestartService()
    {
        _node.Stop();
        _time.RunFor(TimeSpan.FromSeconds(1));
        var stored = _node.Room with
        {
            Links = new RoomState { Address = Room, Settings = _node.Room.Settings }.Links,
            Suspensions = new RoomState { Address = Room, Settings = _node.Room.Settings }.Suspensions,
            OutOfSync = new RoomState { Address = Room, Settings = _node.Room.Settings }.OutOfSync,
            Missed = Missed.Of(_node.Room.NextOrder),
        };
        _node = new Node(_time, stored, _node.Records, _node.Notices, this, FromService);
    }
}
