using Xunit;

namespace MucService.Architecture.Tests;

/// <summary>Time and ids arrive inside the command: the rules of rooms and links have no clock and no dice.</summary>
public sealed class PurityRules
{
    private static readonly string[] Forbidden =
    [
        "P:System.DateTime.Now", "P:System.DateTime.UtcNow", "P:System.DateTimeOffset.Now", "P:System.DateTimeOffset.UtcNow",
        "T:System.TimeProvider", "T:System.Diagnostics.Stopwatch", "M:System.Guid.NewGuid", "T:System.Random",
        "T:System.Security.Cryptography.RandomNumberGenerator",
    ];

    [Theory]
    [InlineData("MucService.Rooms")]
    [InlineData("MucService.Links")]
    public void A_pure_project_hands_the_analyzer_its_banned_symbols(string project)
    {
        Assert.Contains("BannedSymbols.txt", Repository.Included(project, "AdditionalFiles"));

        var banned = Repository.Read(Path.Combine("src", project, "BannedSymbols.txt"))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(';')[0]);
        Rule.HasNoOffender(Forbidden.Except(banned, StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("MucService.Rooms")]
    [InlineData("MucService.Links")]
    public void A_pure_project_does_not_silence_the_ban(string project) =>
        Rule.HasNoOffender(Repository.FilesUnder("src")
            .Where(path => path.StartsWith(Path.Combine("src", project) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            .Where(path => Repository.Read(path).Contains("RS0030", StringComparison.Ordinal)));

    [Fact]
    public void The_analyzer_of_banned_symbols_runs_everywhere_and_its_warnings_are_errors()
    {
        var rules = Repository.Read("Directory.Build.props");

        Assert.Contains("<PackageReference Include=\"Microsoft.CodeAnalysis.BannedApiAnalyzers\"", rules, StringComparison.Ordinal);
        Assert.Contains("<TreatWarningsAsErrors>true</TreatWarningsAsErrors>", rules, StringComparison.Ordinal);
        Assert.DoesNotContain("RS0030", Repository.Read(".editorconfig"), StringComparison.Ordinal);
    }
}
