using System.Diagnostics;
using MucService.Benchmarks.Driving;

namespace MucService.Benchmarks.Scenarios;

/// <summary>One room that occupants enter, many at a time, and then speak in.</summary>
internal sealed class FilledRoom
{
    private const int JoinsAtOnce = 64;
    private const int FirstNumber = 900_000;
    private const int NumbersApart = 2_000;

    private readonly Func<ProcessUsage> _usage;
    private readonly Driver _driver;
    private readonly int _room;
    private readonly int _first;
    private readonly int _occupants;
    private readonly bool _isQuiet;
    private readonly Received _received;
    private int _said;

    /// <param name="component">Whom it is measured of.</param>
    /// <param name="driver">The host's side of its stream.</param>
    /// <param name="index">Which of the run's filled rooms it is.</param>
    /// <param name="occupants">How many enter.</param>
    /// <param name="isQuiet">The room tells nobody of the others' presence, so that filling it costs little.</param>
    public FilledRoom(ComponentProcess component, Driver driver, int index, int occupants, bool isQuiet = false)
        : this(() => component.Usage, driver, index, occupants, isQuiet)
    {
    }

    /// <param name="usage">What those use of whom it is measured.</param>
    /// <param name="driver">The host's side of their stream.</param>
    /// <param name="index">Which of the run's filled rooms it is; its number and those of its occupants begin far above those of the many rooms.</param>
    /// <param name="occupants">How many enter.</param>
    /// <param name="isQuiet">The room tells nobody of the others' presence, so that filling it costs little.</param>
    public FilledRoom(Func<ProcessUsage> usage, Driver driver, int index, int occupants, bool isQuiet = false)
    {
        (_usage, _driver, _occupants, _isQuiet) = (usage, driver, occupants, isQuiet);
        _first = _room = FirstNumber + (index * NumbersApart);
        _received = new Received(_first, occupants + 1, isQuiet);
        _driver.OnMessage = _received.Message;
        _driver.OnPresence = _received.Presence;
        _driver.FirstFault = () => _received.FirstFault;
    }

    /// <summary>Everybody enters; counts presences.</summary>
    public Measured Fill()
    {
        var usage = _usage();
        var began = Stopwatch.GetTimestamp();
        var joined = _isQuiet ? EnterFirst() : 0;
        var besides = _received.Subjects - joined;
        var expected = _isQuiet ? _occupants : (long)_occupants * _occupants;
        _driver.RunUntil(
            () =>
            {
                for (; joined < _occupants && joined + besides - _received.Subjects < JoinsAtOnce; joined++)
                    _driver.Send(Names.Join(_first + joined, _room));
                return _received.Subjects == _occupants + besides && _received.Presences == expected;
            },
            $"presences of {_occupants} who enter");
        return new Measured(_received.Presences, Stopwatch.GetElapsedTime(began), _usage().Cpu - usage.Cpu, Faults());
    }

    /// <summary>Everybody leaves, who came last first; counts presences.</summary>
    public Measured Leave()
    {
        var usage = _usage();
        var began = Stopwatch.GetTimestamp();
        var (left, caused, presences) = (0, 0L, 0L);
        _driver.OnPresence = _ => presences++;
        _driver.RunUntil(
            () =>
            {
                for (; left < _occupants && caused - presences < (long)JoinsAtOnce * _occupants; left++)
                {
                    // Told to all who were there, himself included.
                    caused += _occupants - left;
                    _driver.Send(Names.Leave(_first + _occupants - 1 - left, _room));
                }

                return left == _occupants && presences == caused;
            },
            $"presences of {_occupants} who leave");
        _driver.OnPresence = _received.Presence;
        return new Measured(presences, Stopwatch.GetElapsedTime(began), _usage().Cpu - usage.Cpu, Faults());
    }

    /// <summary>Everybody is told as much as can be; counts deliveries.</summary>
    public Measured Broadcast(TimeSpan time)
    {
        Say(time / 4);
        var usage = _usage();
        var began = Stopwatch.GetTimestamp();
        var before = _received.Messages;
        Say(time);
        return new Measured(_received.Messages - before, Stopwatch.GetElapsedTime(began), _usage().Cpu - usage.Cpu, Faults());
    }

    /// <summary>So many messages at a fixed pace, whatever becomes of them: the time until the last occupant has each.</summary>
    public Latencies Latency(int messages, TimeSpan pace)
    {
        List<double> latencies = [];
        var began = Stopwatch.GetTimestamp();
        for (var i = 0; i < messages; i++)
        {
            while (Stopwatch.GetElapsedTime(began) is var now && now < pace * i)
                _driver.Step((pace * i) - now);

            var sent = Stopwatch.GetTimestamp();
            _driver.Send(Names.Message(_first, _room, _said++));
            _driver.RunUntil(() => _received.Messages == (long)_said * _occupants, "a message");
            latencies.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
        }

        return Latencies.Of(latencies, Faults());
    }

    /// <summary>One more occupant enters and leaves, again and again: the time until he has everything and everybody has him.</summary>
    public Latencies Entries(int times)
    {
        List<double> latencies = [];
        var newcomer = _first + _occupants;
        for (var i = 0; i < times; i++)
        {
            var (presences, subjects) = (0, 0);
            _driver.OnPresence = _ => presences++;
            _driver.OnMessage = stanza => subjects += stanza.IndexOf("<subject"u8) >= 0 ? 1 : 0;
            var sent = Stopwatch.GetTimestamp();
            _driver.Send(Names.Join(newcomer, _room));
            _driver.RunUntil(() => presences == (2 * _occupants) + 1 && subjects == 1, "what one more occupant is told");
            latencies.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);

            presences = 0;
            _driver.Send(Names.Leave(newcomer, _room));
            _driver.RunUntil(() => presences == _occupants + 1, "that he left");
        }

        _driver.OnMessage = _received.Message;
        _driver.OnPresence = _received.Presence;
        return Latencies.Of(latencies, Faults());
    }

    /// <summary>The first one makes the room, and has it tell nobody who is there. How many are in.</summary>
    private int EnterFirst()
    {
        _driver.Send(Names.Join(_first, _room));
        _driver.RunUntil(() => _received.Subjects == 1, "the first who enters");
        var answered = _driver.Duties.Results;
        _driver.Send(Names.Configure(_first, _room, ("muc#roomconfig_presencebroadcast", null)));

        // Beside the answer, the room says that it is configured.
        _driver.RunUntil(() => _driver.Duties.Results > answered && _received.Subjects == 2, "the configuration");
        return 1;
    }

    /// <summary>Keeps so many messages under way that nobody waits for the driver, for a time, and then waits for the last.</summary>
    private void Say(TimeSpan time)
    {
        // As many deliveries whatever the room's size: what is under way fills the processor's cache, or does not.
        var underWay = Math.Clamp(20_000 / _occupants, 2, 512);
        var before = _said;
        var alreadyTold = _received.Messages;
        var began = Stopwatch.GetTimestamp();
        var batch = new List<byte>();
        _driver.RunUntil(
            () =>
            {
                var over = Stopwatch.GetElapsedTime(began) > time;
                var open = _said - before - ((_received.Messages - alreadyTold) / _occupants);
                if (!over && open <= underWay / 2)
                {
                    batch.Clear();
                    for (; open < underWay; open++)
                        batch.AddRange(Names.Message(_first, _room, _said++));
                    _driver.Send(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(batch));
                }

                return over && open == 0;
            },
            "messages");
    }

    private long Faults()
    {
        if (_received.FirstFault is { } fault)
            Console.Error.WriteLine($"not expected: {fault}");
        return _received.Faults;
    }
}
