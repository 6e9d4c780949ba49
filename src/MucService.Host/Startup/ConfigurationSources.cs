using MucService.Host.Settings;

namespace MucService.Host.Startup;

/// <summary>Where settings come from, each over the one before: <c>appsettings.json</c> beside the program, the environment, the command line.</summary>
internal static class ConfigurationSources
{
    private static readonly string[] Sections = [SettingsReader.Root, "Logging"];

    /// <summary>Reads all three.</summary>
    /// <param name="folder">Where <c>appsettings.json</c> lies.</param>
    /// <param name="arguments">The command line: <c>--Muc:Rooms:Locking=false</c>.</param>
    /// <returns>What was read, or null where the file cannot be, so that nobody knows what is missing; and what is wrong, one line each.</returns>
    public static (IConfiguration? Configuration, IReadOnlyList<string> Faults) Read(string folder, string[] arguments)
    {
        var faults = new List<string>();
        var settings = Settings(arguments, faults);
        try
        {
            var read = new ConfigurationBuilder()
                .AddJsonFile(Path.Combine(folder, "appsettings.json"), optional: true, reloadOnChange: false)
                .AddEnvironmentVariables()
                .AddCommandLine(settings)
                .Build();
            return (read, faults);
        }
        catch (InvalidDataException fault)
        {
            // The innermost says in which line.
            faults.Add($"appsettings.json cannot be read: {fault.GetBaseException().Message}");
            return (null, faults);
        }
    }

    // The platform would ignore what it does not understand.
    private static string[] Settings(string[] arguments, List<string> faults)
    {
        var settings = new List<string>();
        for (var i = 0; i < arguments.Length; i++)
        {
            var (name, value) = arguments[i].Split('=', 2) is [var left, var right] ? (left, right) : (arguments[i], null);
            if (!IsSetting(name))
                faults.Add($"'{name}' is no setting: settings look like --Muc:Rooms:Locking=false");
            else if (value is null && (i + 1 >= arguments.Length || arguments[i + 1].StartsWith("--", StringComparison.Ordinal)))
                faults.Add($"'{name}' has no value");
            else
                settings.Add($"{name}={value ?? arguments[++i]}");
        }

        return [.. settings];
    }

    private static bool IsSetting(string name) =>
        Sections.Any(section => name.StartsWith($"--{section}:", StringComparison.OrdinalIgnoreCase));
}
