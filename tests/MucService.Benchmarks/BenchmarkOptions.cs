using System.Globalization;

namespace MucService.Benchmarks;

/// <summary>How long and how large the system benchmark is.</summary>
internal sealed record BenchmarkOptions
{
    /// <summary>How long each process works before anything is measured: its code is compiled again as it runs.</summary>
    public TimeSpan WarmUp { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long each broadcast is measured; a quarter of it before to warm up.</summary>
    public TimeSpan Broadcast { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>The sizes of rooms that are broadcast in; the largest is filled, and timed, too.</summary>
    public IReadOnlyList<int> Occupants { get; init; } = [10, 100, 1000];

    /// <summary>How many small rooms there are.</summary>
    public int Rooms { get; init; } = 10_000;

    /// <summary>How long nothing happens before memory is measured.</summary>
    public TimeSpan Rest { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How many messages latency is measured with.</summary>
    public int Messages { get; init; } = 100;

    /// <summary>The time between them.</summary>
    public TimeSpan Pace { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>How many messages are said before.</summary>
    public int WarmUpMessages { get; init; } = 2_000;

    /// <summary>How often one more occupant enters.</summary>
    public int Entries { get; init; } = 100;

    /// <summary>How many occupants the room with the lost domain has.</summary>
    public int LostRoom { get; init; } = 1000;

    /// <summary>How often all is done; the table shows medians.</summary>
    public int Runs { get; init; } = 1;

    /// <summary>What is measured: any of broadcast, rooms, lost.</summary>
    public IReadOnlySet<string> Parts { get; init; } = new HashSet<string>(["broadcast", "rooms", "lost"], StringComparer.Ordinal);

    /// <summary>Small enough for a test: shows that everything works and counts right.</summary>
    public static BenchmarkOptions Smoke { get; } = new()
    {
        WarmUp = TimeSpan.FromMilliseconds(100),
        Broadcast = TimeSpan.FromMilliseconds(300),
        Occupants = [3, 20],
        Rooms = 20,
        Rest = TimeSpan.FromMilliseconds(100),
        Messages = 5,
        Pace = TimeSpan.FromMilliseconds(20),
        WarmUpMessages = 20,
        Entries = 3,
        LostRoom = 10,
    };

    /// <summary>Reads <c>--smoke</c>, <c>--seconds=4</c>, <c>--warm-up=10</c>, <c>--occupants=10,100,1000</c>, <c>--rooms=10000</c>, <c>--rest=30</c>, <c>--messages=100</c>, <c>--runs=3</c> and <c>--parts=broadcast,rooms,lost</c>.</summary>
    /// <exception cref="FormatException">Something else was given.</exception>
    public static BenchmarkOptions Parse(IEnumerable<string> arguments)
    {
        var options = new BenchmarkOptions();
        foreach (var argument in arguments)
        {
            var parts = argument.Split('=', 2);
            var value = parts.Length > 1 ? parts[1] : "";
            options = parts[0] switch
            {
                "--smoke" => Smoke,
                "--seconds" => options with { Broadcast = TimeSpan.FromSeconds(Number(value)) },
                "--warm-up" => options with { WarmUp = TimeSpan.FromSeconds(Number(value)) },
                "--occupants" => options with { Occupants = [.. value.Split(',').Select(Number)] },
                "--rooms" => options with { Rooms = Number(value) },
                "--rest" => options with { Rest = TimeSpan.FromSeconds(Number(value)) },
                "--messages" => options with { Messages = Number(value) },
                "--runs" => options with { Runs = Number(value) },
                "--parts" => options with { Parts = value.Split(',').ToHashSet(StringComparer.Ordinal) },
                _ => throw new FormatException($"{argument} is no option."),
            };
        }

        return options;
    }

    private static int Number(string value) => int.Parse(value, NumberStyles.None, CultureInfo.InvariantCulture);
}
