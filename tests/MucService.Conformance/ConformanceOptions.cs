namespace MucService.Conformance;

/// <summary>What is asked of a run.</summary>
/// <param name="Scripts">The folder that the suite's scripts and its configuration of the host are in.</param>
/// <param name="Only">The names of the scripts to run; empty for all that are about rooms.</param>
/// <param name="Settings">Settings of the service, beside its defaults.</param>
internal sealed record ConformanceOptions(string Scripts, IReadOnlyList<string> Only, IReadOnlyList<(string Key, string Value)> Settings)
{
    public const string Usage = """
        usage: conformance SCRIPTS [--host] [--trace] [--only=NAME,…] [--Muc:KEY=VALUE …]
        Runs the scripts about rooms through a real host. --host: the host's own rooms, in place of the service; --trace: all that is sent and received.
        """;

    /// <summary>The host's own rooms are tried, in place of the service.</summary>
    public bool HostServesRooms { get; init; }

    /// <summary>All that is sent and received is told.</summary>
    public bool Traces { get; init; }

    /// <summary>Reads a command line; null if it is misused.</summary>
    public static ConformanceOptions? Read(IReadOnlyList<string> arguments)
    {
        if (arguments.Count == 0 || !Directory.Exists(arguments[0]))
            return null;

        var options = new ConformanceOptions(Path.GetFullPath(arguments[0]), [], []);
        foreach (var argument in arguments.Skip(1))
        {
            if (options.With(argument.Split('=', 2)) is not { } more)
                return null;
            options = more;
        }

        return options;
    }

    private ConformanceOptions? With(string[] argument) => argument switch
    {
        ["--host"] => this with { HostServesRooms = true },
        ["--trace"] => this with { Traces = true },
        ["--only", var names] => this with { Only = names.Split(',') },
        [var key, var value] when key.StartsWith("--Muc:", StringComparison.Ordinal) => this with { Settings = [.. Settings, (key[2..], value)] },
        _ => null,
    };
}
