namespace MucService.TestBed;

/// <summary>Where the repository's files are, seen from a program that was built in it.</summary>
public static class Repository
{
    /// <summary>The folder of <c>MucService.sln</c>.</summary>
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    /// <summary>The service's program, of the configuration that this one was built in.</summary>
    public static string Service { get; } = Path.Combine(Root, "src/MucService.Host/bin", Configuration, "net10.0/mucservice");

    /// <summary>The admin tool, of the same configuration.</summary>
    public static string AdminTool { get; } = Path.Combine(Root, "src/MucService.Admin/bin", Configuration, "net10.0/mucctl");

    /// <summary>The quickstart's program, of the same configuration.</summary>
    public static string Quickstart { get; } = Path.Combine(Root, "deploy/quickstart/bin", Configuration, "net10.0/quickstart.dll");

    private static string Configuration =>
#if DEBUG
        "Debug";
#else
        "Release";
#endif

    /// <summary>The text of a file of the repository.</summary>
    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static string Find(string folder)
    {
        for (var found = new DirectoryInfo(folder); found is not null; found = found.Parent)
        {
            if (File.Exists(Path.Combine(found.FullName, "MucService.sln")))
                return found.FullName;
        }

        throw new BedException($"{folder} is not in the repository.");
    }
}
