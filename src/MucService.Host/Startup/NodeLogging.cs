namespace MucService.Host.Startup;

/// <summary>Where the node's log goes: to standard output, one line an entry, as the section <c>Logging</c> says.</summary>
internal static class NodeLogging
{
    public static ILoggerFactory Create(IConfiguration configuration) =>
        LoggerFactory.Create(logging =>
        {
            logging.Services.AddSingleton(TimeProvider.System).AddSingleton(LineReader.OfThisProcess);
            logging
                .AddConfiguration(configuration.GetSection("Logging"))
                .AddConsole(console => console.FormatterName = LineFormatter.FormatterName)
                .AddConsoleFormatter<LineFormatter, Microsoft.Extensions.Logging.Console.ConsoleFormatterOptions>();
        });
}
