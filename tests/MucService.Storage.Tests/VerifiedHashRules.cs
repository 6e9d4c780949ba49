namespace MucService.Storage.Tests;

/// <summary>What the hashes that clients announce were verified to mean.</summary>
public abstract class VerifiedHashRules
{
    protected abstract TestDatabase CreateDatabase();

    [Fact]
    public async Task What_was_verified_is_kept_apart_from_what_was_looked_for_otherwise()
    {
        await using var database = CreateDatabase();
        await using (var store = await database.OpenAsync())
        {
            await store.WriteVerifiedHashesAsync("pings", ["one", "two", "three"], [], CancellationToken.None);
            await store.WriteVerifiedHashesAsync("pings", ["one"], ["two", "four"], CancellationToken.None);
            await store.WriteVerifiedHashesAsync("pings and more", ["five"], ["three"], CancellationToken.None);
        }

        await using var again = await database.OpenAsync();
        Assert.Equal(["one", "three"], (await again.VerifiedHashesAsync("pings", 10, CancellationToken.None)).Order());
        Assert.Equal(["five"], await again.VerifiedHashesAsync("pings and more", 10, CancellationToken.None));
        Assert.Single(await again.VerifiedHashesAsync("pings", 1, CancellationToken.None));
    }
}

public sealed class SqliteVerifiedHashRules : VerifiedHashRules
{
    protected override TestDatabase CreateDatabase() => new SqliteTestDatabase();
}

[Collection(PostgreSqlCollection.Name)]
public sealed class PostgreSqlVerifiedHashRules(PostgreSqlCluster cluster) : VerifiedHashRules
{
    protected override TestDatabase CreateDatabase() => new PostgreSqlTestDatabase(cluster);
}
