using MucService.Xmpp;

namespace MucService.Storage.Tests;

/// <summary>What every database keeps of rooms.</summary>
public abstract class RoomRules
{
    private static readonly BareJid Tea = Sample.Room();

    protected abstract TestDatabase CreateDatabase();

    [Fact]
    public async Task What_was_written_is_read_back()
    {
        await using var database = CreateDatabase();
        await using var store = await database.OpenAsync();
        var epoch = await store.CreateAsync(Tea, 2, Sample.Session(2), Sample.Session(1));
        var history = new RoomWrite(Tea, epoch, null, [], [], [Sample.Message(1), Sample.Message(2)], Create: false, Forget: false);
        Assert.Equal(WriteOutcome.Written, await store.WriteAsync(history));

        var found = await store.FindAsync(Tea);

        Assert.Equal(Sample.Row(Tea, 2), found.Row);
        Assert.Equivalent(new[] { Sample.Session(1), Sample.Session(2) }, found.Sessions, strict: true);
        Assert.Equivalent(history.History, found.History, strict: true);
        Assert.True(found.Epoch > epoch);
    }

    [Fact]
    public async Task A_room_that_does_not_exist_leaves_nothing_behind()
    {
        await using var database = CreateDatabase();
        await using var store = await database.OpenAsync();

        Assert.IsType<OpenOutcome.Missing>(await store.OpenAsync(Tea));

        Assert.IsType<OpenOutcome.Missing>(await store.OpenAsync(Tea));
        Assert.Equal(0, await store.CountAsync(Tea.Domain, publicOnly: false, CancellationToken.None));
    }

    [Fact]
    public async Task A_newer_instance_supersedes_an_older_one_and_nothing_of_it_is_applied()
    {
        await using var database = CreateDatabase();
        await using var store = await database.OpenAsync();
        var old = await store.CreateAsync(Tea, 1, Sample.Session(1));
        var newer = await store.FindAsync(Tea);

        var late = new RoomWrite(
            Tea, old, Sample.Row(Tea, 9), [Sample.Session(2)], [Sample.Session(1).RealJid], [Sample.Message(1)], Create: false, Forget: false);
        Assert.Equal(WriteOutcome.Superseded, await store.WriteAsync(late));
        Assert.Equal(WriteOutcome.Superseded, await store.WriteAsync(late with { Row = null }));
        Assert.Equal(WriteOutcome.Superseded, await store.WriteAsync(Sample.Change(Tea, old) with { Forget = true }));
        Assert.Equal(WriteOutcome.Written, await store.WriteAsync(Sample.Change(Tea, newer.Epoch, Sample.Row(Tea, 1))));

        var found = await store.FindAsync(Tea);
        Assert.Equal(1, found.Row.Occupants);
        Assert.Equivalent(new[] { Sample.Session(1) }, found.Sessions, strict: true);
        Assert.Empty(found.History);
    }

    [Fact]
    public async Task Creating_a_room_that_exists_is_superseded()
    {
        await using var database = CreateDatabase();
        await using var store = await database.OpenAsync();
        var first = Assert.IsType<OpenOutcome.Missing>(await store.OpenAsync(Tea));
        var second = Assert.IsType<OpenOutcome.Missing>(await store.OpenAsync(Tea));
        Assert.Equal(WriteOutcome.Written, await store.WriteAsync(Sample.Create(Tea, second.Epoch)));

        Assert.Equal(WriteOutcome.Superseded, await store.WriteAsync(Sample.Create(Tea, first.Epoch, 1, Sample.Session(1))));

        Assert.Empty((await store.FindAsync(Tea)).Sessions);
    }

    [Fact]
    public async Task A_forgotten_room_is_gone_with_its_sessions_and_history()
    {
        await using var database = CreateDatabase();
        await using var store = await database.OpenAsync();
        var epoch = await store.CreateAsync(Tea, 1, Sample.Session(1));
        await store.WriteAsync(Sample.Change(Tea, epoch) with { History = [Sample.Message(1)] });

        Assert.Equal(WriteOutcome.Written, await store.WriteAsync(Sample.Change(Tea, epoch) with { Forget = true }));

        await store.CreateAsync(Tea);
        var found = await store.FindAsync(Tea);
        Assert.Empty(found.Sessions);
        Assert.Empty(found.History);
    }

    [Fact]
    public async Task What_owners_published_of_a_room_stays_until_they_take_it_away_or_the_room_is_forgotten()
    {
        await using var database = CreateDatabase();
        await using var store = await database.OpenAsync();
        var epoch = await store.CreateAsync(Tea);
        var large = new byte[100_000];
        Random.Shared.NextBytes(large);

        await store.WriteAsync(Sample.Change(Tea, epoch) with { VCard = [1, 2, 3] });
        await store.WriteAsync(Sample.Change(Tea, epoch) with { VCard = large });
        await store.WriteAsync(Sample.Change(Tea, epoch, Sample.Row(Tea)));
        var found = await store.FindAsync(Tea);
        Assert.Equal(large, found.VCard);

        await store.WriteAsync(Sample.Change(Tea, found.Epoch) with { VCard = [] });
        found = await store.FindAsync(Tea);
        Assert.Empty(found.VCard);

        await store.WriteAsync(Sample.Change(Tea, found.Epoch) with { VCard = large });
        await store.WriteAsync(Sample.Change(Tea, found.Epoch) with { Forget = true });
        await store.CreateAsync(Tea);
        Assert.Empty((await store.FindAsync(Tea)).VCard);
    }

    [Fact]
    public async Task A_room_created_again_never_repeats_an_epoch()
    {
        await using var database = CreateDatabase();
        await using var store = await database.OpenAsync();
        var before = await store.CreateAsync(Tea);
        before = (await store.FindAsync(Tea)).Epoch;
        await store.WriteAsync(Sample.Change(Tea, before) with { Forget = true });
        var again = await store.CreateAsync(Tea);

        Assert.True(again > before);
        Assert.Equal(WriteOutcome.Superseded, await store.WriteAsync(Sample.Change(Tea, before, Sample.Row(Tea))));
    }

    [Fact]
    public async Task Epochs_grow_over_restarts()
    {
        await using var database = CreateDatabase();
        long before;
        await using (var store = await database.OpenAsync())
            before = await store.CreateAsync(Tea);

        await using var restarted = await database.OpenAsync();

        Assert.True(Assert.IsType<OpenOutcome.Missing>(await restarted.OpenAsync(Sample.Room("coffee"))).Epoch > before);
        Assert.True((await restarted.FindAsync(Tea)).Epoch > before);
    }

    [Fact]
    public async Task Sessions_and_history_are_written_over_in_place()
    {
        await using var database = CreateDatabase();
        await using var store = await database.OpenAsync();
        var epoch = await store.CreateAsync(Tea, 1, Sample.Session(1));
        var renamed = Sample.Session(1) with { Nick = "Other", Presence = [1, 2, 3], CapsNode = null };
        for (var number = 1; number <= 25; number++)
            await store.WriteAsync(Sample.Change(Tea, epoch) with { History = [Sample.Message(number)] });

        await store.WriteAsync(Sample.Change(Tea, epoch) with { Upserts = [renamed] });

        var found = await store.FindAsync(Tea);
        Assert.Equivalent(new[] { renamed }, found.Sessions, strict: true);
        Assert.Equal(Enumerable.Range(6, 20).Select(number => (long)number), found.History.Select(message => message.Number));
    }

    [Fact]
    public async Task Writes_of_one_room_that_share_commits_keep_their_order()
    {
        await using var database = CreateDatabase();
        await using var store = await database.OpenAsync();
        var rooms = Enumerable.Range(0, 20).Select(i => Sample.Room($"room{i}")).ToList();
        var epochs = await Task.WhenAll(rooms.Select(room => store.CreateAsync(room)));
        var acknowledged = new List<int>[rooms.Count];
        var writes = new List<Task<WriteOutcome>>();
        for (var step = 0; step < 200; step++)
        {
            for (var i = 0; i < rooms.Count; i++)
            {
                var row = Sample.Row(rooms[i], step);
                var write = Sample.Change(rooms[i], epochs[i], row) with { Upserts = step % 2 == 0 ? [Sample.Session(1)] : [], Deletes = step % 2 == 1 ? [Sample.Session(1).RealJid] : [] };
                var order = acknowledged[i] ??= [];
                var (done, number) = (new TaskCompletionSource<WriteOutcome>(), step);
                store.Write(write, outcome =>
                {
                    order.Add(number);
                    done.SetResult(outcome);
                });
                writes.Add(done.Task);
            }
        }

        Assert.All(await Task.WhenAll(writes), outcome => Assert.Equal(WriteOutcome.Written, outcome));
        Assert.All(acknowledged, order => Assert.Equal(Enumerable.Range(0, 200), order));
        foreach (var room in rooms)
        {
            var found = await store.FindAsync(room);
            Assert.Equal(199, found.Row.Occupants);
            Assert.Empty(found.Sessions);
        }

        Assert.True(store.Metrics.Commits < store.Metrics.Written, $"{store.Metrics.Commits} commits of {store.Metrics.Written} writes");
        Assert.Equal(0, store.Metrics.QueuedUnits);
        Assert.Equal(0, store.Metrics.QueuedBytes);
    }

    [Fact]
    public async Task A_life_from_creation_to_oblivion_may_share_one_commit()
    {
        await using var database = CreateDatabase();
        await using var store = await database.OpenAsync();
        var epoch = Assert.IsType<OpenOutcome.Missing>(await store.OpenAsync(Tea)).Epoch;

        var outcomes = await Task.WhenAll(
            store.WriteAsync(Sample.Create(Tea, epoch, 1, Sample.Session(1))),
            store.WriteAsync(Sample.Change(Tea, epoch, Sample.Row(Tea, 2)) with { Upserts = [Sample.Session(2)] }),
            store.WriteAsync(Sample.Change(Tea, epoch) with { Forget = true }),
            store.WriteAsync(Sample.Create(Tea, epoch, 1, Sample.Session(3))),
            store.WriteAsync(Sample.Change(Tea, epoch) with { Upserts = [Sample.Session(4)] }));

        Assert.All(outcomes, outcome => Assert.Equal(WriteOutcome.Written, outcome));
        var found = await store.FindAsync(Tea);
        Assert.Equal([3, 4], found.Sessions.Select(session => session.Order));
    }
}

public sealed class SqliteRoomRules : RoomRules
{
    protected override TestDatabase CreateDatabase() => new SqliteTestDatabase();
}

[Collection(PostgreSqlCollection.Name)]
public sealed class PostgreSqlRoomRules(PostgreSqlCluster cluster) : RoomRules
{
    protected override TestDatabase CreateDatabase() => new PostgreSqlTestDatabase(cluster);
}
