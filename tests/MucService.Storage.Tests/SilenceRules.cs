using MucService.Storage.PostgreSql;
using Npgsql;

namespace MucService.Storage.Tests;

/// <summary>A node falls silent in the midst of a transaction, as where its network is cut: the server lets go of what it held.</summary>
[Collection(PostgreSqlCollection.Name)]
public sealed class SilenceRules(PostgreSqlCluster cluster)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Another_node_gets_the_room_whose_row_it_held()
    {
        await using var database = new PostgreSqlTestDatabase(cluster);
        await using var other = await database.OpenAsync();
        var room = Sample.Room();
        await other.CreateAsync(room);
        using var silent = Connect(database.Settings);
        silent.Execute("BEGIN");
        silent.Execute("SELECT 1 FROM rooms FOR UPDATE");

        // Each time it waits for the row as long as a commit may take.
        using var patience = new CancellationTokenSource(Patience);
        while (await other.OpenAsync(room) is not OpenOutcome.Found)
            patience.Token.ThrowIfCancellationRequested();

        Assert.ThrowsAny<NpgsqlException>(() => silent.Execute("COMMIT"));
    }

    [Fact]
    public async Task Options_that_the_operator_gives_are_left_as_they_are()
    {
        await using var database = new PostgreSqlTestDatabase(cluster);
        var settings = database.Settings with { ConnectionString = $"{database.Settings.ConnectionString};Options=-c statement_timeout=123456" };
        using var own = Connect(settings);
        using var without = Connect(database.Settings);

        Assert.Equal(("123456ms", "0"), (Shown(own, "statement_timeout"), Shown(own, "idle_in_transaction_session_timeout")));
        Assert.Equal(("0", "10s"), (Shown(without, "statement_timeout"), Shown(without, "idle_in_transaction_session_timeout")));
    }

    [Fact]
    public void The_journal_is_let_go_of_too()
    {
        var settings = new StorageSettings { Provider = StorageProvider.PostgreSql, ConnectionString = "Host=nowhere" };

        var options = new NpgsqlConnectionStringBuilder(settings.JournalConnectionString).Options;
        Assert.Equal("-c idle_in_transaction_session_timeout=10000 -c tcp_user_timeout=10000", options);
    }

    private static System.Data.Common.DbConnection Connect(StorageSettings settings)
    {
        using var parts = PostgreSqlParts.Open(settings);
        return ((IStoreParts)parts).OpenForWriting();
    }

    private static string? Shown(System.Data.Common.DbConnection connection, string setting)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT current_setting($1)";
        command.Parameters.Add(new NpgsqlParameter { Value = setting });
        return (string?)command.ExecuteScalar();
    }
}
