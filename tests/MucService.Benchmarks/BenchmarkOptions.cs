using System.Globalization;

namespace MucService.Benchmarks;

/// <summary>How long and how large the system benchmark is.</summary>
internal sealed record BenchmarkOptions
{
    /// <summary>What is measured where nothing is said: all but what takes hours, or measures others.</summary>
    public const string UsualParts = "broadcast,commit,rooms,postgres,lost,outage,growth,age,passivated,cluster,hosts";

    /// <summary>How long each process works before anything is measured: its code is compiled again as it runs.</summary>
    public TimeSpan WarmUp { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>How many small rooms are filled before, for the same reason.</summary>
    public int WarmUpRooms { get; init; } = 1_500;

    /// <summary>How long each broadcast is measured; a quarter of it before to warm up.</summary>
    public TimeSpan Broadcast { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>The same where it is measured how a cost grows.</summary>
    public TimeSpan Growth { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>The sizes of rooms that are broadcast in; the largest is filled, and timed, too.</summary>
    public IReadOnlyList<int> Occupants { get; init; } = [10, 100, 1000];

    /// <summary>The sizes of rooms in which the cost of a delivery is compared.</summary>
    public IReadOnlyList<int> GrowthOccupants { get; init; } = [10, 100, 1000, 10_000];

    /// <summary>The numbers of rooms among which the cost of a message is compared.</summary>
    public IReadOnlyList<int> GrowthRooms { get; init; } = [100, 10_000, 100_000];

    /// <summary>How many small rooms there are.</summary>
    public int Rooms { get; init; } = 10_000;

    /// <summary>How long nothing happens before memory is measured.</summary>
    public TimeSpan Rest { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How many messages latency is measured with.</summary>
    public int Messages { get; init; } = 1_500;

    /// <summary>The time between them.</summary>
    public TimeSpan Pace { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>How many messages are said before.</summary>
    public int WarmUpMessages { get; init; } = 2_000;

    /// <summary>How often one more occupant enters.</summary>
    public int Entries { get; init; } = 500;

    /// <summary>How many occupants the room with the lost domain has.</summary>
    public int LostRoom { get; init; } = 1000;

    /// <summary>How many stanzas come back that were sent before the loss was known.</summary>
    public int Bounces { get; init; } = 126_000;

    /// <summary>How many changes of affiliation make a room old.</summary>
    public int Decisions { get; init; } = 1_000;

    /// <summary>How many persistent rooms are left.</summary>
    public int PassivatedRooms { get; init; } = 100_000;

    /// <summary>After what time they are measured: the service lets go of them after two minutes.</summary>
    public TimeSpan UntilPassivated { get; init; } = TimeSpan.FromSeconds(140);

    /// <summary>The hosts that a room is measured through: prosody, ejabberd.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = ["prosody"];

    /// <summary>How many clients of a host are in that room.</summary>
    public int Clients { get; init; } = 50;

    /// <summary>How long a component of a host, or a cluster, is let alone after its start.</summary>
    public TimeSpan Settling { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the soak takes.</summary>
    public TimeSpan Soak { get; init; } = TimeSpan.FromMinutes(60);

    /// <summary>How often everything is done; the table shows medians. 0: broadcasts three times, the rest once.</summary>
    public int Runs { get; init; }

    /// <summary>What is measured.</summary>
    public IReadOnlySet<string> Parts { get; init; } = PartsOf(UsualParts);

    /// <summary>Small enough for a test: shows that everything works and counts right.</summary>
    public static BenchmarkOptions Smoke { get; } = new()
    {
        WarmUp = TimeSpan.FromMilliseconds(100),
        WarmUpRooms = 5,
        Broadcast = TimeSpan.FromMilliseconds(300),
        Growth = TimeSpan.FromMilliseconds(200),
        Occupants = [3, 20],
        GrowthOccupants = [3, 30],
        GrowthRooms = [5, 20],
        Rooms = 20,
        Rest = TimeSpan.FromMilliseconds(100),
        Messages = 25,
        Pace = TimeSpan.FromMilliseconds(10),
        WarmUpMessages = 20,
        Entries = 10,
        LostRoom = 10,
        Bounces = 100,
        Decisions = 10,
        PassivatedRooms = 5,
        UntilPassivated = TimeSpan.FromMilliseconds(100),
        Clients = 5,
        Settling = TimeSpan.FromSeconds(2),
        Soak = TimeSpan.FromSeconds(1),
        Runs = 1,
    };

    /// <summary>How often a part is measured.</summary>
    public int RunsOf(string part) => Runs > 0 ? Runs : part is "broadcast" or "hosts" ? 3 : 1;

    /// <summary>Reads what <see cref="Usage"/> says.</summary>
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
                "--peers" => options with { Parts = PartsOf("peers") },
                "--soak" => options with { Soak = TimeSpan.FromMinutes(Number(value)), Parts = PartsOf("soak") },
                "--parts" => options with { Parts = PartsOf(value) },
                "--seconds" => options with { Broadcast = TimeSpan.FromSeconds(Number(value)) },
                "--warm-up" => options with { WarmUp = TimeSpan.FromSeconds(Number(value)) },
                "--occupants" => options with { Occupants = [.. value.Split(',').Select(Number)] },
                "--rooms" => options with { Rooms = Number(value) },
                "--rest" => options with { Rest = TimeSpan.FromSeconds(Number(value)) },
                "--messages" => options with { Messages = Number(value) },
                "--pace" => options with { Pace = TimeSpan.FromMilliseconds(Number(value)) },
                "--passivated" => options with { PassivatedRooms = Number(value) },
                "--hosts" => options with { Hosts = value.Split(',') },
                "--runs" => options with { Runs = Number(value) },
                _ => throw new FormatException($"{argument} is no option."),
            };
        }

        return options;
    }

    /// <summary>The options, for who asks.</summary>
    public static string Usage =>
        $"[--parts={UsualParts}] [--runs=1] [--hosts=prosody,ejabberd] [--peers] [--soak=MINUTES] [--smoke] [--seconds=4] [--warm-up=8] [--occupants=10,100,1000] [--rooms=10000] [--rest=30] [--messages=1500] [--pace=50] [--passivated=20000]";

    private static HashSet<string> PartsOf(string value) => value.Split(',').ToHashSet(StringComparer.Ordinal);

    private static int Number(string value) => int.Parse(value, NumberStyles.None, CultureInfo.InvariantCulture);
}
