using System.Diagnostics;
using System.Text;
using MucService.Benchmarks.Driving;

namespace MucService.Benchmarks.Scenarios;

/// <summary>Many small rooms are filled, all at once.</summary>
/// <param name="component">Whom it is measured of.</param>
/// <param name="driver">The host's side of its stream.</param>
/// <param name="rooms">How many rooms.</param>
/// <param name="occupants">How many occupants each.</param>
/// <param name="rest">How long nothing happens before what the component holds is measured; zero if it is not.</param>
/// <param name="firstRoom">The number of the first room, and of the first occupant.</param>
internal sealed class ManyRooms(ComponentProcess component, Driver driver, int rooms, int occupants, TimeSpan rest, int firstRoom = 0)
{
    private const int JoinsAtOnce = 1000;

    /// <summary>What the component holds for each room with its occupants at once, in bytes.</summary>
    public double BytesPerRoomAtOnce { get; private set; }

    /// <summary>What it holds for each after a rest, when what is dead is freed.</summary>
    public double BytesPerRoom { get; private set; }

    /// <summary>
    /// The only occupant of each room speaks, the rooms one after another, for a time; counts messages. Where there are many rooms, each is cold
    /// when it is its turn.
    /// </summary>
    public Measured Speak(TimeSpan time, int first, int count)
    {
        const int UnderWay = 256;
        var (sent, heard, sequence) = (0L, 0L, 0);
        driver.OnMessage = _ => heard++;
        driver.OnPresence = _ => { };
        var usage = component.Usage;
        var began = Stopwatch.GetTimestamp();
        driver.RunUntil(
            () =>
            {
                var over = Stopwatch.GetElapsedTime(began) > time;
                for (; !over && sent - heard < UnderWay; sent++)
                {
                    var room = firstRoom + first + (int)(sent % count);
                    driver.Send(Names.Message(room, room, sequence++));
                }

                return over && heard == sent;
            },
            $"messages in {count} rooms");
        return new Measured(sent, Stopwatch.GetElapsedTime(began), component.Usage.Cpu - usage.Cpu, heard - sent);
    }

    /// <summary>Everybody enters his room; counts entries.</summary>
    public Measured Fill()
    {
        var held = rest > TimeSpan.Zero ? component.BytesHeld() : 0;
        var usage = component.Usage;
        var began = Stopwatch.GetTimestamp();
        var (joined, presences, subjects) = (0, 0L, 0L);
        string? refusal = null;
        driver.OnPresence = stanza =>
        {
            presences++;
            if (stanza.IndexOf("type='error'"u8) >= 0)
                refusal ??= Encoding.UTF8.GetString(stanza);
        };
        driver.OnMessage = _ => subjects++;
        var expected = (long)rooms * occupants * occupants;
        driver.FirstFault = () => $"{joined} entered, {subjects} subjects and {presences} of {expected} presences came. {refusal}";
        driver.RunUntil(
            () =>
            {
                for (; joined < rooms * occupants && joined - subjects < JoinsAtOnce; joined++)
                    driver.Send(Names.Join(firstRoom + joined, firstRoom + (joined % rooms)));
                return subjects == rooms * occupants && presences == expected;
            },
            $"entries to {rooms} rooms");
        var after = component.Usage;
        var took = Stopwatch.GetElapsedTime(began);
        BytesPerRoomAtOnce = (double)(after.ResidentBytes - usage.ResidentBytes) / rooms;
        if (rest > TimeSpan.Zero)
        {
            driver.RunFor(rest);
            BytesPerRoom = (double)(component.BytesHeld() - held) / rooms;
        }

        return new Measured(rooms * occupants, took, after.Cpu - usage.Cpu, presences - expected);
    }
}
