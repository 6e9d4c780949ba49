using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace MucService.Host.Startup;

/// <summary>Who reads the lines: a person, or systemd's journal, which notes the time by itself and knows levels by a number in front.</summary>
/// <param name="IsJournal">True if it is the journal.</param>
internal sealed record LineReader(bool IsJournal)
{
    /// <summary>Who reads the standard output of this process.</summary>
    public static LineReader OfThisProcess { get; } = new(Environment.GetEnvironmentVariable("JOURNAL_STREAM") is { Length: > 0 });
}

/// <summary>One line an entry: the time (UTC), the level where it is more than information, what happened. An exception follows on lines of its own.</summary>
internal sealed class LineFormatter(TimeProvider time, LineReader reader) : ConsoleFormatter(FormatterName)
{
    /// <summary>What the console's settings call it.</summary>
    public const string FormatterName = "line";

    /// <inheritdoc/>
    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var what = logEntry.Formatter(logEntry.State, null).ReplaceLineEndings(" ");
        if (reader.IsJournal)
        {
            WriteToJournal(logEntry.LogLevel, what, logEntry.Exception, textWriter);
            return;
        }

        textWriter.Write(time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z '", CultureInfo.InvariantCulture));
        textWriter.Write(Word(logEntry.LogLevel));
        textWriter.WriteLine(what);
        if (logEntry.Exception is { } exception)
            textWriter.WriteLine(exception);
    }

    // Each line is an entry there, and has a level.
    private static void WriteToJournal(LogLevel level, string what, Exception? exception, TextWriter journal)
    {
        var priority = Priority(level);
        journal.WriteLine($"<{priority}>{what}");
        foreach (var line in exception?.ToString().Split(Environment.NewLine) ?? [])
            journal.WriteLine($"<{priority}>{line}");
    }

    private static string Word(LogLevel level) => level switch
    {
        LogLevel.Information => "",
        LogLevel.Warning => "warning: ",
        LogLevel.Error => "error: ",
        LogLevel.Critical => "critical: ",
        _ => "debug: ",
    };

    /// <summary>The levels of syslog.</summary>
    private static char Priority(LogLevel level) => level switch
    {
        LogLevel.Information => '6',
        LogLevel.Warning => '4',
        LogLevel.Error => '3',
        LogLevel.Critical => '2',
        _ => '7',
    };
}
