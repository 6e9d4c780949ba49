using System.Text.RegularExpressions;
using Xunit;

namespace MucService.Architecture.Tests;

/// <summary>
/// The README's table of XEP-0045 has a row for each section of the XEP, in its order, and what a row names is there.
/// The anchors are those of version 1.35.5.
/// </summary>
public sealed partial class CoverageTable
{
    private const string Anchors = "tests/MucService.Architecture.Tests/Xep0045Anchors.txt";

    private static readonly string[] Columns = ["anchor", "source", "test", "what lacks"];

    public static TheoryData<string> Sections => [.. Rows().Select(row => row[0])];

    [Fact]
    public void Every_section_has_one_row_in_the_order_of_the_XEP() =>
        Assert.Equal(
            Repository.Read(Anchors).Split('\n', StringSplitOptions.RemoveEmptyEntries),
            Rows().Select(row => row[0]));

    [Theory]
    [MemberData(nameof(Sections))]
    public void A_row_names_a_file_and_a_test_or_says_why_there_is_none(string anchor)
    {
        var row = Rows().Single(row => row[0] == anchor);
        if (row[1].Length == 0)
        {
            Assert.Empty(row[2]);
            Assert.Matches("^(does not apply|not there yet)[:;] .{5,}", row[3]);
            return;
        }

        var (source, test) = (Link().Match(row[1]), Link().Match(row[2]));
        Assert.True(source.Success, $"{row[1]} is no link to a file");
        Assert.StartsWith("src/", source.Groups["path"].Value, StringComparison.Ordinal);
        Assert.Contains(source.Groups["path"].Value, Repository.FilesUnder("src"));

        Assert.True(test.Success, $"{row[2]} is no link to a file");
        Assert.StartsWith("tests/", test.Groups["path"].Value, StringComparison.Ordinal);
        Assert.Contains(test.Groups["path"].Value, Repository.FilesUnder("tests"));
        AssertHasTests(Repository.Read(test.Groups["path"].Value), test.Groups["name"].Value);
    }

    /// <summary>A class of that name is in the text, with a test before the next class begins.</summary>
    private static void AssertHasTests(string text, string name)
    {
        var classes = Class().Matches(text);
        var own = classes.SingleOrDefault(found => found.Groups["name"].Value == name);
        Assert.True(own is not null, $"no class {name} in the file");

        var end = classes.Where(found => found.Index > own.Index).Select(found => found.Index).FirstOrDefault(text.Length);
        Assert.Matches(@"\[(Fact|Theory)\]", text[own.Index..end]);
    }

    private static List<string[]> Rows()
    {
        var rows = Repository.Read("README.md").Split('\n')
            .SkipWhile(line => !line.StartsWith("| anchor |", StringComparison.Ordinal))
            .TakeWhile(line => line.StartsWith('|'))
            .Select(line => line.Trim()[1..^1].Split('|').Select(cell => cell.Trim()).ToArray())
            .ToList();

        Assert.NotEmpty(rows);
        Assert.Equal(Columns, rows[0]);
        Assert.All(rows, row => Assert.Equal(Columns.Length, row.Length));
        foreach (var row in rows)
            row[0] = row[0].Trim('`');

        return rows[2..];
    }

    [GeneratedRegex(@"^\[`(?<name>\w+)`\]\((?<path>[\w./-]+\.(cs|proto))\)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Link();

    [GeneratedRegex(@"^public (sealed |abstract |partial )*class (?<name>\w+)", RegexOptions.ExplicitCapture | RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Class();
}
