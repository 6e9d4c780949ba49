using MucService.Host.Settings;

namespace MucService.Host.Startup;

/// <summary>Where settings come from, each over the one before: <c>appsettings.json</c> beside the program, the environment, the command line.</summary>
internal static class ConfigurationSources
{
    private static readonly string[] Sections = [SettingsReader.Root, "Logging"];

    /// <summary>Reads all three.</summary>
    /// <param name="folder">Where <c>appsettings.json</c> lies.</param>
    /// <param name="arguments">The command line: <c>--Muc:Rooms:Locking=false</c>.</param>
    /// <returns>What was read, and what could not be, one line each.</returns>
    public static (IConfiguration Configuration, IReadOnlyList<string> Faults) Read(string folder, string[] arguments)
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
            faults.Add($"appsettings.json: {fault.InnerException?.Message ?? fault.Message}");
            return (new ConfigurationBuilder().Build(), faults);
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
            else if (value is null && ++i >= arguments.Length)
                faults.Add($"'{name}' has no value");
            else
                settings.Add($"{name}={value ?? arguments[i]}");
        }

        return [.. settings];
    }

    private static bool IsSetting(string name) =>
        Sections.Any(section => name.StartsWith($"--{section}:", StringComparison.OrdinalIgnoreCase));
}
