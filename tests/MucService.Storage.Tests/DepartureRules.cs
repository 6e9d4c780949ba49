using MucService.Xmpp;

namespace MucService.Storage.Tests;

/// <summary>Up to where those who left a room heard what was said in it, and where something was said since. XEP-0437.</summary>
public abstract class DepartureRules
{
    private static readonly BareJid Tea = Sample.Room();
    private static readonly BareJid Milk = Sample.Room("milk");
    private static readonly BareJid Ada = Sample.Session(1).RealJid.Bare;

    protected abstract TestDatabase CreateDatabase();

    [Fact]
    public async Task Where_something_was_said_since_is_known_after_a_restart()
    {
        await using var database = CreateDatabase();
        await using (var store = await database.OpenAsync())
        {
            await LeaveAsync(store, Tea, heard: 2, said: 3);
            await LeaveAsync(store, Milk, heard: 3, said: 3);
        }

        await using var restarted = await database.OpenAsync();
        Assert.Equal([Tea], await ActiveAsync(restarted));
        Assert.Empty(await restarted.ActiveSinceAsync(Tea.Domain, BareJid.Parse("user1@away.example"), 10, CancellationToken.None));
        Assert.Empty(await restarted.ActiveSinceAsync(Domain.Parse("other.example"), Ada, 10, CancellationToken.None));
    }

    [Fact]
    public async Task As_many_rooms_are_told_as_are_asked_for()
    {
        await using var database = CreateDatabase();
        await using var store = await database.OpenAsync();
        await LeaveAsync(store, Tea, heard: 0, said: 1);
        await LeaveAsync(store, Milk, heard: 0, said: 1);

        Assert.Equal([Milk, Tea], await ActiveAsync(store));
        Assert.Equal([Milk], await store.ActiveSinceAsync(Tea.Domain, Ada, 1, CancellationToken.None));
    }

    [Fact]
    public async Task Who_has_a_session_in_the_room_is_not_away_and_leaves_anew()
    {
        await using var database = CreateDatabase();
        await using var store = await database.OpenAsync();
        var epoch = await LeaveAsync(store, Tea, heard: 1, said: 2);

        await WriteAsync(store, Sample.Change(Tea, epoch, Row(Tea, 1)) with { Upserts = [Sample.Session(1)] });
        Assert.Empty(await ActiveAsync(store));

        await WriteAsync(store, Sample.Change(Tea, epoch, Row(Tea)) with { Deletes = [Sample.Session(1).RealJid], Departures = [new DepartureRow(Ada, 2)] });
        Assert.Empty(await ActiveAsync(store));
        await WriteAsync(store, Sample.Change(Tea, epoch) with { History = [Sample.Message(3)] });
        Assert.Equal([Tea], await ActiveAsync(store));
    }

    [Fact]
    public async Task Sessions_of_another_address_that_begins_alike_are_somebody_elses()
    {
        await using var database = CreateDatabase();
        await using var store = await database.OpenAsync();
        var epoch = await LeaveAsync(store, Tea, heard: 0, said: 1);

        foreach (var other in (string[])["user1@home.example.net/desk", "user1@home.exampl/desk", "user11@home.example/desk"])
            await WriteAsync(store, Sample.Change(Tea, epoch, Row(Tea, 1)) with { Upserts = [Sample.Session(2) with { RealJid = FullJid.Parse(other) }] });

        Assert.Equal([Tea], await ActiveAsync(store));
    }

    [Fact]
    public async Task Nothing_is_told_of_rooms_with_a_password_or_to_who_does_not_belong_to_the_room_any_more()
    {
        await using var database = CreateDatabase();
        await using var store = await database.OpenAsync();
        var epoch = await LeaveAsync(store, Tea, heard: 0, said: 1);

        await WriteAsync(store, Sample.Change(Tea, epoch, Row(Tea) with { PasswordProtected = true }));
        Assert.Empty(await ActiveAsync(store));
        await WriteAsync(store, Sample.Change(Tea, epoch, Row(Tea)));
        Assert.Equal([Tea], await ActiveAsync(store));
        await WriteAsync(store, Sample.Change(Tea, epoch) with { Departures = [new DepartureRow(Ada, null)] });
        Assert.Empty(await ActiveAsync(store));
    }

    [Fact]
    public async Task They_go_with_the_room()
    {
        await using var database = CreateDatabase();
        await using var store = await database.OpenAsync();
        var epoch = await LeaveAsync(store, Tea, heard: 0, said: 1);

        await WriteAsync(store, Sample.Change(Tea, epoch) with { Forget = true });
        epoch = await store.CreateAsync(Tea);
        await WriteAsync(store, Sample.Change(Tea, epoch, Row(Tea)) with { History = [Sample.Message(5)] });

        Assert.Empty(await ActiveAsync(store));
    }

    [Fact]
    public async Task Those_of_a_superseded_instance_are_not_written()
    {
        await using var database = CreateDatabase();
        await using var store = await database.OpenAsync();
        var old = await LeaveAsync(store, Tea, heard: 1, said: 1);
        await store.FindAsync(Tea);

        Assert.Equal(WriteOutcome.Superseded, await store.WriteAsync(Sample.Change(Tea, old) with { Departures = [new DepartureRow(Ada, 0)] }));
        Assert.Empty(await ActiveAsync(store));
    }

    /// <summary>Ada leaves a room that she heard up to one message, and in which something was said up to another.</summary>
    private static async Task<long> LeaveAsync(IRoomStore store, BareJid room, long heard, long said)
    {
        var epoch = await store.CreateAsync(room);
        var messages = Enumerable.Range(1, (int)said).Select(number => Sample.Message(number)).ToArray();
        await WriteAsync(store, Sample.Change(room, epoch, Row(room)) with { History = messages, Departures = [new DepartureRow(Ada, heard)] });
        return epoch;
    }

    private static async Task WriteAsync(IRoomStore store, RoomWrite write) => Assert.Equal(WriteOutcome.Written, await store.WriteAsync(write));

    private static Task<IReadOnlyList<BareJid>> ActiveAsync(IRoomStore store) => store.ActiveSinceAsync(Tea.Domain, Ada, 10, CancellationToken.None);

    private static RoomRow Row(BareJid room, int occupants = 0) => Sample.Row(room, occupants) with { PasswordProtected = false };
}

/// <summary>On SQLite.</summary>
public sealed class SqliteDepartureRules : DepartureRules
{
    protected override TestDatabase CreateDatabase() => new SqliteTestDatabase();
}

[Collection(PostgreSqlCollection.Name)]
public sealed class PostgreSqlDepartureRules(PostgreSqlCluster cluster) : DepartureRules
{
    protected override TestDatabase CreateDatabase() => new PostgreSqlTestDatabase(cluster);
}
