using System.Xml.Linq;

namespace MucService.Architecture.Tests;

/// <summary>The repository as files: where it is, and what it holds.</summary>
internal static class Repository
{
    /// <summary>The folder of <c>MucService.sln</c>.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The names of the projects under <c>src</c>.</summary>
    public static IReadOnlyList<string> Projects { get; } =
        [.. Directory.GetDirectories(Path.Combine(Root, "src")).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    /// <summary>The project file of a project under <c>src</c>.</summary>
    public static XDocument ProjectFile(string project) =>
        XDocument.Load(Path.Combine(Root, "src", project, project + ".csproj"));

    /// <summary>What a project file includes under one element name, e.g. <c>ProjectReference</c>.</summary>
    public static IEnumerable<string> Included(string project, string element) =>
        ProjectFile(project).Descendants(element).Select(item => item.Attribute("Include")?.Value).OfType<string>();

    /// <summary>The files under a top-level folder that somebody wrote, with paths from the root.</summary>
    public static IEnumerable<string> FilesUnder(string folder) =>
        Directory.Exists(Path.Combine(Root, folder))
            ? Directory.EnumerateFiles(Path.Combine(Root, folder), "*", SearchOption.AllDirectories)
                .Select(path => Path.GetRelativePath(Root, path))
                .Where(IsWritten)
                .Order(StringComparer.Ordinal)
            : [];

    /// <summary>True if there is a file or a folder.</summary>
    public static bool Exists(string path) => Path.Exists(Path.Combine(Root, path));

    /// <summary>The text of a file.</summary>
    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static bool IsWritten(string path) =>
        !path.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj" or "node_modules" or "TestResults");

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "MucService.sln")))
                return folder.FullName;
        }

        throw new DirectoryNotFoundException($"no MucService.sln above {AppContext.BaseDirectory}");
    }
}
