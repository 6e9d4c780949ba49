using System.Globalization;

namespace MucService.Benchmarks.Cluster;

/// <summary>What is measured of several nodes, and how large.</summary>
internal sealed record ClusterOptions
{
    /// <summary>In how many rooms people talk.</summary>
    public int Rooms { get; init; } = 300;

    /// <summary>How often something is said in each.</summary>
    public TimeSpan Pace { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How many occupied rooms there are on all nodes, a third of which has to come back.</summary>
    public int Waking { get; init; } = 30_000;

    /// <summary>How many rooms are listed.</summary>
    public int Listed { get; init; } = 100_000;

    /// <summary>What is measured: any of talk, wake, directory.</summary>
    public IReadOnlySet<string> Parts { get; init; } = new HashSet<string>(["talk", "wake", "directory"], StringComparer.Ordinal);

    /// <summary>Of what happens while people talk, only what has this in its name.</summary>
    public string Only { get; init; } = "";

    /// <summary>Settings that all nodes are given, too: <c>--Muc:Cluster:Pause=4s</c>.</summary>
    public string[] Settings { get; init; } = [];

    /// <summary>Reads <c>--rooms=300</c>, <c>--pace=250</c>, <c>--waking=30000</c>, <c>--listed=100000</c>, <c>--parts=talk,wake,directory</c>, <c>--only=SIGKILL</c> and settings of the service.</summary>
    /// <exception cref="FormatException">Something else was given.</exception>
    public static ClusterOptions Parse(IEnumerable<string> arguments)
    {
        var options = new ClusterOptions();
        foreach (var argument in arguments)
        {
            var parts = argument.Split('=', 2);
            var value = parts.Length > 1 ? parts[1] : "";
            options = parts[0] switch
            {
                "--rooms" => options with { Rooms = Number(value) },
                "--pace" => options with { Pace = TimeSpan.FromMilliseconds(Number(value)) },
                "--waking" => options with { Waking = Number(value) },
                "--listed" => options with { Listed = Number(value) },
                "--parts" => options with { Parts = value.Split(',').ToHashSet(StringComparer.Ordinal) },
                "--only" => options with { Only = value },
                _ when argument.StartsWith("--Muc:", StringComparison.Ordinal) => options with { Settings = [.. options.Settings, argument] },
                _ => throw new FormatException($"{argument} is no option."),
            };
        }

        return options;
    }

    private static int Number(string value) => int.Parse(value, NumberStyles.None, CultureInfo.InvariantCulture);
}
