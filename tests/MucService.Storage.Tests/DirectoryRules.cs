using MucService.Xmpp;

namespace MucService.Storage.Tests;

/// <summary>What is read across rooms.</summary>
public abstract class DirectoryRules
{
    private static readonly Domain Service = Domain.Parse("muc.example");

    protected abstract TestDatabase CreateDatabase();

    [Fact]
    public async Task A_hundred_thousand_rooms_are_listed_by_pages_each_once_and_in_order()
    {
        await using var database = CreateDatabase();
        await using var store = await database.OpenAsync();
        var rooms = Enumerable.Range(0, 100_000).Select(i => Sample.Room($"room{i}")).ToList();
        await CreateAllAsync(store, rooms.Select(room => Sample.Row(room) with { Public = room.Local.Length % 2 == 0 }));

        var listed = await ListAllAsync(store, Service, publicOnly: false);
        var expected = rooms.Select(room => room.ToString()).Order(StringComparer.Ordinal);
        Assert.Equal(expected, listed.Select(entry => entry.Room.ToString()));
        Assert.Equal(100_000, await store.CountAsync(Service, publicOnly: false, CancellationToken.None));

        var listedPublic = await ListAllAsync(store, Service, publicOnly: true);
        Assert.Equal(rooms.Count(room => room.Local.Length % 2 == 0), listedPublic.Count);
        Assert.All(listedPublic, entry => Assert.True(entry.Public));
        Assert.Equal(listedPublic.Count, await store.CountAsync(Service, publicOnly: true, CancellationToken.None));
    }

    [Fact]
    public async Task A_page_ends_before_a_room_or_with_the_last_one()
    {
        await using var database = CreateDatabase();
        await using var store = await database.OpenAsync();
        await CreateAllAsync(store, new[] { "a", "b", "c", "d", "e" }.Select(name => Sample.Row(Sample.Room(name)) with { Public = name != "d" }));

        Assert.Equal(["d", "e"], await PageAsync(null, publicOnly: false));
        Assert.Equal(["c", "e"], await PageAsync(null, publicOnly: true));
        Assert.Equal(["b", "c"], await PageAsync("d@muc.example", publicOnly: false));
        Assert.Equal(["a"], await PageAsync("b@muc.example", publicOnly: true));
        Assert.Empty(await PageAsync("a@muc.example", publicOnly: true));

        async Task<IEnumerable<string>> PageAsync(string? before, bool publicOnly) =>
            (await store.ListBeforeAsync(Service, before, 2, publicOnly, CancellationToken.None)).Select(entry => entry.Room.Local);
    }

    [Fact]
    public async Task Whoever_created_rooms_has_those_that_are_there()
    {
        await using var database = CreateDatabase();
        await using var store = await database.OpenAsync();
        var (ada, bo) = (BareJid.Parse("ada@home.example"), BareJid.Parse("bo@home.example"));
        await CreateAllAsync(store, new[] { "a", "b", "c" }.Select(name => Sample.Row(Sample.Room(name)) with { Owner = ada }));
        await CreateAllAsync(store, [Sample.Row(Sample.Room("d")) with { Owner = bo }]);

        Assert.Equal(["a", "b", "c"], (await RoomsOfAsync(Service, ada, 10)).Order(StringComparer.Ordinal));
        Assert.Equal(2, (await RoomsOfAsync(Service, ada, 2)).Count());
        Assert.Equal(["d"], await RoomsOfAsync(Service, bo, 10));
        Assert.Empty(await RoomsOfAsync(Domain.Parse("other.example"), ada, 10));

        async Task<IEnumerable<string>> RoomsOfAsync(Domain service, BareJid owner, int limit) =>
            (await store.RoomsOfAsync(service, owner, limit, CancellationToken.None)).Select(room => room.Local);
    }

    [Fact]
    public async Task A_page_says_of_a_room_what_disco_shows()
    {
        await using var database = CreateDatabase();
        await using var store = await database.OpenAsync();
        var row = Sample.Row(Sample.Room(), occupants: 3);
        await CreateAllAsync(store, [row]);

        var entry = Assert.Single(await store.ListAsync(Service, null, 10, publicOnly: true, CancellationToken.None));

        Assert.Equal(
            new DirectoryEntry(row.Room, row.Owner, row.CreatedAt, row.Name, row.Description, 3, true, false, true, true, true), entry);
    }

    [Fact]
    public async Task Locked_and_hidden_rooms_and_those_of_other_services_are_not_listed_in_public()
    {
        await using var database = CreateDatabase();
        await using var store = await database.OpenAsync();
        var other = BareJid.Parse("tea@other.example");
        await CreateAllAsync(store,
        [
            Sample.Row(Sample.Room("locked")) with { Locked = true },
            Sample.Row(Sample.Room("hidden")) with { Public = false },
            Sample.Row(Sample.Room("open")),
            Sample.Row(other),
        ]);

        var listed = await store.ListAsync(Service, null, 10, publicOnly: true, CancellationToken.None);

        Assert.Equal([Sample.Room("open")], listed.Select(entry => entry.Room));
        Assert.Equal(1, await store.CountAsync(other.Domain, publicOnly: true, CancellationToken.None));
    }

    [Fact]
    public async Task Occupied_rooms_come_busiest_first_and_each_once()
    {
        await using var database = CreateDatabase();
        await using var store = await database.OpenAsync();
        await CreateAllAsync(store, Enumerable.Range(0, 12_000).Select(i => Sample.Row(Sample.Room($"room{i}"), occupants: i % 7)));

        var occupied = await store.OccupiedRoomsAsync(CancellationToken.None).ToListAsync();

        Assert.Equal(Enumerable.Range(0, 12_000).Count(i => i % 7 > 0), occupied.Select(room => room.Room).Distinct().Count());
        Assert.Equal(occupied.OrderByDescending(room => room.Occupants).Select(room => room.Occupants), occupied.Select(room => room.Occupants));
    }

    [Fact]
    public async Task A_room_is_occupied_and_listed_as_its_last_write_says()
    {
        await using var database = CreateDatabase();
        await using var store = await database.OpenAsync();
        var room = Sample.Room();
        var epoch = await store.CreateAsync(room);

        await store.WriteAsync(Sample.Change(room, epoch, Sample.Row(room, 2)));
        Assert.Equal([new OccupiedRoom(room, 2)], await store.OccupiedRoomsAsync(CancellationToken.None).ToListAsync());

        await store.WriteAsync(Sample.Change(room, epoch, Sample.Row(room) with { Public = false }));
        Assert.Empty(await store.OccupiedRoomsAsync(CancellationToken.None).ToListAsync());
        Assert.Equal(0, await store.CountAsync(Service, publicOnly: true, CancellationToken.None));

        await store.WriteAsync(Sample.Change(room, epoch, Sample.Row(room) with { Locked = true }));
        Assert.Equal(0, await store.CountAsync(Service, publicOnly: true, CancellationToken.None));
        Assert.Equal(1, await store.CountAsync(Service, publicOnly: false, CancellationToken.None));
    }

    [Fact]
    public async Task Domains_are_counted_from_sessions()
    {
        await using var database = CreateDatabase();
        await using var store = await database.OpenAsync();
        await store.CreateAsync(Sample.Room("a"), 2, Sample.Session(1), Sample.Session(2, "away.example"));
        await store.CreateAsync(Sample.Room("b"), 1, Sample.Session(3, "away.example"));
        await store.CreateAsync(BareJid.Parse("c@other.example"), 1, Sample.Session(4));

        var domains = await store.DomainsAsync(CancellationToken.None);

        Assert.Equal(
            [
                new DomainSessions(Service, Domain.Parse("away.example"), 2),
                new DomainSessions(Service, Domain.Parse("home.example"), 1),
                new DomainSessions(Domain.Parse("other.example"), Domain.Parse("home.example"), 1),
            ],
            domains);
    }

    [Fact]
    public async Task Reading_does_not_wait_for_writing()
    {
        await using var database = CreateDatabase();
        await using var store = await TestDatabase.OpenAsync(database.Settings with { CommitTimeout = TimeSpan.FromSeconds(30) });
        var epoch = await store.CreateAsync(Sample.Room());
        Task<WriteOutcome> write;
        await using (await database.BlockWritingAsync())
        {
            write = store.WriteAsync(Sample.Change(Sample.Room(), epoch, Sample.Row(Sample.Room(), 5)));

            var listed = await store.ListAsync(Service, null, 1, publicOnly: true, CancellationToken.None);

            Assert.Equal(0, Assert.Single(listed).Occupants);
            Assert.False(write.IsCompleted);
        }

        Assert.Equal(WriteOutcome.Written, await write);
    }

    private static async Task CreateAllAsync(IRoomStore store, IEnumerable<RoomRow> rows)
    {
        var missing = Assert.IsType<OpenOutcome.Missing>(await store.OpenAsync(Sample.Room("none")));
        var writes = rows.Select(row => store.WriteAsync(new RoomWrite(row.Room, missing.Epoch, row, [], [], [], Create: true, Forget: false)));
        Assert.All(await Task.WhenAll(writes), outcome => Assert.Equal(WriteOutcome.Written, outcome));
    }

    private static async Task<List<DirectoryEntry>> ListAllAsync(IRoomStore store, Domain service, bool publicOnly)
    {
        var all = new List<DirectoryEntry>();
        while (true)
        {
            var page = await store.ListAsync(service, all.Count == 0 ? null : all[^1].Room.ToString(), 1000, publicOnly, CancellationToken.None);
            all.AddRange(page);
            if (page.Count < 1000)
                return all;
        }
    }
}

public sealed class SqliteDirectoryRules : DirectoryRules
{
    protected override TestDatabase CreateDatabase() => new SqliteTestDatabase();
}

[Collection(PostgreSqlCollection.Name)]
public sealed class PostgreSqlDirectoryRules(PostgreSqlCluster cluster) : DirectoryRules
{
    protected override TestDatabase CreateDatabase() => new PostgreSqlTestDatabase(cluster);
}
