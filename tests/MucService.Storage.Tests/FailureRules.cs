using MucService.Xmpp;

namespace MucService.Storage.Tests;

/// <summary>What a failed write does to what follows it, on every database.</summary>
public abstract class FailureRules
{
    private static readonly BareJid Tea = Sample.Room();
    private static readonly BareJid Coffee = Sample.Room("coffee");

    protected abstract TestDatabase CreateDatabase();

    [Fact]
    public async Task A_change_that_cannot_be_stored_fails_alone()
    {
        await using var database = CreateDatabase();
        await using var store = await database.OpenAsync();
        var (tea, coffee) = (await store.CreateAsync(Tea), await store.CreateAsync(Coffee));
        var unstorable = Sample.Change(Tea, tea) with { Upserts = [Sample.Session(1) with { Nick = null! }] };

        var outcomes = await Task.WhenAll(
            store.WriteAsync(Sample.Change(Coffee, coffee, Sample.Row(Coffee, 1))),
            store.WriteAsync(unstorable),
            store.WriteAsync(Sample.Change(Coffee, coffee, Sample.Row(Coffee, 2))));

        Assert.Equal([WriteOutcome.Written, WriteOutcome.Failed, WriteOutcome.Written], outcomes);
        Assert.False(store.Health.IsDown);
        Assert.Equal(2, (await store.FindAsync(Coffee)).Row.Occupants);
    }

    [Fact]
    public async Task What_follows_a_failed_write_fails_until_the_room_is_opened_again()
    {
        await using var database = CreateDatabase();
        await using var store = await database.OpenAsync();
        var epoch = await store.CreateAsync(Tea);
        var unstorable = Sample.Change(Tea, epoch) with { Upserts = [Sample.Session(1) with { Nick = null! }] };
        var next = Sample.Change(Tea, epoch, Sample.Row(Tea, 5));

        var outcomes = await Task.WhenAll(store.WriteAsync(unstorable), store.WriteAsync(next), store.WriteAsync(next));
        Assert.All(outcomes, outcome => Assert.Equal(WriteOutcome.Failed, outcome));
        Assert.Equal(WriteOutcome.Failed, await store.WriteAsync(next));

        var found = await store.FindAsync(Tea);
        Assert.Equal(0, found.Row.Occupants);
        Assert.Equal(WriteOutcome.Written, await store.WriteAsync(next with { Epoch = found.Epoch }));
        Assert.Equal(WriteOutcome.Superseded, await store.WriteAsync(next));
    }

    [Fact]
    public async Task Nothing_follows_from_history_or_from_what_is_written_behind()
    {
        await using var database = CreateDatabase();
        await using var store = await database.OpenAsync();
        var epoch = await store.CreateAsync(Tea);
        var history = Sample.Change(Tea, epoch) with { History = [Sample.Message(1) with { Nick = null! }] };
        var behind = Sample.Change(Tea, epoch) with { Upserts = [Sample.Session(1) with { Nick = null! }], Behind = true };

        Assert.Equal(WriteOutcome.Failed, await store.WriteAsync(history));
        Assert.Equal(WriteOutcome.Failed, await store.WriteAsync(behind));

        Assert.Equal(WriteOutcome.Written, await store.WriteAsync(Sample.Change(Tea, epoch, Sample.Row(Tea, 5))));
    }

    [Fact]
    public async Task Over_the_bound_of_the_queue_writes_fail_at_once()
    {
        await using var database = CreateDatabase();
        await using var store = await TestDatabase.OpenAsync(database.Settings with { MaxQueuedUnits = 100 });
        var epoch = await store.CreateAsync(Tea);
        var writes = new List<Task<WriteOutcome>>();
        for (var i = 0; i < 20_000; i++)
        {
            var row = Sample.Row(Tea, i);
            writes.Add(store.WriteAsync(Sample.Change(Tea, epoch, row)));
        }

        var outcomes = await Task.WhenAll(writes);
        var firstFailed = Array.IndexOf(outcomes, WriteOutcome.Failed);

        Assert.InRange(firstFailed, 100, 19_999);
        Assert.All(outcomes.Take(firstFailed), outcome => Assert.Equal(WriteOutcome.Written, outcome));
        Assert.All(outcomes.Skip(firstFailed), outcome => Assert.Equal(WriteOutcome.Failed, outcome));
        Assert.Equal(firstFailed - 1, (await store.FindAsync(Tea)).Row.Occupants);
        Assert.False(store.Health.IsDown);
    }

    [Fact]
    public async Task A_callback_that_throws_ends_neither_writer_nor_readers()
    {
        await using var database = CreateDatabase();
        await using var store = await database.OpenAsync();
        var epoch = await store.CreateAsync(Tea);

        store.Write(Sample.Change(Tea, epoch, Sample.Row(Tea, 1)), _ => throw new InvalidOperationException("thrown on purpose"));
        for (var i = 0; i < 5; i++)
            store.Open(Coffee, _ => throw new InvalidOperationException("thrown on purpose"));
        for (var i = 0; i < 5; i++)
            store.Open(Tea, _ => throw new InvalidOperationException("thrown on purpose"));

        epoch = (await store.FindAsync(Tea)).Epoch;
        Assert.Equal(WriteOutcome.Written, await store.WriteAsync(Sample.Change(Tea, epoch, Sample.Row(Tea, 2))));
    }

    [Fact]
    public async Task Closing_commits_what_waits_and_refuses_what_comes_later()
    {
        await using var database = CreateDatabase();
        var store = await database.OpenAsync();
        var epoch = await store.CreateAsync(Tea);
        var writes = Enumerable.Range(0, 1000).Select(i => store.WriteAsync(Sample.Change(Tea, epoch, Sample.Row(Tea, i)))).ToList();

        await store.DisposeAsync();

        Assert.All(await Task.WhenAll(writes), outcome => Assert.Equal(WriteOutcome.Written, outcome));
        Assert.Equal(WriteOutcome.Failed, await store.WriteAsync(Sample.Change(Tea, epoch)));
        Assert.IsType<OpenOutcome.Failed>(await store.OpenAsync(Tea));
        await Assert.ThrowsAsync<StorageFaultException>(() => store.DomainsAsync(CancellationToken.None));
    }

    [Fact]
    public async Task A_write_that_contradicts_itself_is_refused_as_a_mistake()
    {
        await using var database = CreateDatabase();
        await using var store = await database.OpenAsync();

        Assert.Throws<ArgumentException>(() => store.Write(Sample.Change(Tea, 1) with { Create = true }, _ => { }));
        Assert.Throws<ArgumentException>(() => store.Write(Sample.Create(Tea, 1) with { Forget = true }, _ => { }));
        Assert.Throws<ArgumentException>(() => store.Write(Sample.Change(Tea, 1, Sample.Row(Coffee)), _ => { }));
    }
}

public sealed class SqliteFailureRules : FailureRules
{
    protected override TestDatabase CreateDatabase() => new SqliteTestDatabase();
}

[Collection(PostgreSqlCollection.Name)]
public sealed class PostgreSqlFailureRules(PostgreSqlCluster cluster) : FailureRules
{
    protected override TestDatabase CreateDatabase() => new PostgreSqlTestDatabase(cluster);
}
