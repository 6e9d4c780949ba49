using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using MucService.Benchmarks.Driving;
using MucService.Benchmarks.Scenarios;

namespace MucService.Benchmarks.Hosts;

/// <summary>A room whose occupants are clients of a real host. One thread plays all of them, and checks that each hears each message once and in order.</summary>
internal sealed class ClientRoom : IDisposable
{
    private const int UnderWay = 16;
    private static readonly TimeSpan s_silence = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(90);

    private readonly RealHost _host;
    private readonly string _room;
    private readonly List<ClientStream> _clients = [];
    private readonly Dictionary<Socket, int> _numbers = [];
    private readonly int[] _next;
    private long _heard;
    private int _subjects;
    private int _refused;
    private int _said;
    private bool _isLocked;

    /// <param name="host">Whose clients they are.</param>
    /// <param name="service">Where the room is.</param>
    /// <param name="occupants">How many.</param>
    public ClientRoom(RealHost host, string service, int occupants)
    {
        _host = host;
        _room = string.Create(CultureInfo.InvariantCulture, $"r{1:D6}@{service}");
        _next = new int[occupants];
        for (var number = 0; number < occupants; number++)
        {
            _clients.Add(ClientStream.LogIn(host.Clients, number));
            _numbers.Add(_clients[^1].Socket, number);
        }
    }

    /// <summary>What came twice or out of order.</summary>
    public long Faults { get; private set; }

    /// <summary>Everybody enters, one after another; the first tries again while the host has no component yet.</summary>
    /// <exception cref="TimeoutException">Somebody is refused for long.</exception>
    public void Enter()
    {
        var began = Stopwatch.GetTimestamp();
        for (var number = 0; number < _clients.Count;)
        {
            var (entered, refused) = (_subjects, _refused);
            _clients[number].Send(Encoding.UTF8.GetBytes($"<presence to='{_room}/{Names.Nick(number)}'><x xmlns='http://jabber.org/protocol/muc'/></presence>"));
            RunUntil(() => _subjects > entered || _refused > refused, "an entry");
            if (_subjects > entered)
            {
                if (_isLocked)
                    Unlock(number);
                number++;
                continue;
            }

            if (Stopwatch.GetElapsedTime(began) > s_patience)
                throw new TimeoutException("The host refuses everybody.");
            Thread.Sleep(100);
        }
    }

    /// <summary>The first occupant speaks, as much as can be; counts deliveries, and the CPU time of the host.</summary>
    /// <param name="warmUp">How long before it counts: code that is new is compiled meanwhile.</param>
    /// <param name="time">How long it counts.</param>
    public Measured Broadcast(TimeSpan warmUp, TimeSpan time)
    {
        Say(warmUp);
        var (before, usage, began) = (_heard, _host.Usage, Stopwatch.GetTimestamp());
        Say(time);
        return new Measured(_heard - before, Stopwatch.GetElapsedTime(began), _host.Usage.Cpu - usage.Cpu, Faults);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var client in _clients)
            client.Dispose();
    }

    // XEP-0045 #createroom-instant: until then nobody else may enter.
    private void Unlock(int owner)
    {
        _clients[owner].Send(Encoding.UTF8.GetBytes(
            $"<iq type='set' id='unlock' to='{_room}'><query xmlns='http://jabber.org/protocol/muc#owner'><x xmlns='jabber:x:data' type='submit'/></query></iq>"));
        _isLocked = false;
    }

    private void Say(TimeSpan time)
    {
        var began = Stopwatch.GetTimestamp();
        RunUntil(
            () =>
            {
                var over = Stopwatch.GetElapsedTime(began) > time;
                for (; !over && _said - (_heard / _clients.Count) < UnderWay; _said++)
                    _clients[0].Send(Encoding.UTF8.GetBytes(Message(_said)));
                return over && _heard == (long)_said * _clients.Count;
            },
            "messages");
    }

    private string Message(int sequence) => string.Create(
        CultureInfo.InvariantCulture,
        $"<message to='{_room}' type='groupchat' id='{Names.MessageId(sequence)}'><body>{sequence:D8}{new string('x', 72)}</body></message>");

    private void RunUntil(Func<bool> isDone, string what)
    {
        while (!isDone())
        {
            List<Socket> readable = [.. _numbers.Keys];
            Socket.Select(readable, null, null, s_silence);
            if (readable.Count == 0)
                throw new TimeoutException($"Nothing arrives any more at the clients, and there is still missing: {what}.");
            foreach (var socket in readable)
            {
                var number = _numbers[socket];
                _clients[number].Read(stanza => Handle(number, stanza));
            }
        }
    }

    private void Handle(int number, ReadOnlySpan<byte> stanza)
    {
        if (stanza[1] == (byte)'p' && stanza.IndexOf("type='error'"u8) >= 0)
            _refused++;
        _isLocked |= stanza[1] == (byte)'p' && stanza.IndexOf("code='201'"u8) >= 0;
        if (stanza[1] != (byte)'m')
            return;

        var body = stanza.IndexOf("<body>"u8);
        if (body < 0)
        {
            _subjects += stanza.IndexOf("<subject"u8) >= 0 ? 1 : 0;
            return;
        }

        _heard++;
        if (Names.Read(stanza.Slice(body + "<body>".Length, Names.SequenceDigits)) != _next[number]++)
            Faults++;
    }
}
