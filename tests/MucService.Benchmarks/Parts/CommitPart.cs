using MucService.Benchmarks.Scenarios;

namespace MucService.Benchmarks.Parts;

/// <summary>Broadcasts of which nobody is told before they are stored, beside those that are stored behind.</summary>
internal static class CommitPart
{
    public static IEnumerable<Figure> Measure(Bench bench)
    {
        var behind = Broadcast(bench, "false");
        var first = Broadcast(bench, "true");
        for (var i = 0; i < first.Count; i++)
        {
            var title = $"broadcast after the commit, N = {Bench.Text(bench.Options.Occupants[i])}, beside one before it";
            yield return new Figure(title, "1,000 deliveries/s", first[i].Rate / 1000, behind[i].Rate / 1000);
            yield return new Figure($"{title}, CPU", "µs/delivery", first[i].MicrosecondsEach, behind[i].MicrosecondsEach);
        }
    }

    private static List<Measured> Broadcast(Bench bench, string first) => bench.OfService(
        $"broadcast, stored first: {first}",
        (component, driver) => bench.Options.Occupants.Select((occupants, index) =>
        {
            var room = new FilledRoom(component, driver, index, occupants);
            room.Fill();
            var broadcast = room.Broadcast(bench.Options.Growth);
            bench.Faults += broadcast.Faults;
            return broadcast;
        }).ToList(),
        $"--Muc:Rooms:HistoryFirst={first}");
}
