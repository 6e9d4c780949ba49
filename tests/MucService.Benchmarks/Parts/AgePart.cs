using System.Diagnostics;
using MucService.Benchmarks.Driving;
using MucService.Benchmarks.Scenarios;

namespace MucService.Benchmarks.Parts;

/// <summary>How long a room takes to come back after the service was killed: a young one, and one whose owner has decided much.</summary>
internal static class AgePart
{
    private const int Each = 9;
    private const int FirstYoung = 1000;
    private const int FirstOld = 2000;

    public static IEnumerable<Figure> Measure(Bench bench)
    {
        bench.Log("service: recovery of rooms");
        using var first = ComponentProcess.StartService();
        Live(new Driver(first.Stream), bench.Options.Decisions);
        using var again = first.KillAndStartAgain();
        var driver = new Driver(again.Stream);
        foreach (var room in RoomsFrom(0, 3 * Each))
            Enter(driver, room);
        var young = Median(RoomsFrom(FirstYoung, Each).Select(room => Enter(driver, room)));
        var old = Median(RoomsFrom(FirstOld, Each).Select(room => Enter(driver, room)));
        yield return new Figure("age: the first to enter a young room after a restart, p50", "ms", young);
        yield return Figure.Within(
            $"age: the same, after {Bench.Text(bench.Options.Decisions)} decisions of its owner, beside a young one", "ms", old, young, 2);
    }

    private static IEnumerable<int> RoomsFrom(int first, int count) => Enumerable.Range(first, count);

    private static double Median(IEnumerable<double> figures) => Latencies.Of(figures, 0).Percentile(0.5);

    /// <summary>Persistent rooms are made and left; in some, the owner gives affiliations and takes them again.</summary>
    private static void Live(Driver driver, int decisions)
    {
        int[] rooms = [.. RoomsFrom(0, 3 * Each), .. RoomsFrom(FirstYoung, Each), .. RoomsFrom(FirstOld, Each)];
        foreach (var room in rooms)
        {
            Enter(driver, room);
            Ask(driver, [Names.Configure(room, room, ("muc#roomconfig_persistentroom", "1"))]);
        }

        for (var done = 0; done < decisions; done += 2)
        {
            Ask(driver, [.. RoomsFrom(FirstOld, Each).SelectMany(room => (byte[][])
            [
                Names.Affiliate(room, room, 1, "member"),
                Names.Affiliate(room, room, 1, "none"),
            ])]);
        }

        var left = 0;
        driver.OnPresence = _ => left++;
        foreach (var room in rooms)
            driver.Send(Names.Leave(room, room));
        driver.RunUntil(() => left == rooms.Length, "that everybody left");
    }

    private static void Ask(Driver driver, byte[][] questions)
    {
        var (answered, refused) = (driver.Duties.Results, driver.Duties.Refusals);
        foreach (var question in questions)
            driver.Send(question);
        driver.RunUntil(() => driver.Duties.Results == answered + questions.Length || driver.Duties.Refusals > refused, "answers to an owner");
        if (driver.Duties.Refusals > refused)
            throw new InvalidOperationException("An owner was refused.");
    }

    private static double Enter(Driver driver, int room)
    {
        var subjects = 0;
        driver.OnMessage = _ => subjects++;
        driver.OnPresence = _ => { };
        var sent = Stopwatch.GetTimestamp();
        driver.Send(Names.Join(room, room));
        driver.RunUntil(() => subjects == 1, "an entry");
        return Stopwatch.GetElapsedTime(sent).TotalMilliseconds;
    }
}
