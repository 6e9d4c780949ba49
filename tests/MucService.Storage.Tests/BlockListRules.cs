namespace MucService.Storage.Tests;

/// <summary>Lists of those who are not let in.</summary>
public abstract class BlockListRules
{
    protected abstract TestDatabase CreateDatabase();

    [Fact]
    public async Task What_was_written_is_read_by_list_and_only_when_it_changed()
    {
        await using var database = CreateDatabase();
        await using var store = await database.OpenAsync();
        var nothing = await store.ReadBlocksAsync(-1, CancellationToken.None);
        Assert.Empty(nothing!.Entries);

        await store.WriteBlocksAsync("", ["a.example", "b.example"], [], CancellationToken.None);
        await store.WriteBlocksAsync("", ["b.example", "c.example"], ["a.example", "z.example"], CancellationToken.None);
        await store.WriteBlocksAsync("theirs", ["a.example"], [], CancellationToken.None);

        var read = await store.ReadBlocksAsync(nothing.Version, CancellationToken.None);
        Assert.Equal([new("", "b.example"), new("", "c.example"), new("theirs", "a.example")], read!.Entries.OrderBy(entry => entry.List, StringComparer.Ordinal).ThenBy(entry => entry.Entry, StringComparer.Ordinal));
        Assert.Null(await store.ReadBlocksAsync(read.Version, CancellationToken.None));
    }

    [Fact]
    public async Task Many_entries_are_written_and_removed()
    {
        await using var database = CreateDatabase();
        await using var store = await database.OpenAsync();
        var many = Enumerable.Range(0, 10_001).Select(i => $"{i}.example").ToList();

        await store.WriteBlocksAsync("theirs", many, [], CancellationToken.None);
        Assert.Equal(10_001, (await store.ReadBlocksAsync(-1, CancellationToken.None))!.Entries.Count);

        await store.WriteBlocksAsync("theirs", [], many[1..], CancellationToken.None);
        Assert.Equal([new("theirs", "0.example")], (await store.ReadBlocksAsync(-1, CancellationToken.None))!.Entries);
    }
}

public sealed class SqliteBlockListRules : BlockListRules
{
    protected override TestDatabase CreateDatabase() => new SqliteTestDatabase();
}

[Collection(PostgreSqlCollection.Name)]
public sealed class PostgreSqlBlockListRules(PostgreSqlCluster cluster) : BlockListRules
{
    protected override TestDatabase CreateDatabase() => new PostgreSqlTestDatabase(cluster);
}
