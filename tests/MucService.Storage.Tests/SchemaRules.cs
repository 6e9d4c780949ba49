using System.Globalization;
using MucService.Storage.PostgreSql;
using MucService.Storage.Schema;
using MucService.Storage.Sqlite;

namespace MucService.Storage.Tests;

/// <summary>The schema goes forward only, step by step.</summary>
public abstract class SchemaRules
{
    private static readonly Migration Next = new(
        Migration.All[^1].Version + 1,
        "ALTER TABLE rooms ADD COLUMN added INTEGER NOT NULL DEFAULT 5",
        "ALTER TABLE rooms ADD COLUMN added integer NOT NULL DEFAULT 5");

    public static TheoryData<int> OlderVersions => [.. Enumerable.Range(0, Migration.All.Count)];

    protected abstract TestDatabase CreateDatabase();

    /// <summary>Upgrades and closes.</summary>
    private protected abstract void Upgrade(StorageSettings settings, IReadOnlyList<Migration> steps);

    [Theory]
    [MemberData(nameof(OlderVersions))]
    public async Task A_database_of_each_older_version_becomes_one_of_this_version(int version)
    {
        await using var database = CreateDatabase();
        Upgrade(database.Settings, [.. Migration.All.Take(version)]);

        await using var store = await database.OpenAsync();

        await store.CreateAsync(Sample.Room(), 1, Sample.Session(1));
        Assert.Single((await store.FindAsync(Sample.Room())).Sessions);
    }

    [Fact]
    public async Task A_further_step_keeps_what_is_stored()
    {
        await using var database = CreateDatabase();
        await using (var store = await database.OpenAsync())
            await store.CreateAsync(Sample.Room(), 1, Sample.Session(1));

        Upgrade(database.Settings, [.. Migration.All, Next]);
        Upgrade(database.Settings, [.. Migration.All, Next]);

        await using var connection = await database.BlockWritingAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT added FROM rooms";
        Assert.Equal(5, Convert.ToInt32(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task Each_room_of_version_1_gets_a_secret_of_its_own_that_stays()
    {
        await using var database = CreateDatabase();
        Upgrade(database.Settings, [.. Migration.All.Take(1)]);
        await InsertOfVersion1Async(database, "tea");
        await InsertOfVersion1Async(database, "milk");

        var first = await KeysAsync();
        var later = await KeysAsync();

        Assert.All(first, key => Assert.Matches("^[0-9a-f]{64}$", key));
        Assert.NotEqual(first[0], first[1]);
        Assert.Equal(first, later);

        async Task<string[]> KeysAsync()
        {
            await using var store = await database.OpenAsync();
            return [(await store.FindAsync(Sample.Room())).Row.OccupantIdKey, (await store.FindAsync(Sample.Room("milk"))).Row.OccupantIdKey];
        }
    }

    [Fact]
    public async Task A_step_that_fails_changes_nothing()
    {
        await using var database = CreateDatabase();
        var broken = new Migration(Next.Version + 1, "CREATE TABLE half (x INTEGER); NONSENSE", "CREATE TABLE half (x integer); NONSENSE");

        var fault = Assert.Throws<StorageFaultException>(() => Upgrade(database.Settings, [.. Migration.All, Next, broken]));

        Assert.Contains("NONSENSE", fault.Message, StringComparison.Ordinal);
        Upgrade(database.Settings, Migration.All);
    }

    [Fact]
    public async Task A_schema_newer_than_the_program_is_a_fault_that_says_so()
    {
        await using var database = CreateDatabase();
        Upgrade(database.Settings, [.. Migration.All, Next]);

        var fault = await Assert.ThrowsAsync<StorageFaultException>(database.OpenAsync);

        Assert.Contains("newer program", fault.Message, StringComparison.Ordinal);
    }

    private static async Task InsertOfVersion1Async(TestDatabase database, string room)
    {
        await using var connection = await database.BlockWritingAsync();
        await using var command = connection.CreateCommand();
        var occupied = connection is Microsoft.Data.Sqlite.SqliteConnection ? (Column: ", occupied", Value: ", false") : (Column: "", Value: "");
        command.CommandText = $"""
            INSERT INTO rooms (room, service, epoch, owner, created_at, locked, persistent, public, members_only, password_protected,
                               has_journal, name, description, occupants, next_order{occupied.Column})
            VALUES ('{room}@muc.example', 'muc.example', 0, 'ada@home.example', 0, false, true, true, false, false,
                    false, '', '', 0, 0{occupied.Value});
            COMMIT
            """;
        await command.ExecuteNonQueryAsync();
    }

    [Fact]
    public void Steps_are_numbered_without_gaps() =>
        Assert.Equal(Enumerable.Range(1, Migration.All.Count), Migration.All.Select(step => step.Version));
}

public sealed class SqliteSchemaRules : SchemaRules
{
    protected override TestDatabase CreateDatabase() => new SqliteTestDatabase();

    private protected override void Upgrade(StorageSettings settings, IReadOnlyList<Migration> steps) => SqliteParts.Open(settings, steps).Dispose();
}

[Collection(PostgreSqlCollection.Name)]
public sealed class PostgreSqlSchemaRules(PostgreSqlCluster cluster) : SchemaRules
{
    [Fact]
    public async Task Nodes_that_start_together_upgrade_once()
    {
        await using var database = CreateDatabase();

        var stores = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => database.OpenAsync()));

        foreach (var store in stores)
            await store.DisposeAsync();
    }

    protected override TestDatabase CreateDatabase() => new PostgreSqlTestDatabase(cluster);

    private protected override void Upgrade(StorageSettings settings, IReadOnlyList<Migration> steps) => PostgreSqlParts.Open(settings, steps).Dispose();
}
