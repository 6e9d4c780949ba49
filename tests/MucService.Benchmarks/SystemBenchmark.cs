using MucService.Benchmarks.Parts;

namespace MucService.Benchmarks;

/// <summary>Measures the service as a process behind a real socket, and the limit program beside it in the same run, part by part.</summary>
/// <param name="options">How long and how large.</param>
/// <param name="log">Told what is being measured.</param>
internal sealed class SystemBenchmark(BenchmarkOptions options, TextWriter log)
{
    private static readonly IReadOnlyList<(string Name, Func<Bench, IEnumerable<Figure>> Measure)> s_parts =
    [
        ("broadcast", BroadcastPart.Measure),
        ("commit", CommitPart.Measure),
        ("rooms", RoomsPart.Measure),
        ("postgres", PostgresPart.Measure),
        ("lost", LostPart.Measure),
        ("outage", OutagePart.Measure),
        ("growth", GrowthPart.Measure),
        ("age", AgePart.Measure),
        ("passivated", PassivatedPart.Measure),
        ("cluster", ClusterPart.Measure),
        ("hosts", HostsPart.Measure),
        ("peers", PeersPart.Measure),
        ("soak", SoakPart.Measure),
    ];

    private readonly Bench _bench = new(options, log);

    /// <summary>Stanzas that came twice, out of order or unasked, in all parts.</summary>
    public long Faults => _bench.Faults;

    /// <summary>Parts that could not be measured.</summary>
    public int Failures { get; private set; }

    /// <summary>Measures the parts that are asked for, each as often as it is to be, and gives the rows of each when it is done. One that fails is a row that says so.</summary>
    public IEnumerable<IReadOnlyList<Figure>> Run()
    {
        Task<IReadOnlyList<Figure>>? passivated = null;
        foreach (var (name, measure) in s_parts.Where(part => options.Parts.Contains(part.Name)))
        {
            // It mostly waits, and of what is measured meanwhile only the CPU time counts.
            if (name is "growth" && options.Parts.Contains("passivated"))
                passivated = Task.Run(() => Once("passivated", PassivatedPart.Measure));

            yield return name is "passivated" && passivated is not null
                ? passivated.GetAwaiter().GetResult()
                : Report.Medians([.. Enumerable.Range(0, options.RunsOf(name)).Select(_ => Once(name, measure))]);
        }
    }

    private IReadOnlyList<Figure> Once(string name, Func<Bench, IEnumerable<Figure>> measure)
    {
        try
        {
            return [.. measure(_bench)];
        }
        catch (Exception failure)
        {
            Failures++;
            log.WriteLine(failure);
            return [Figure.Failed(name, failure)];
        }
    }
}
