using System.Diagnostics;
using MucService.Benchmarks.Driving;

namespace MucService.Benchmarks.Scenarios;

/// <summary>Half of a room's occupants are of a domain that is lost: the other half is told of each, and all that comes back costs little.</summary>
internal sealed class LostDomain(ComponentProcess component, Driver driver, int occupants)
{
    private const int Room = 1;

    /// <summary>Stanzas that the driver returned.</summary>
    public long Bounced => driver.Duties.Bounced;

    /// <summary>From the first to the last annotation; counts them.</summary>
    public Measured Annotations { get; private set; } = new(0, TimeSpan.Zero, TimeSpan.Zero, 0);

    /// <summary>From the loss to the last annotation.</summary>
    public TimeSpan Noticed { get; private set; }

    public void Lose()
    {
        Enter();
        var expected = (long)(occupants / 2) * (occupants - (occupants / 2));
        long annotations = 0, first = 0;
        var usage = component.Usage;
        driver.OnPresence = stanza =>
        {
            if (stanza.IndexOf("<state-annotation"u8) < 0)
                return;
            if (annotations++ == 0)
                (first, usage) = (Stopwatch.GetTimestamp(), component.Usage);
        };

        driver.Duties.IsFarLost = true;
        var lost = Stopwatch.GetTimestamp();
        driver.Send(Names.Message(0, Room, 0));
        driver.RunUntil(() => annotations >= expected, "annotations", TimeSpan.FromSeconds(60));
        Noticed = Stopwatch.GetElapsedTime(lost);
        Annotations = new Measured(annotations, Stopwatch.GetElapsedTime(first), component.Usage.Cpu - usage.Cpu, 0);

        // Nobody who is suspended is sent anything more, and nobody is told twice.
        var bounced = Bounced;
        driver.Send(Names.Message(0, Room, 1));
        driver.RunFor(TimeSpan.FromMilliseconds(500));
        Annotations = Annotations with { Faults = annotations - expected + (Bounced - bounced) };
    }

    /// <summary>What came back beside that, of what was sent before the loss was known; a stanza that it caused is a fault.</summary>
    public Measured Returned { get; private set; } = new(0, TimeSpan.Zero, TimeSpan.Zero, 0);

    /// <summary>The host returns many stanzas more, all of the message that was said before the loss was known.</summary>
    public void ReturnMany(int stanzas)
    {
        const int AtOnce = 500;
        var (said, heard, caused) = (2, 0, 0L);
        driver.OnMessage = stanza => heard += stanza.IndexOf("<body>"u8) >= 0 ? 1 : 0;
        driver.OnPresence = _ => caused++;
        var (id, bounced) = (Names.MessageId(0), Bounced);
        var usage = component.Usage;
        var began = Stopwatch.GetTimestamp();
        for (var sent = 0; sent < stanzas;)
        {
            // What is said behind them has been heard when they have been handled.
            for (var end = Math.Min(sent + AtOnce, stanzas); sent < end; sent++)
                driver.Send(HostDuties.Bounce("message", Names.Occupant((2 * (sent % (occupants / 2))) + 1, Names.Far), $"{Names.Room(Room)}/{Names.Nick(0)}", id));
            heard = 0;
            driver.Send(Names.Message(0, Room, said++));
            driver.RunUntil(() => heard == occupants - (occupants / 2), "what is said behind what came back");
        }

        Returned = new Measured(stanzas, Stopwatch.GetElapsedTime(began), component.Usage.Cpu - usage.Cpu, caused + Bounced - bounced);
    }

    private void Enter()
    {
        var (joined, presences, subjects) = (0, 0L, 0);
        driver.OnPresence = _ => presences++;
        driver.OnMessage = _ => subjects++;
        driver.RunUntil(
            () =>
            {
                for (; joined < occupants && joined - subjects < 64; joined++)
                {
                    var domain = joined % 2 == 0 ? Names.Near : Names.Far;
                    driver.Send(Names.Join(joined, Room, domain, HostDuties.Capabilities));
                }

                return subjects == occupants && presences == (long)occupants * occupants;
            },
            "presences of those who enter");

        // The capabilities are asked for and verified, the links proved.
        driver.RunFor(TimeSpan.FromSeconds(2));
    }
}
