using MucService.Benchmarks.Driving;
using Npgsql;

namespace MucService.Benchmarks.Cluster;

/// <summary>The database that the nodes of a cluster share, and what it knows of their rooms.</summary>
internal sealed class PostgresProcess : IDisposable
{
    private readonly Database _database = Database.Start("max_connections=200");

    /// <summary>How to reach it.</summary>
    public string ConnectionString => _database.ConnectionString;

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
    public void Dispose() => _database.Dispose();

    private NpgsqlConnection Connect()
    {
        var connection = new NpgsqlConnection(ConnectionString);
        connection.Open();
        return connection;
    }
}
