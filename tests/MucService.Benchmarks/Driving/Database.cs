using System.Diagnostics;

namespace MucService.Benchmarks.Driving;

/// <summary>A PostgreSQL of its own on a Unix socket, as Debian packages it. A commit reaches the disk.</summary>
internal sealed class Database : IDisposable
{
    // PostgreSQL refuses to run as root; in a user namespace it is somebody else at no cost.
    private static readonly string[] s_asSomebody = ["--user", "--map-user=1000", "--map-group=1000"];

    private readonly DirectoryInfo _directory;
    private readonly BenchProcess _server;

    private Database(DirectoryInfo directory, BenchProcess server) => (_directory, _server) = (directory, server);

    /// <summary>How the service connects.</summary>
    public string ConnectionString => $"Host={_directory.FullName};Username=postgres;Database=postgres";

    /// <summary>CPU time of all its processes until now.</summary>
    public TimeSpan Cpu
    {
        get
        {
            // Those that serve connections give themselves other names.
            var cpu = TimeSpan.Zero;
            foreach (var process in Process.GetProcesses())
            {
                using (process)
                    cpu += IsOurs(process) ? ProcessUsage.Of(process.Id).Cpu : TimeSpan.Zero;
            }

            return cpu;
        }
    }

    /// <param name="settings">What it is told beside its defaults: name=value.</param>
    /// <exception cref="InvalidOperationException">It is not installed, or does not start.</exception>
    public static Database Start(params IEnumerable<string> settings)
    {
        var directory = Directory.CreateTempSubdirectory("benchmark-postgres-");
        var programs = Programs();
        Run("unshare", [.. s_asSomebody, $"{programs}/initdb", "--pgdata", Data(directory), "--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"]);
        var server = BenchProcess.Start(
            "unshare",
            [.. s_asSomebody, $"{programs}/postgres", "-D", Data(directory), "-k", directory.FullName, .. settings.Concat(["listen_addresses=", "shared_buffers=256MB"]).SelectMany(setting => new[] { "-c", setting })]);
        for (var tries = 0; !Succeeds($"{programs}/pg_isready", ["-q", "-h", directory.FullName]); tries++)
        {
            if (tries == 300)
                throw new InvalidOperationException($"PostgreSQL did not start:\n{server.Said}");
            Thread.Sleep(100);
        }

        return new Database(directory, server);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _server.Dispose();
        _directory.Delete(recursive: true);
    }

    private static string Data(DirectoryInfo directory) => Path.Combine(directory.FullName, "data");

    private static string Programs() => Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql").Order(StringComparer.Ordinal).Last() + "/bin"
        : throw new InvalidOperationException("PostgreSQL is not installed: apt-get install postgresql");

    private bool IsOurs(Process process)
    {
        try
        {
            return new FileInfo($"/proc/{process.Id}/cwd").LinkTarget == Data(_directory);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static void Run(string program, string[] arguments)
    {
        if (!Succeeds(program, arguments))
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} failed.");
    }

    private static bool Succeeds(string program, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
