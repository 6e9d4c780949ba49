using System.Globalization;

namespace MucService.Soak;

/// <summary>What is asked of a soak.</summary>
/// <param name="Minutes">How long it goes on.</param>
/// <param name="Seed">What decides about all that is random.</param>
/// <param name="Rooms">How many rooms there are in each round.</param>
/// <param name="Seconds">How long a freeze, a cut, or the database's absence lasts at most.</param>
/// <param name="Only">The kinds of rounds; empty for all but the upgrade.</param>
internal sealed record SoakOptions(double Minutes, int Seed, int Rooms, int Seconds, IReadOnlyList<string> Only)
{
    /// <summary>The program of an earlier version, which nodes begin with where they are upgraded; null for none.</summary>
    public string? Older { get; init; }

    public const string Usage = """
        usage: tests/soak.sh [--minutes=10] [--seed=N] [--rooms=6] [--seconds=60] [--only=kill-holder,database,...] [--older=PROGRAM --only=upgrade]
        Rounds of disasters at random, under chat. The table goes to stdout, as Markdown; what happens, to stderr. Exit code 1 if anything was lost,
        heard twice, in another order or wrongly seen.
        """;

    /// <summary>Reads a command line; null if it is misused.</summary>
    public static SoakOptions? Read(IReadOnlyList<string> arguments)
    {
        var options = new SoakOptions(10, Environment.TickCount & 0xFFFF, 6, 60, []);
        foreach (var argument in arguments)
        {
            if (argument.Split('=', 2) is not [var name, var value] || options.With(name, value) is not { } more)
                return null;
            options = more;
        }

        return options.Only.Contains(Disaster.Upgrade, StringComparer.Ordinal) == (options.Older is not null) ? options : null;
    }

    private SoakOptions? With(string name, string value) => name switch
    {
        "--minutes" when double.TryParse(value, CultureInfo.InvariantCulture, out var minutes) && minutes > 0 => this with { Minutes = minutes },
        "--seed" when Whole(value, 0) is { } seed => this with { Seed = seed },
        "--rooms" when Whole(value, 1) is { } rooms => this with { Rooms = rooms },
        "--seconds" when Whole(value, 5) is { } seconds => this with { Seconds = seconds },
        "--only" when value.Split(',').All(Disaster.All.Select(disaster => disaster.Name).Contains) => this with { Only = value.Split(',') },
        "--older" when File.Exists(value) => this with { Older = Path.GetFullPath(value) },
        _ => null,
    };

    private static int? Whole(string value, int least) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least ? number : null;
}
