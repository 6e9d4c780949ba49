using System.Globalization;

namespace MucService.Storage.Tests;

/// <summary>What SIGKILL of the writing process leaves.</summary>
public abstract class KillRules
{
    protected abstract TestDatabase CreateDatabase();

    [Fact]
    public async Task Killing_the_process_loses_nothing_acknowledged_and_leaves_no_half_of_a_unit()
    {
        await using var database = CreateDatabase();
        var acknowledged = new int[EndlessWriting.Rooms];
        using (var child = ChildProcess.Start("write", database.Settings))
        {
            for (var lines = 0; await ReadAsync(child) is { } line; lines++)
            {
                var parts = line.Split(' ');
                if (parts.Length == 2 && int.TryParse(parts[1], CultureInfo.InvariantCulture, out var step))
                    acknowledged[int.Parse(parts[0], CultureInfo.InvariantCulture)] = step;
                if (lines == 5000)
                    child.Kill();
            }

            await child.ExitAsync();
        }

        await using var store = await database.OpenAsync();
        for (var number = 0; number < acknowledged.Length; number++)
        {
            var found = await store.FindAsync(Sample.Room($"room{number}"));
            Assert.InRange(found.Row.Occupants, acknowledged[number], int.MaxValue);
            Assert.Equal(found.Row.Occupants, Assert.Single(found.Sessions).Order);
            Assert.Equal(found.Row.Occupants, found.History[^1].Number);
        }

        Assert.True(acknowledged.Sum() > 5000 - EndlessWriting.Rooms);
    }

    private static Task<string?> ReadAsync(ChildProcess child) => child.Output.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(60));
}

public sealed class SqliteKillRules : KillRules
{
    protected override TestDatabase CreateDatabase() => new SqliteTestDatabase();

    [Fact]
    public async Task A_second_process_on_the_same_directory_is_refused_until_the_first_has_ended()
    {
        await using var database = new SqliteTestDatabase();
        await using (await database.OpenAsync())
        {
            using var refused = ChildProcess.Start("open", database.Settings);
            Assert.Equal(1, await refused.ExitAsync());
            Assert.Contains("is in use by another process", await refused.Output.ReadToEndAsync(), StringComparison.Ordinal);
        }

        using var opened = ChildProcess.Start("open", database.Settings);
        Assert.Equal(0, await opened.ExitAsync());
    }

    [Fact]
    public async Task A_directory_that_cannot_be_made_is_a_fault_of_one_line()
    {
        var fault = await Assert.ThrowsAsync<StorageFaultException>(
            () => TestDatabase.OpenAsync(new StorageSettings { DataDirectory = "/proc/no-such-place" }));

        Assert.Contains("/proc/no-such-place", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', fault.Message);
    }
}

[Collection(PostgreSqlCollection.Name)]
public sealed class PostgreSqlKillRules(PostgreSqlCluster cluster) : KillRules
{
    protected override TestDatabase CreateDatabase() => new PostgreSqlTestDatabase(cluster);

    [Fact]
    public async Task A_server_that_does_not_answer_is_a_fault_of_one_line()
    {
        var settings = new StorageSettings { Provider = StorageProvider.PostgreSql, ConnectionString = "Host=/no-such-place;Username=muc" };

        var fault = await Assert.ThrowsAsync<StorageFaultException>(() => TestDatabase.OpenAsync(settings));

        Assert.StartsWith("PostgreSQL cannot be used: ", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', fault.Message);
    }
}
