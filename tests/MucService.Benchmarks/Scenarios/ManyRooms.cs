using System.Diagnostics;
using MucService.Benchmarks.Driving;

namespace MucService.Benchmarks.Scenarios;

/// <summary>Many small rooms are filled, all at once.</summary>
internal sealed class ManyRooms(ComponentProcess component, Driver driver, int rooms, int occupants)
{
    private const int JoinsAtOnce = 1000;

    /// <summary>What the component holds for each room with its occupants, in bytes.</summary>
    public double BytesPerRoom { get; private set; }

    /// <summary>Everybody enters his room; counts entries.</summary>
    public Measured Fill()
    {
        var usage = component.Usage;
        var began = Stopwatch.GetTimestamp();
        var (joined, presences, subjects) = (0, 0L, 0L);
        driver.OnPresence = _ => presences++;
        driver.OnMessage = _ => subjects++;
        var expected = (long)rooms * occupants * occupants;
        driver.RunUntil(
            () =>
            {
                for (; joined < rooms * occupants && joined - subjects < JoinsAtOnce; joined++)
                    driver.Send(Names.Join(joined, joined % rooms));
                return subjects == rooms * occupants && presences == expected;
            },
            $"entries to {rooms} rooms");
        var after = component.Usage;
        var took = Stopwatch.GetElapsedTime(began);
        BytesPerRoom = (double)(after.ResidentBytes - usage.ResidentBytes) / rooms;
        return new Measured(rooms * occupants, took, after.Cpu - usage.Cpu, presences - expected);
    }
}
