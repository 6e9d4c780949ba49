using System.Text.RegularExpressions;
using Xunit;

namespace MucService.Architecture.Tests;

/// <summary>What lies where, and how long it may be.</summary>
public sealed partial class LayoutRules
{
    private const int MostLines = 300;

    private static readonly string[] TopLevel =
        ["src", "tests", "deploy", "MucService.sln", "akka.hocon", "README.md", "LICENSE", "global.json"];

    // Written in halves, because this file is searched too.
    private static readonly string[] Unfinished = ["TO" + "DO", "FIX" + "ME", "NotImplemented" + "Exception", "Skip " + "=", "Skip" + "="];

    [Fact]
    public void The_top_level_holds_only_what_the_layout_names()
    {
        var found = Directory.GetFileSystemEntries(Repository.Root).Select(path => Path.GetFileName(path));

        Rule.HasNoOffender(found.Except(TopLevel, StringComparer.Ordinal).Where(name => !IsAllowed(name)));
    }

    [Fact]
    public void No_source_file_is_longer_than_300_lines() =>
        Rule.HasNoOffender(SourceFiles()
            .Select(path => (path, lines: Repository.Read(path).AsSpan().Count('\n')))
            .Where(file => file.lines > MostLines));

    [Fact]
    public void Nothing_is_left_unfinished_and_no_test_is_skipped() =>
        Rule.HasNoOffender(SourceFiles().Where(path => Unfinished.Any(Repository.Read(path).Contains)));

    [Fact]
    public void No_source_file_has_a_region_or_unsafe_code() =>
        Rule.HasNoOffender(SourceFiles().Where(path => RegionOrUnsafe().IsMatch(Repository.Read(path))));

    [Fact]
    public void Package_versions_are_written_once() =>
        Rule.HasNoOffender(Repository.FilesUnder("src").Concat(Repository.FilesUnder("tests"))
            .Where(path => path.EndsWith(".csproj", StringComparison.Ordinal))
            .Where(path => PackageVersion().IsMatch(Repository.Read(path))));

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var solution = Repository.Read("MucService.sln").Replace('\\', '/');

        Rule.HasNoOffender(Repository.FilesUnder("src").Concat(Repository.FilesUnder("tests"))
            .Where(path => path.EndsWith(".csproj", StringComparison.Ordinal) && !solution.Contains(path.Replace('\\', '/'), StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_source_project_has_its_tests() =>
        Rule.HasNoOffender(Repository.Projects.Where(project => !Directory.Exists(Path.Combine(Repository.Root, "tests", project + ".Tests"))));

    private static bool IsAllowed(string name) =>
        name.StartsWith('.') || name == "TestResults" || DirectoryProps().IsMatch(name);

    private static IEnumerable<string> SourceFiles() =>
        Repository.FilesUnder("src").Concat(Repository.FilesUnder("tests")).Where(path => path.EndsWith(".cs", StringComparison.Ordinal));

    [GeneratedRegex(@"^Directory\.\w+\.props$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex DirectoryProps();

    [GeneratedRegex("^\\s*(#region|((public|private|internal|protected|static) )*unsafe )", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex RegionOrUnsafe();

    [GeneratedRegex("<PackageReference[^>]*\\sVersion=", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PackageVersion();
}
