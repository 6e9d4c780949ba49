using System.Diagnostics;
using Npgsql;

namespace MucService.Benchmarks.Cluster;

/// <summary>A PostgreSQL with an empty database, on a Unix socket in a folder of its own, as it comes: it waits for the disk.</summary>
internal sealed class PostgresProcess : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("benchmark-postgres-");
    private readonly Process _process;

    public PostgresProcess()
    {
        var programs = Path.Combine(Directory.GetDirectories("/usr/lib/postgresql").Order(StringComparer.Ordinal).Last(), "bin");
        var data = Path.Combine(_folder.FullName, "data");
        using (var making = Start([Path.Combine(programs, "initdb"), "--pgdata", data, "--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C"]))
        {
            making.WaitForExit();
            if (making.ExitCode != 0)
                throw new InvalidOperationException("initdb failed.");
        }

        _process = Start([Path.Combine(programs, "postgres"), "-D", data, "-k", _folder.FullName, "-c", "listen_addresses=", "-c", "max_connections=200"]);
        WaitUntilItAnswers();
    }

    /// <summary>How to reach it.</summary>
    public string ConnectionString => $"Host={_folder.FullName};Username=postgres;Database=postgres";

    /// <summary>Does something to the database.</summary>
    public void Execute(string text)
    {
        using var connection = Connect();
        using var command = new NpgsqlCommand(text, connection);
        command.ExecuteNonQuery();
    }

    /// <summary>The instance that each room is, by its number: who was started anew has a later one.</summary>
    public Dictionary<string, long> Epochs()
    {
        using var connection = Connect();
        using var command = new NpgsqlCommand("SELECT room, epoch FROM rooms", connection);
        using var reader = command.ExecuteReader();
        var epochs = new Dictionary<string, long>(StringComparer.Ordinal);
        while (reader.Read())
            epochs.Add(reader.GetString(0), reader.GetInt64(1));
        return epochs;
    }

    /// <summary>How many rooms were started after that.</summary>
    public long StartedAfter(long epoch)
    {
        using var connection = Connect();
        using var command = new NpgsqlCommand("SELECT count(*) FROM rooms WHERE epoch > $1", connection);
        command.Parameters.AddWithValue(epoch);
        return (long)command.ExecuteScalar()!;
    }

    /// <summary>Why sessions were removed whom nobody removed, and how many.</summary>
    public string Removals()
    {
        using var connection = Connect();
        using var command = new NpgsqlCommand("SELECT string_agg(removed, '; ') FROM (SELECT count(*) || ' × ' || domain || ': ' || why AS removed FROM removals GROUP BY domain, why) AS counted", connection);
        return command.ExecuteScalar() as string ?? "none";
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    private static Process Start(string[] words)
    {
        // PostgreSQL refuses to run as root; in a user namespace it is somebody else at no cost.
        string[] somebody = Environment.UserName == "root" ? ["unshare", "--user", "--map-user=1000", "--map-group=1000"] : [];
        string[] all = [.. somebody, .. words];
        var process = Process.Start(new ProcessStartInfo(all[0], all[1..]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private void WaitUntilItAnswers()
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                Execute("SELECT 1");
                return;
            }
            catch (NpgsqlException) when (tries < 300)
            {
                Thread.Sleep(100);
            }
        }
    }

    private NpgsqlConnection Connect()
    {
        var connection = new NpgsqlConnection(ConnectionString);
        connection.Open();
        return connection;
    }
}
