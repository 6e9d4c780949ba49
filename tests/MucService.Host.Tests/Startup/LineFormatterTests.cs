using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using MucService.Host.Startup;
using Xunit;

namespace MucService.Host.Tests.Startup;

/// <summary>How the log looks to whoever reads it.</summary>
public sealed class LineFormatterTests
{
    private static readonly FakeTimeProvider Noon = new(new DateTimeOffset(2026, 1, 2, 12, 0, 0, TimeSpan.Zero));

    [Theory]
    [InlineData(LogLevel.Information, "2026-01-02T12:00:00.000Z what happened\n")]
    [InlineData(LogLevel.Warning, "2026-01-02T12:00:00.000Z warning: what happened\n")]
    [InlineData(LogLevel.Critical, "2026-01-02T12:00:00.000Z critical: what happened\n")]
    public void For_a_person_a_line_has_the_time_and_a_word(LogLevel level, string expected) =>
        Assert.Equal(expected, Written(level, "what\nhappened", exception: null, isJournal: false));

    [Theory]
    [InlineData(LogLevel.Debug, "<7>what happened\n")]
    [InlineData(LogLevel.Information, "<6>what happened\n")]
    [InlineData(LogLevel.Warning, "<4>what happened\n")]
    [InlineData(LogLevel.Error, "<3>what happened\n")]
    public void For_the_journal_it_has_a_number_that_systemd_knows(LogLevel level, string expected) =>
        Assert.Equal(expected, Written(level, "what happened", exception: null, isJournal: true));

    [Fact]
    public void Each_line_of_an_exception_has_it_too() =>
        Assert.Equal("<3>oh\n<3>System.IO.IOException: one\n<3>two\n", Written(LogLevel.Error, "oh", new IOException("one\ntwo"), isJournal: true));

    private static string Written(LogLevel level, string what, Exception? exception, bool isJournal)
    {
        using var text = new StringWriter();
        var entry = new LogEntry<string>(level, "MucService", default, what, exception, (state, _) => state);
        new LineFormatter(Noon, new LineReader(isJournal)).Write(entry, scopeProvider: null, text);
        return text.ToString();
    }
}
