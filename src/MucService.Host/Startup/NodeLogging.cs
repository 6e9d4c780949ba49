namespace MucService.Host.Startup;

/// <summary>Where the node's log goes: to standard output, one line an entry, as the section <c>Logging</c> says.</summary>
internal static class NodeLogging
{
    private const string Section = "Logging";

    /// <summary>What is wrong with that section: the platform would end the process.</summary>
    public static IEnumerable<string> FaultsOf(IConfiguration configuration) =>
        from setting in configuration.GetSection(Section).AsEnumerable()
        where setting.Key.Contains(":LogLevel:", StringComparison.OrdinalIgnoreCase)
            && !string.IsNullOrEmpty(setting.Value)
            && !Enum.TryParse<LogLevel>(setting.Value, ignoreCase: true, out _)
        select $"{setting.Key} must be {string.Join(", ", Enum.GetNames<LogLevel>()[..^1])} or None, and is '{setting.Value}'";

    public static ILoggerFactory Create(IConfiguration configuration) =>
        LoggerFactory.Create(logging =>
        {
            logging.Services.AddSingleton(TimeProvider.System).AddSingleton(LineReader.OfThisProcess);
            logging
                .AddConfiguration(configuration.GetSection(Section))
                .AddConsole(console => console.FormatterName = LineFormatter.FormatterName)
                .AddConsoleFormatter<LineFormatter, Microsoft.Extensions.Logging.Console.ConsoleFormatterOptions>();
        });
}
