using MucService.Xmpp;

namespace MucService.Storage.Tests;

/// <summary>Two nodes on one PostgreSQL.</summary>
[Collection(PostgreSqlCollection.Name)]
public sealed class SeveralNodesRules(PostgreSqlCluster cluster)
{
    [Fact]
    public async Task The_node_that_opened_a_room_last_writes_and_the_other_is_superseded()
    {
        await using var database = new PostgreSqlTestDatabase(cluster);
        await using var one = await database.OpenAsync();
        await using var other = await database.OpenAsync();
        var room = Sample.Room();
        var old = await one.CreateAsync(room, 1, Sample.Session(1));

        var found = await other.FindAsync(room);

        Assert.Equivalent(new[] { Sample.Session(1) }, found.Sessions, strict: true);
        Assert.True(found.Epoch > old);
        Assert.Equal(WriteOutcome.Superseded, await one.WriteAsync(Sample.Change(room, old, Sample.Row(room, 9))));
        Assert.Equal(WriteOutcome.Written, await other.WriteAsync(Sample.Change(room, found.Epoch, Sample.Row(room, 2))));
    }

    [Fact]
    public async Task Of_two_nodes_that_create_the_same_rooms_at_once_one_wins_each()
    {
        await using var database = new PostgreSqlTestDatabase(cluster);
        await using var one = await database.OpenAsync();
        await using var other = await database.OpenAsync();
        var rooms = Enumerable.Range(0, 300).Select(i => Sample.Room($"room{i}")).ToList();

        var outcomes = await Task.WhenAll(rooms.Select(room => Task.WhenAll(CreateAsync(one, room), CreateAsync(other, room))));

        Assert.All(outcomes, pair => Assert.Equal([WriteOutcome.Written, WriteOutcome.Superseded], pair.Order()));
        Assert.False(one.Health.IsDown);
        Assert.False(other.Health.IsDown);
    }

    [Fact]
    public async Task Rooms_that_wander_between_nodes_under_load_never_lose_a_step()
    {
        await using var database = new PostgreSqlTestDatabase(cluster);
        await using var one = await database.OpenAsync();
        await using var other = await database.OpenAsync();
        var rooms = Enumerable.Range(0, 10).Select(i => Sample.Room($"room{i}")).ToList();
        foreach (var room in rooms)
            await one.CreateAsync(room);

        await Task.WhenAll(rooms.Select(async room =>
        {
            for (var step = 0; step < 40; step++)
            {
                var node = step % 2 == 0 ? other : one;
                var found = await node.FindAsync(room);
                Assert.Equal(step, found.Row.Occupants);
                Assert.Equal(WriteOutcome.Written, await node.WriteAsync(Sample.Change(room, found.Epoch, Sample.Row(room, step + 1))));
            }
        }));
    }

    private static async Task<WriteOutcome> CreateAsync(IRoomStore store, BareJid room)
    {
        // Whoever comes later finds it, or is superseded: to him it is the same.
        return await store.OpenAsync(room) is OpenOutcome.Missing missing
            ? await store.WriteAsync(Sample.Create(room, missing.Epoch))
            : WriteOutcome.Superseded;
    }
}
