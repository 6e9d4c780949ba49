using Xunit;

namespace MucService.Benchmarks.Tests;

/// <summary>The system benchmark in small: it works and counts right. How fast it was is not asserted.</summary>
public sealed class SmokeTests
{
    [Theory]
    [InlineData("broadcast")]
    [InlineData("commit")]
    [InlineData("rooms")]
    [InlineData("postgres")]
    [InlineData("lost")]
    [InlineData("outage")]
    [InlineData("growth")]
    [InlineData("age")]
    [InlineData("passivated")]
    [InlineData("cluster")]
    [InlineData("hosts")]
    [InlineData("peers")]
    [InlineData("soak")]
    public void Every_occupant_gets_everything_exactly_once_and_in_order(string part)
    {
        var benchmark = new SystemBenchmark(
            BenchmarkOptions.Smoke with { Parts = new HashSet<string>([part], StringComparer.Ordinal) },
            TextWriter.Null);

        var figures = benchmark.Run().SelectMany(rows => rows).ToList();

        Assert.All(figures, figure => Assert.False(double.IsNaN(figure.Service), $"{figure.Title}: {figure.Note}"));
        Assert.Equal((0, 0L), (benchmark.Failures, benchmark.Faults));
        Assert.NotEmpty(figures);
        Assert.All(figures, figure => Assert.True(figure.Service >= 0, figure.Title));
    }
}
