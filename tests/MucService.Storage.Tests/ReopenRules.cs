using MucService.Xmpp;

namespace MucService.Storage.Tests;

/// <summary>An instance of a room goes on after a failed write only while no newer one was opened, on every database.</summary>
public abstract class ReopenRules
{
    private static readonly BareJid Tea = Sample.Room();

    protected abstract TestDatabase CreateDatabase();

    [Fact]
    public async Task The_newest_instance_goes_on_with_its_epoch_and_with_what_is_true()
    {
        await using var database = CreateDatabase();
        await using var store = await database.OpenAsync();
        var epoch = await store.CreateAsync(Tea, 1, Sample.Session(1));
        await FailAsync(store, epoch);

        var found = Assert.IsType<OpenOutcome.Found>(await store.ReopenAsync(Tea, epoch));

        Assert.Equal(epoch, found.Epoch);
        Assert.Equivalent(new[] { Sample.Session(1) }, found.Sessions, strict: true);
        Assert.Equal(WriteOutcome.Written, await store.WriteAsync(Sample.Change(Tea, epoch, Sample.Row(Tea, 2))));
    }

    [Fact]
    public async Task An_older_one_hears_that_it_is_superseded_and_takes_nothing_from_the_newer()
    {
        await using var database = CreateDatabase();
        await using var store = await database.OpenAsync();
        var old = await store.CreateAsync(Tea);
        await FailAsync(store, old);
        var newer = (await store.FindAsync(Tea)).Epoch;

        Assert.IsType<OpenOutcome.Superseded>(await store.ReopenAsync(Tea, old));

        Assert.Equal(WriteOutcome.Superseded, await store.WriteAsync(Sample.Change(Tea, old, Sample.Row(Tea, 9))));
        Assert.Equal(WriteOutcome.Written, await store.WriteAsync(Sample.Change(Tea, newer, Sample.Row(Tea, 2))));
    }

    [Fact]
    public async Task One_whose_room_could_not_be_made_makes_it_later_unless_another_was_quicker()
    {
        await using var database = CreateDatabase();
        await using var store = await database.OpenAsync();
        var first = Assert.IsType<OpenOutcome.Missing>(await store.OpenAsync(Tea)).Epoch;
        var second = Assert.IsType<OpenOutcome.Missing>(await store.OpenAsync(Tea)).Epoch;
        Assert.Equal(WriteOutcome.Failed, await store.WriteAsync(Sample.Create(Tea, first, 1, Sample.Session(1) with { Nick = null! })));

        Assert.Equal(first, Assert.IsType<OpenOutcome.Missing>(await store.ReopenAsync(Tea, first)).Epoch);
        Assert.Equal(WriteOutcome.Written, await store.WriteAsync(Sample.Create(Tea, first)));
        Assert.IsType<OpenOutcome.Superseded>(await store.ReopenAsync(Tea, second));
        Assert.IsType<OpenOutcome.Found>(await store.ReopenAsync(Tea, first));
    }

    private static async Task FailAsync(IRoomStore store, long epoch)
    {
        var unstorable = Sample.Change(Tea, epoch) with { Upserts = [Sample.Session(2) with { Nick = null! }] };
        Assert.Equal(WriteOutcome.Failed, await store.WriteAsync(unstorable));
        Assert.Equal(WriteOutcome.Failed, await store.WriteAsync(Sample.Change(Tea, epoch, Sample.Row(Tea, 5))));
    }
}

public sealed class SqliteReopenRules : ReopenRules
{
    protected override TestDatabase CreateDatabase() => new SqliteTestDatabase();
}

[Collection(PostgreSqlCollection.Name)]
public sealed class PostgreSqlReopenRules(PostgreSqlCluster cluster) : ReopenRules
{
    protected override TestDatabase CreateDatabase() => new PostgreSqlTestDatabase(cluster);
}
