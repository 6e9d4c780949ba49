using System.Diagnostics;
using MucService.Benchmarks.Driving;

namespace MucService.Benchmarks.Scenarios;

/// <summary>Many rooms with one occupant of each of two domains; one domain is lost, and people in a room without it talk on.</summary>
internal sealed class LostInManyRooms(Driver driver, int rooms)
{
    private const int Elsewhere = 700_000;
    private const int Talkers = 10;
    private const int JoinsAtOnce = 500;
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(10);

    private readonly List<double> _chat = [];
    private long _said, _heard, _annotations, _saidAt;

    /// <summary>From the loss to the last annotation.</summary>
    public TimeSpan Took { get; private set; }

    /// <summary>From each message elsewhere to the last who hears it.</summary>
    public Latencies Chat { get; private set; } = Latencies.Of([], 0);

    /// <summary>Annotations beyond one for each room.</summary>
    public long Faults { get; private set; }

    public void Lose()
    {
        Enter();
        driver.OnMessage = OnMessage;
        driver.OnPresence = stanza => _annotations += stanza.IndexOf("<state-annotation"u8) >= 0 ? 1 : 0;
        TalkUntil(began => Stopwatch.GetElapsedTime(began) > TimeSpan.FromSeconds(1));
        _chat.Clear();

        driver.Duties.IsFarLost = true;
        driver.Send(Names.Message(0, 0, 0));
        TalkUntil(began =>
        {
            Took = Stopwatch.GetElapsedTime(began);
            return _annotations >= rooms || Took > TimeSpan.FromSeconds(60);
        });
        if (_annotations < rooms)
            throw new TimeoutException($"{_annotations} of {rooms} rooms told of the loss.");

        Chat = Latencies.Of(_chat, 0);
        driver.RunFor(TimeSpan.FromMilliseconds(300));
        Faults = _annotations - rooms;
    }

    private void TalkUntil(Func<long, bool> isDone)
    {
        var began = Stopwatch.GetTimestamp();
        while (!isDone(began))
        {
            if (_heard == _said * Talkers && Stopwatch.GetElapsedTime(_saidAt) is var since && since >= Pace)
            {
                _saidAt = Stopwatch.GetTimestamp();
                driver.Send(Names.Message(Elsewhere, Elsewhere, (int)_said++));
            }

            driver.Step(TimeSpan.FromMilliseconds(1));
        }
    }

    private void OnMessage(ReadOnlySpan<byte> stanza)
    {
        if (Names.Read(stanza.Slice("<message to='o".Length, Names.Digits)) < Elsewhere)
            return;
        if (++_heard == _said * Talkers)
            _chat.Add(Stopwatch.GetElapsedTime(_saidAt).TotalMilliseconds);
    }

    private void Enter()
    {
        var (joined, entered) = (0, 0);
        var all = (2 * rooms) + Talkers;
        driver.OnMessage = _ => entered++;
        driver.OnPresence = _ => { };
        driver.RunUntil(
            () =>
            {
                for (; joined < all && joined - entered < JoinsAtOnce; joined++)
                    driver.Send(JoinOf(joined));
                return entered == all;
            },
            "entries");

        // The capabilities are asked for and verified, the links proved.
        driver.RunFor(TimeSpan.FromSeconds(3));
    }

    private byte[] JoinOf(int number) => number < Talkers
        ? Names.Join(Elsewhere + number, Elsewhere)
        : Names.Join(number - Talkers, (number - Talkers) % rooms, number - Talkers < rooms ? Names.Near : Names.Far, HostDuties.Capabilities);
}
