using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using MucService.Xmpp;

namespace MucService.Storage.Tests;

/// <summary>Whom the service removed, and why: kept over restarts, found by JID, bounded.</summary>
public abstract class RemovalRules
{
    private static readonly BareJid Tea = Sample.Room();

    protected abstract TestDatabase CreateDatabase();

    [Fact]
    public async Task A_removal_is_found_after_a_restart_by_session_account_and_domain()
    {
        await using var database = CreateDatabase();
        var removal = Of("ada@home.example/desk", 0);
        await using (var store = await database.OpenAsync())
            await KeepAsync(store, removal, Of("ada@home.example/phone", 1), Of("bo@home.example/desk", 2), Of("ada@away.example/desk", 3));

        await using var restarted = await database.OpenAsync();
        Assert.Equal([removal], await FindAsync(restarted, "ada@home.example/desk"));
        Assert.Equal([1, 0], MinutesOf(await FindAsync(restarted, "ada@home.example")));
        Assert.Equal([2, 1, 0], MinutesOf(await FindAsync(restarted, "home.example")));
        Assert.Equal([3, 2, 1, 0], MinutesOf(await FindAsync(restarted, null)));
        Assert.Equal([3], MinutesOf(await restarted.RemovalsAsync(null, 1, CancellationToken.None)));
        Assert.Empty(await FindAsync(restarted, "nobody.example"));
    }

    [Fact]
    public async Task Of_too_many_the_oldest_make_room()
    {
        await using var database = CreateDatabase();
        await using var store = await RoomStores.OpenAsync(
            database.Settings with { MaxRemovals = 3 }, TimeProvider.System, NullLoggerFactory.Instance, CancellationToken.None);

        for (var minute = 0; minute < 10; minute++)
            await KeepAsync(store, Of(string.Create(CultureInfo.InvariantCulture, $"user{minute}@home.example/desk"), minute));

        Assert.Equal([9, 8, 7], MinutesOf(await FindAsync(store, null)));
    }

    [Fact]
    public async Task What_is_older_than_the_time_they_are_kept_goes_with_the_next()
    {
        await using var database = CreateDatabase();
        await using var store = await database.OpenAsync();
        await KeepAsync(store, Of("ada@home.example/desk", 0));

        var later = Of("bo@home.example/desk", 0) with { At = Sample.Noon + database.Settings.KeepRemovals };
        await KeepAsync(store, later);

        Assert.Equal([later], await FindAsync(store, null));
    }

    [Fact]
    public async Task They_share_a_commit_with_what_their_room_writes_and_need_no_room()
    {
        await using var database = CreateDatabase();
        await using var store = await database.OpenAsync();
        var epoch = await store.CreateAsync(Tea, 1, Sample.Session(1));

        var kept = KeepAsync(store, [.. Enumerable.Range(0, 200).Select(minute => Of("ada@home.example/desk", minute))]);
        var gone = store.WriteAsync(Sample.Change(Tea, epoch) with { Deletes = [Sample.Session(1).RealJid] });
        await kept;

        Assert.Equal(WriteOutcome.Written, await gone);
        await KeepAsync(store, Of("bo@home.example/desk", 1) with { Room = Sample.Room("nowhere") });
        Assert.Equal(201, (await FindAsync(store, null)).Count);
    }

    private static RemovalRow Of(string session, int minutes) => new(Sample.Noon.AddMinutes(minutes), Tea, FullJid.Parse(session), "a probe proved it gone ☕");

    private static IEnumerable<int> MinutesOf(IReadOnlyList<RemovalRow> removals) => removals.Select(removal => (int)(removal.At - Sample.Noon).TotalMinutes);

    private static Task<IReadOnlyList<RemovalRow>> FindAsync(IRoomStore store, string? of) =>
        store.RemovalsAsync(of is null ? null : Jid.Parse(of), 1000, CancellationToken.None);

    private static async Task KeepAsync(IRoomStore store, params RemovalRow[] removals)
    {
        var kept = removals.Select(removal =>
        {
            var done = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
            store.KeepRemoval(removal, done.SetResult);
            return done.Task;
        });
        Assert.All(await Task.WhenAll(kept).WaitAsync(TimeSpan.FromSeconds(60)), Assert.True);
    }
}

/// <summary>On SQLite.</summary>
public sealed class SqliteRemovalRules : RemovalRules
{
    protected override TestDatabase CreateDatabase() => new SqliteTestDatabase();
}

/// <summary>On PostgreSQL.</summary>
[Collection(PostgreSqlCollection.Name)]
public sealed class PostgreSqlRemovalRules(PostgreSqlCluster cluster) : RemovalRules
{
    protected override TestDatabase CreateDatabase() => new PostgreSqlTestDatabase(cluster);
}
