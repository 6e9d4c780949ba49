using System.Text.RegularExpressions;
using Xunit;

namespace MucService.Architecture.Tests;

/// <summary>What a page of the repository links to is there: files, folders, and headings of this and other pages. The README's contents name every part of it.</summary>
public sealed partial class PageLinks
{
    public static TheoryData<string> Pages => [.. Repository.FilesUnder(".").Where(file => file.EndsWith(".md", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_page_links_to_nothing_that_is_not_there(string page)
    {
        var folder = Path.GetDirectoryName(page)!;
        var broken = Targets(page).Where(target => !IsThere(page, folder, target)).ToList();

        Assert.Empty(broken);
    }

    [Fact]
    public void The_contents_of_the_README_name_every_part_of_it()
    {
        var contents = Repository.Read("README.md").Split("## Contents")[1].Split("\n## ")[0];
        var parts = Headings("README.md", atMost: 3).Except(["mucservice", "two-commands", "contents"]);

        Assert.Equal(parts, Link().Matches(contents).Select(link => link.Groups["target"].Value.TrimStart('#')));
    }

    private static IEnumerable<string> Targets(string page) => Link().Matches(WithoutCode(page))
        .Select(link => link.Groups["target"].Value)
        .Where(target => !target.Contains("://", StringComparison.Ordinal) && !target.StartsWith("xmpp:", StringComparison.Ordinal));

    private static bool IsThere(string page, string folder, string target)
    {
        var (path, anchor) = target.Split('#') is [var before, var after] ? (before, after) : (target, null);
        var file = path.Length == 0 ? page : Path.GetRelativePath(".", Path.Combine(folder, path));
        if (anchor is not null)
            return file.EndsWith(".md", StringComparison.Ordinal) && Repository.Exists(file) && Headings(file, atMost: 6).Contains(anchor);

        return Repository.Exists(file);
    }

    /// <summary>The anchors that a page's headings get where it is shown.</summary>
    private static IEnumerable<string> Headings(string page, int atMost) => Heading().Matches(WithoutCode(page))
        .Where(heading => heading.Groups["level"].Length <= atMost)
        .Select(heading => NotInAnchors().Replace(heading.Groups["text"].Value.Trim().ToLowerInvariant(), "").Replace(' ', '-'));

    private static string WithoutCode(string page) => Code().Replace(Repository.Read(page), "");

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Link();

    [GeneratedRegex(@"^(?<level>#+) (?<text>.+)$", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NotInAnchors();

    [GeneratedRegex(@"^ *```.*?^ *```", RegexOptions.Multiline | RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Code();
}
