using MucService.Links;
using MucService.Rooms;
using MucService.Wire;
using MucService.Xmpp;

namespace MucService.Simulation.Tests;

/// <summary>A host with its own people, servers elsewhere with theirs, the ways between them, and the service with two rooms.</summary>
internal sealed partial class World
{
    public static readonly Domain Service = Domain.Parse("chats.home.example");
    public static readonly BareJid[] Rooms = [BareJid.Parse("tea@chats.home.example"), BareJid.Parse("den@chats.home.example")];
    public static readonly Domain[] Domains = [Domain.Parse("home.example"), Domain.Parse("away.example"), Domain.Parse("third.example")];
    public static readonly string[] Everybody = ["olga@home.example/desk", "hal@home.example/phone", "ada@away.example/desk", "bo@away.example/phone", "cy@third.example/desk", "dee@third.example/desk"];
    public static readonly string[] Nicks = ["tom", "dick", "harry", "jane", "mary"];

    private static readonly TimeSpan InHost = TimeSpan.FromMilliseconds(10);

    private readonly Timeline _time = new();
    private readonly Dictionary<Domain, Way> _ways;
    private readonly bool _overtakes;
    private readonly Dictionary<FullJid, Person> _people = [];
    private readonly Person[] _present;
    private readonly Chronicle _chronicle = new();
    private readonly PrivateMessages _privately = new();
    private Node _node;
    private int _host;
    private int _saying;
    private bool _starting;
    private bool _hasForgotten;

    /// <param name="overtakes">What waited in a connection may come behind what follows.</param>
    /// <param name="tells">The host tells of its connections.</param>
    public World(bool overtakes, bool tells)
    {
        _ways = Domains.ToDictionary(domain => domain, domain => new Way(_time, stanza => Arrive(domain, stanza), SendBack, _privately.Lost, tells ? () => TellLost(domain) : null));
        _overtakes = overtakes;
        _present = [.. Everybody.Select(jid => Connect(FullJid.Parse(jid)))];
        var settings = new RoomSettings { Service = Service, Locking = false, HistorySize = 30 };
        var rooms = Rooms.Select(room => new StoredRoom(new RoomState { Address = room, Settings = settings }, [], []));
        _node = new Node(_time, new Stored([.. rooms], new Dictionary<Domain, LinkRecord>(), []), _chronicle, _privately, FromService);
        foreach (var room in Rooms)
        {
            Of(0).In(room).Join("olga");
            _time.RunFor(TimeSpan.FromSeconds(5));
            for (var guest = 1; guest < Everybody.Length; guest++)
                Of(guest).In(room).Join(Nicks[guest - 1]);
        }

        _time.RunFor(TimeSpan.FromSeconds(15));
    }

    /// <summary>What happened, for a person who looks into a fault.</summary>
    public IEnumerable<string> Log => _time.Log;

    public void Go(Step step)
    {
        _time.Note($"-- {step}");
        var seat = Of(step.A).In(Rooms[step.Room]);
        switch (step.Deed)
        {
            case Deed.Say:
                seat.Say($"{++_saying}", $"m{_saying}");
                break;
            case Deed.Whisper when seat.IsIn:
                var id = _privately.Next();
                _privately.Sent(id);
                seat.Whisper(Nicks[step.B % Nicks.Length], id);
                break;
            case Deed.Pause or Deed.Resume:
                seat.State(paused: step.Deed == Deed.Pause);
                break;
            case Deed.Show:
                seat.Show($"show{step.B}");
                break;
            case Deed.Rename:
                seat.ChangeNick(Nicks[step.B % Nicks.Length]);
                break;
            case Deed.Leave when step.A % Everybody.Length != 0 && IsHeard(Of(step.A)):
                seat.Leave();
                break;
            case Deed.Join:
                Reconnect(step.A % Everybody.Length);
                Of(step.A).In(Rooms[step.Room]).Join(step.A % Everybody.Length == 0 ? "olga" : Nicks[step.B % Nicks.Length]);
                break;
            case Deed.Entitle:
                Of(0).In(Rooms[step.Room]).ChangeSubject($"subject {++_saying}");
                break;
            case Deed.Kick or Deed.Ban or Deed.Unban or Deed.Configure or Deed.Destroy:
                Of(0).In(Rooms[step.Room]).Administrate(Orders.Of(step));
                break;
            default:
                Disturb(step);
                break;
        }

        _time.RunFor(step.Then);
    }

    private void Disturb(Step step)
    {
        var remote = Domains[1 + (step.A % 2)];
        var way = _ways[remote];
        switch (step.Deed)
        {
            case Deed.Cut:
                way.Cut((WayState)(1 + (step.B % 3)));
                break;
            case Deed.Heal:
                Heal(remote, step.B % 2 == 0 ? Healing.Late : Healing.Lost);
                break;
            case Deed.Overtake:
                Heal(remote, Healing.Overtaken);
                break;
            case Deed.RestartServer:
                RestartServer(remote);
                break;
            case Deed.LoseStream when !_starting:
                LoseStream();
                break;
            case Deed.RestartHost when !_starting:
                RestartHost();
                break;
            case Deed.RestartService when !_starting:
                _starting = true;
                _node.Stop(StartAgain);
                break;
            case Deed.KillService when !_starting:
                KillService(losesWhatIsWritten: step.B % 2 == 0);
                break;
        }
    }

    private void Heal(Domain domain, Healing healing)
    {
        // What was once overtaken may wait in another connection that is cut, and come with its end.
        if (_ways[domain].Heal(healing) || _overtakes)
            Unnoticed(person => person.Jid.Domain == domain);
    }

    private void Unnoticed(Func<Person, bool> who)
    {
        foreach (var person in _people.Values.Where(who))
            person.MissUnnoticed();
    }

    private Person Of(int number) => _present[number % Everybody.Length];

    // Who leaves unheard stays in the room and cannot be told from one who is there: his client answers.
    private bool IsHeard(Person person) => !_starting && _node.Hears && _ways[person.Jid.Domain].LetsIn;

    private Person Connect(FullJid jid) => _people[jid] = new Person(jid, _time, _privately, FromPerson);

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
            else
                _privately.Lost(stanza);
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
        else
            _privately.Lost(stanza);
    }

    private void SendBack(Stanza stanza)
    {
        if (stanza.Type is not (StanzaType.Error or StanzaType.Result))
            ToServiceFromHost(stanza.Refuse(StanzaError.Of(ErrorCondition.RemoteServerNotFound)));
    }

    // Like a stanza of the host's own, on the same stream.
    private void TellLost(Domain domain)
    {
        var host = _host;
        _time.In(InHost, () =>
        {
            if (host == _host && !_starting)
                _node.ConnectionLost(domain);
        });
    }

    private void FromPerson(Stanza stanza) => ToService(stanza.From!.Domain, stanza);

    private void ToService(Domain domain, Stanza stanza)
    {
        // A person whose server is cut off hears nothing of what he says: it is lost with the connection, like what he is sent.
        if (_ways[domain].LetsIn)
            _time.In(InHost, () => ToServiceFromHost(stanza));
        else
            _privately.Lost(stanza);
    }

    private void ToServiceFromHost(Stanza stanza)
    {
        var (host, bytes) = (_host, StanzaRenderer.RenderToBytes(stanza));
        _time.In(InHost, () =>
        {
            if (host == _host && _node.Hears)
                _node.Receive(StanzaParser.ParseStanza(bytes));
            else
                _privately.Lost(stanza);
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

    private void KillService(bool losesWhatIsWritten)
    {
        _starting = true;
        Unnoticed(_ => true);
        _node.Kill(() =>
        {
            if (losesWhatIsWritten)
                _host++;
            StartAgain();
        });
    }

    /// <summary>The service starts with what is stored.</summary>
    private void StartAgain()
    {
        _hasForgotten = true;
        foreach (var unwritten in _node.Unwritten)
            _privately.Lost(unwritten);
        foreach (var way in _ways.Values)
            way.BeginAnew();
        _time.In(TimeSpan.FromSeconds(3), () =>
        {
            _node = new Node(_time, _node.Stored, _chronicle, _privately, FromService);
            _starting = false;
        });
    }
}
