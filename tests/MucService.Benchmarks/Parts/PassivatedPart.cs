using MucService.Benchmarks.Driving;

namespace MucService.Benchmarks.Parts;

/// <summary>Persistent rooms that everybody has left: after a while they are rows in the directory, and nothing else.</summary>
internal static class PassivatedPart
{
    private const int AtOnce = 200;

    public static IEnumerable<Figure> Measure(Bench bench)
    {
        var count = bench.Options.PassivatedRooms;
        var bytes = bench.OfService("empty persistent rooms", (component, driver) =>
        {
            var before = component.BytesHeld();
            MakeAndLeave(driver, count);
            driver.RunFor(bench.Options.UntilPassivated);
            return component.BytesHeld() - before;
        });
        yield return Figure.Below($"{Bench.Text(count)} empty persistent rooms after a while, memory", "KB/room", (double)bytes / count / 1024, null, 0.5);
    }

    private static void MakeAndLeave(Driver driver, int count)
    {
        var (joined, entered, configured, left, gone) = (0, 0, 0, 0, 0);
        driver.OnMessage = stanza => entered += stanza.IndexOf("<subject"u8) >= 0 ? 1 : 0;
        driver.OnPresence = stanza => gone += stanza.IndexOf("type='unavailable'"u8) >= 0 ? 1 : 0;
        var results = driver.Duties.Results;
        driver.RunUntil(
            () =>
            {
                for (; joined < count && joined - gone < AtOnce; joined++)
                    driver.Send(Names.Join(joined, joined));
                for (; configured < entered; configured++)
                    driver.Send(Names.Configure(configured, configured, ("muc#roomconfig_persistentroom", "1")));
                for (; left < driver.Duties.Results - results; left++)
                    driver.Send(Names.Leave(left, left));
                return gone == count;
            },
            "persistent rooms");
    }
}
