using MucService.Xmpp;

namespace MucService.Storage.Tests;

/// <summary>What is left of destroyed rooms.</summary>
public abstract class TombstoneRules
{
    private static readonly BareJid Tea = Sample.Room();

    protected abstract TestDatabase CreateDatabase();

    [Fact]
    public async Task A_destroyed_room_leaves_its_tombstone_over_restarts()
    {
        await using var database = CreateDatabase();
        var tombstone = Of(Tea, 0) with { Alternative = Sample.Room("coffee"), Reason = "No milk ☕", Heirs = [Jid("ada"), Jid("bo")] };
        await using (var store = await database.OpenAsync())
            await BuryAsync(store, tombstone);

        await using var restarted = await database.OpenAsync();
        var missing = Assert.IsType<OpenOutcome.Missing>(await restarted.OpenAsync(Tea));
        Assert.Equivalent(tombstone, missing.Tombstone, strict: true);
        Assert.Equivalent(tombstone, await restarted.TombstoneAsync(Tea, CancellationToken.None), strict: true);
        Assert.Null(Assert.IsType<OpenOutcome.Missing>(await restarted.OpenAsync(Sample.Room("milk"))).Tombstone);
    }

    [Fact]
    public async Task It_goes_when_the_room_is_created_anew_and_when_the_operator_wants_it_so()
    {
        await using var database = CreateDatabase();
        await using var store = await database.OpenAsync();
        await BuryAsync(store, Of(Tea, 0));
        var milk = Sample.Room("milk");
        await BuryAsync(store, Of(milk, 0));

        var missing = Assert.IsType<OpenOutcome.Missing>(await store.OpenAsync(Tea));
        Assert.Equal(WriteOutcome.Written, await store.WriteAsync(Sample.Create(Tea, missing.Epoch) with { RemovesTombstone = true }));
        Assert.Equal(WriteOutcome.Written, await store.WriteAsync(Sample.Change(milk, 0) with { RemovesTombstone = true }));

        Assert.Null(await store.TombstoneAsync(Tea, CancellationToken.None));
        Assert.Null(await store.TombstoneAsync(milk, CancellationToken.None));
        await store.FindAsync(Tea);
    }

    [Fact]
    public async Task A_superseded_instance_does_not_bury_the_room()
    {
        await using var database = CreateDatabase();
        await using var store = await database.OpenAsync();
        var old = await store.CreateAsync(Tea);
        await store.FindAsync(Tea);

        Assert.Equal(WriteOutcome.Superseded, await store.WriteAsync(Sample.Change(Tea, old) with { Forget = true, Tombstone = Of(Tea, 0) }));
        Assert.Null(await store.TombstoneAsync(Tea, CancellationToken.None));
    }

    [Fact]
    public async Task What_is_past_goes_with_the_next_and_those_that_end_first_make_room()
    {
        await using var database = CreateDatabase();
        await using var store = await database.OpenAsync();
        await BuryAsync(store, Of(Sample.Room("past"), 0) with { Until = Sample.Noon.AddMinutes(1) });
        await BuryAsync(store, Of(Sample.Room("a"), 1));
        await BuryAsync(store, Of(Sample.Room("b"), 2));
        Assert.Equal(["a", "b"], await NamesAsync(store));

        await BuryAsync(store, Of(Sample.Room("c"), 3), atMost: 2);
        Assert.Equal(["b", "c"], await NamesAsync(store));
    }

    [Fact]
    public async Task That_of_a_service_is_found_by_its_domain_and_is_not_one_of_its_rooms()
    {
        await using var database = CreateDatabase();
        await using var store = await database.OpenAsync();
        var service = new BareJid(Tea.Domain);
        await store.WriteAsync(Sample.Change(service, 0) with { Forget = true, Tombstone = Of(service, 0) with { Until = DateTimeOffset.MaxValue } });
        await BuryAsync(store, Of(Tea, 5), atMost: 1);

        Assert.NotNull(await store.TombstoneAsync(service, CancellationToken.None));
        Assert.Empty(await NamesAsync(store));
    }

    [Fact]
    public async Task They_are_read_page_by_page()
    {
        await using var database = CreateDatabase();
        await using var store = await database.OpenAsync();
        foreach (var name in (string[])["a", "b", "c"])
            await BuryAsync(store, Of(Sample.Room(name), 0));

        var page = await store.TombstonesAsync(Tea.Domain, Sample.Room("a").ToString(), 1, CancellationToken.None);
        Assert.Equal(["b"], page.Select(tombstone => tombstone.Room.Local));
    }

    private static TombstoneRow Of(BareJid room, int minutes) =>
        new(room, Sample.Noon.AddMinutes(minutes), Sample.Noon.AddDays(30).AddMinutes(minutes), null, null, []);

    private static BareJid Jid(string local) => BareJid.Parse($"{local}@home.example");

    private static async Task BuryAsync(IRoomStore store, TombstoneRow tombstone, int atMost = 100)
    {
        var epoch = await store.CreateAsync(tombstone.Room);
        var write = Sample.Change(tombstone.Room, epoch) with { Forget = true, Tombstone = tombstone, TombstonesAtMost = atMost };
        Assert.Equal(WriteOutcome.Written, await store.WriteAsync(write));
    }

    private static async Task<IEnumerable<string>> NamesAsync(IRoomStore store) =>
        (await store.TombstonesAsync(Tea.Domain, null, 100, CancellationToken.None)).Select(tombstone => tombstone.Room.Local);
}

/// <summary>On SQLite.</summary>
public sealed class SqliteTombstoneRules : TombstoneRules
{
    protected override TestDatabase CreateDatabase() => new SqliteTestDatabase();
}

[Collection(PostgreSqlCollection.Name)]
public sealed class PostgreSqlTombstoneRules(PostgreSqlCluster cluster) : TombstoneRules
{
    protected override TestDatabase CreateDatabase() => new PostgreSqlTestDatabase(cluster);
}
