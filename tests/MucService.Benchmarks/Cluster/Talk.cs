using System.Diagnostics;
using System.Text;
using MucService.Benchmarks.Driving;

namespace MucService.Benchmarks.Cluster;

/// <summary>Steady chat in many rooms, whatever happens to the nodes.</summary>
internal sealed class Talk
{
    /// <summary>How many occupants each room has.</summary>
    public const int Occupants = 10;

    private static readonly int ToOfMessage = "<message to='o".Length;
    private static readonly TimeSpan EntryLimit = TimeSpan.FromMinutes(3);

    private readonly ClusterHost _host;
    private readonly TimeSpan _pace;
    private readonly HeardMessages[] _rooms;
    private long _subjects;
    private int _turn;
    private long _began;

    /// <param name="host">Through which.</param>
    /// <param name="rooms">In how many rooms.</param>
    /// <param name="pace">How often something is said in each.</param>
    public Talk(ClusterHost host, int rooms, TimeSpan pace)
    {
        (_host, _pace) = (host, pace);
        _rooms = [.. Enumerable.Range(0, rooms).Select(room => new HeardMessages(room, Occupants))];
        host.OnMessage = Take;
        host.OnPresence = TakePresence;
    }

    /// <summary>How many were told that somebody is gone.</summary>
    public long Gone { get; private set; }

    /// <summary>The first presence that said so since it was set to none.</summary>
    public string? FirstGone { get; set; }

    /// <summary>The rooms.</summary>
    public IReadOnlyList<HeardMessages> Rooms => _rooms;

    /// <summary>Everybody enters.</summary>
    public void Enter()
    {
        var (joined, all) = (0, _rooms.Length * Occupants);
        _host.RunUntil(
            () =>
            {
                for (; joined < all && joined - _subjects < 300; joined++)
                    _host.Send(Names.Join(joined, joined / Occupants, joined % 2 == 0 ? Names.Near : Names.Far, HostDuties.Capabilities));
                return _subjects >= all;
            },
            "entries",
            EntryLimit);
    }

    /// <summary>Talks for a time.</summary>
    public void For(TimeSpan time) => Until(() => false, time);

    /// <summary>Talks until a condition holds, or for a time at most.</summary>
    public void Until(Func<bool> isEnough, TimeSpan most)
    {
        var since = Stopwatch.GetTimestamp();
        if (_began == 0)
            _began = since;
        var next = _pace / _rooms.Length;
        while (Stopwatch.GetElapsedTime(since) < most && !isEnough())
        {
            var due = (int)Math.Min(_turn + _rooms.Length, Stopwatch.GetElapsedTime(_began) / next);
            for (; _turn < due; _turn++)
                _rooms[_turn % _rooms.Length].Say(_host);
            _host.Step(TimeSpan.FromMilliseconds(2));
        }
    }

    /// <summary>Says nothing, and listens to what is under way.</summary>
    public void Settle(TimeSpan time)
    {
        var since = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(since) < time)
            _host.Step(TimeSpan.FromMilliseconds(5));

        // What was not said meanwhile is not made up for.
        _began = 0;
        _turn = 0;
    }

    private void Take(ReadOnlySpan<byte> message)
    {
        if (message.IndexOf(" type='error'"u8) >= 0)
        {
            var id = message.IndexOf(" id='m"u8);
            if (id >= 0)
                _rooms[RoomOf(message)].Refused(Names.Read(message.Slice(id + " id='m".Length, Names.SequenceDigits)));
            return;
        }

        var body = message.IndexOf("<body>"u8);
        if (body < 0)
        {
            _subjects++;
            return;
        }

        var occupant = Names.Read(message.Slice(ToOfMessage, Names.Digits));
        var sequence = Names.Read(message.Slice(body + "<body>".Length, Names.SequenceDigits));
        _rooms[occupant / Occupants].Heard(occupant % Occupants, sequence, IdOf(message));
    }

    private void TakePresence(ReadOnlySpan<byte> presence)
    {
        if (presence.IndexOf(" type='unavailable'"u8) < 0)
            return;

        Gone++;
        FirstGone ??= Encoding.UTF8.GetString(presence);
    }

    private static int RoomOf(ReadOnlySpan<byte> message) => Names.Read(message.Slice(message.IndexOf(" from='r"u8) + " from='r".Length, Names.Digits));

    private static string IdOf(ReadOnlySpan<byte> message)
    {
        var element = message[message.IndexOf("<stanza-id"u8)..];
        var id = element[(element.IndexOf(" id='"u8) + " id='".Length)..];
        return Encoding.ASCII.GetString(id[..id.IndexOf((byte)'\'')]);
    }
}
