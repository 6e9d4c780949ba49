using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace MucService.Storage.Tests;

/// <summary>A PostgreSQL of our own in a temporary directory, reached by a Unix socket. It may be stopped and started again.</summary>
public sealed class PostgreSqlCluster : Xunit.IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly string _directory = Directory.CreateTempSubdirectory("mucservice-pg-").FullName;
    private int _databases;

    private string Data => Path.Combine(_directory, "data");

    public async Task InitializeAsync()
    {
        AppDomain.CurrentDomain.ProcessExit += StopAtExit;
        if (IsRoot)
            await RunAsync("chown", "postgres", _directory);
        await RunAsPostgresAsync("initdb", "-D", Data, "-U", "muc", "-A", "trust", "-E", "UTF8", "--no-sync");
        await StartAsync();
    }

    public Task StartAsync() =>
        RunAsPostgresAsync(
            "pg_ctl", "-D", Data, "-w", "-t", "60", "-l", Path.Combine(_directory, "log"), "-o",
            $"-c listen_addresses='' -c unix_socket_directories={_directory} -c fsync=off -c max_connections=200", "start");

    /// <param name="mode"><c>fast</c>: clean; <c>immediate</c>: as if killed.</param>
    public Task StopAsync(string mode = "fast") => RunAsPostgresAsync("pg_ctl", "-D", Data, "-w", "-m", mode, "stop");

    /// <summary>A new database.</summary>
    /// <returns>How to connect to it.</returns>
    public async Task<string> CreateDatabaseAsync()
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"db{Interlocked.Increment(ref _databases)}");
        await using var connection = new NpgsqlConnection(ConnectionStringOf("postgres"));
        await connection.OpenAsync();
        await using var create = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
        await create.ExecuteNonQueryAsync();
        return ConnectionStringOf(name);
    }

    public async Task DisposeAsync()
    {
        AppDomain.CurrentDomain.ProcessExit -= StopAtExit;
        NpgsqlConnection.ClearAllPools();
        await StopAsync("immediate");
        Directory.Delete(_directory, recursive: true);
    }

    private static bool IsRoot => Environment.UserName == "root";

    private string ConnectionStringOf(string database) => $"Host={_directory};Database={database};Username=muc;Pooling=false";

    private void StopAtExit(object? sender, EventArgs exit) => StopAsync("immediate").Wait(Patience);

    /// <summary>The server refuses to run as root.</summary>
    private Task RunAsPostgresAsync(string tool, params string[] arguments)
    {
        var path = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").Order(StringComparer.Ordinal).Select(version => Path.Combine(version, "bin", tool)).LastOrDefault(File.Exists)
            : null;
        if (path is null)
            throw new InvalidOperationException($"{tool} is missing: install the packages that tests/packages.txt names");

        return IsRoot ? RunAsync("runuser", ["-u", "postgres", "--", path, .. arguments]) : RunAsync(path, arguments);
    }

    private async Task RunAsync(string tool, params string[] arguments)
    {
        // The output goes to a file: the server inherits it, and would keep a pipe open for ever.
        var output = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        var start = new ProcessStartInfo("/bin/sh") { WorkingDirectory = "/", ArgumentList = { "-c", "exec \"$@\" >\"$0\" 2>&1", output, tool } };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(Patience);
        await process.WaitForExitAsync(patience.Token);
        var said = await File.ReadAllTextAsync(output, patience.Token);
        File.Delete(output);
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{tool} {string.Join(' ', arguments)}: {said}");
    }
}
