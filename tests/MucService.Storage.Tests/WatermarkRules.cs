using MucService.Xmpp;

namespace MucService.Storage.Tests;

/// <summary>What the sessions of a room are proved to know, and the changes since.</summary>
public abstract class WatermarkRules
{
    private static readonly BareJid Tea = Sample.Room();

    protected abstract TestDatabase CreateDatabase();

    [Fact]
    public async Task They_are_read_with_the_room_in_order_of_their_numbers_also_after_a_restart()
    {
        await using var database = CreateDatabase();
        await using (var store = await database.OpenAsync())
        {
            var epoch = await store.CreateAsync(Tea);
            await WriteAsync(store, epoch, new WatermarkRow(12, [3]), new WatermarkRow(7, [2]), new WatermarkRow(0, [1]));
        }

        await using var restarted = await database.OpenAsync();
        Assert.Equal(["0: 1", "7: 2", "12: 3"], await RowsAsync(restarted));
    }

    [Fact]
    public async Task The_whole_replaces_what_it_tells_of_and_leaves_what_is_later()
    {
        await using var database = CreateDatabase();
        await using var store = await database.OpenAsync();
        var epoch = await store.CreateAsync(Tea);
        await WriteAsync(store, epoch, new WatermarkRow(0, [1]), new WatermarkRow(7, [2]), new WatermarkRow(12, [3]));

        await WriteAsync(store, epoch, new WatermarkRow(0, [4], Until: 7));

        Assert.Equal(["0: 4", "12: 3"], await RowsAsync(store));
    }

    [Fact]
    public async Task An_empty_one_removes_it()
    {
        await using var database = CreateDatabase();
        await using var store = await database.OpenAsync();
        var epoch = await store.CreateAsync(Tea);
        await WriteAsync(store, epoch, new WatermarkRow(0, [1]), new WatermarkRow(7, [2]));

        await WriteAsync(store, epoch, new WatermarkRow(0, [], Until: 7));

        Assert.Empty(await RowsAsync(store));
    }

    [Fact]
    public async Task They_go_with_the_room()
    {
        await using var database = CreateDatabase();
        await using var store = await database.OpenAsync();
        var epoch = await store.CreateAsync(Tea);
        await WriteAsync(store, epoch, new WatermarkRow(0, [1]), new WatermarkRow(7, [2]));

        Assert.Equal(WriteOutcome.Written, await store.WriteAsync(Sample.Change(Tea, epoch) with { Forget = true }));
        await store.CreateAsync(Tea);

        Assert.Empty(await RowsAsync(store));
    }

    [Fact]
    public async Task Those_of_a_superseded_instance_are_not_written()
    {
        await using var database = CreateDatabase();
        await using var store = await database.OpenAsync();
        var old = await store.CreateAsync(Tea);
        await store.FindAsync(Tea);

        Assert.Equal(WriteOutcome.Superseded, await store.WriteAsync(Sample.Change(Tea, old) with { Behind = true, Watermark = new WatermarkRow(0, [1]) }));
        Assert.Empty(await RowsAsync(store));
    }

    /// <summary>At once, so that one transaction may hold them all.</summary>
    private static async Task WriteAsync(IRoomStore store, long epoch, params WatermarkRow[] rows) => Assert.All(
        await Task.WhenAll(rows.Select(row => store.WriteAsync(Sample.Change(Tea, epoch) with { Watermark = row }))),
        outcome => Assert.Equal(WriteOutcome.Written, outcome));

    private static async Task<IEnumerable<string>> RowsAsync(IRoomStore store) =>
        (await store.FindAsync(Tea)).Watermarks.Select(row => $"{row.Number}: {string.Join(' ', row.Data)}");
}

/// <summary>On SQLite.</summary>
public sealed class SqliteWatermarkRules : WatermarkRules
{
    protected override TestDatabase CreateDatabase() => new SqliteTestDatabase();
}

[Collection(PostgreSqlCollection.Name)]
public sealed class PostgreSqlWatermarkRules(PostgreSqlCluster cluster) : WatermarkRules
{
    protected override TestDatabase CreateDatabase() => new PostgreSqlTestDatabase(cluster);
}
