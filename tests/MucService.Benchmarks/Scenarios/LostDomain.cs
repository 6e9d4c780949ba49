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
