using MucService.Storage.PostgreSql;
using Npgsql;

namespace MucService.Storage;

/// <summary>
/// Leases in PostgreSQL: a name belongs to one owner until a moment of the server's clock. Asked seldom, so that each question has a
/// connection of its own.
/// </summary>
/// <param name="connectionString">In Npgsql's form.</param>
/// <param name="timeout">How long a question may take.</param>
public sealed class LeaseTable(string connectionString, TimeSpan timeout)
{
    private const string Take = """
        INSERT INTO leases (name, owner, held_until) VALUES ($1, $2, clock_timestamp() + $3)
        ON CONFLICT (name) DO UPDATE SET owner = excluded.owner, held_until = excluded.held_until
        WHERE leases.owner = excluded.owner OR leases.held_until < clock_timestamp()
        """;

    private readonly string _connectionString = ConnectionStringOf(connectionString, Math.Max(1, (int)timeout.TotalSeconds));

    /// <summary>Takes a lease, or prolongs an own one. False if it is another's.</summary>
    /// <param name="name">Of the lease.</param>
    /// <param name="owner">Who takes it.</param>
    /// <param name="length">How long it is held if it is not prolonged.</param>
    /// <exception cref="StorageFaultException">The database does not say.</exception>
    public async Task<bool> TryTakeAsync(string name, string owner, TimeSpan length) => await ExecuteAsync(Take, name, owner, length) == 1;

    /// <summary>Gives a lease back. False if it was another's.</summary>
    /// <exception cref="StorageFaultException">The database does not say.</exception>
    public async Task<bool> ReleaseAsync(string name, string owner) =>
        await ExecuteAsync("DELETE FROM leases WHERE name = $1 AND owner = $2", name, owner) == 1;

    private static string ConnectionStringOf(string written, int seconds)
    {
        var connection = ConnectionStrings.Read(written);
        connection.Pooling = false;
        connection.Timeout = seconds;
        connection.CommandTimeout = seconds;
        connection.CancellationTimeout = 1000;
        connection.ApplicationName = "mucservice lease";
        return connection.ToString();
    }

    private async Task<int> ExecuteAsync(string text, params object[] values)
    {
        try
        {
            await using var connection = new NpgsqlConnection(_connectionString);
            await connection.OpenAsync();
#pragma warning disable CA2100 // The text is one of two constants.
            await using var command = new NpgsqlCommand(text, connection);
#pragma warning restore CA2100
            foreach (var value in values)
                command.Parameters.Add(new NpgsqlParameter { Value = value });
            return await command.ExecuteNonQueryAsync();
        }
        catch (Exception fault) when (fault is NpgsqlException or TimeoutException or System.Net.Sockets.SocketException)
        {
            throw new StorageFaultException($"the lease cannot be asked for: {fault.Message}", fault);
        }
    }
}
