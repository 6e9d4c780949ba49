using Akka.Configuration;
using Akka.Coordination;
using Microsoft.Extensions.Logging.Abstractions;
using MucService.Actors.Nodes;
using MucService.Storage;
using MucService.Storage.Tests;
using Npgsql;
using Xunit;

namespace MucService.Actors.Tests.Nodes;

/// <summary>The lease of two nodes, on a real PostgreSQL: one has it, and whoever loses it is told.</summary>
public sealed class PostgreSqlLeaseTests(PostgreSqlCluster server) : IClassFixture<PostgreSqlCluster>, IAsyncLifetime
{
    private const string Name = "sbr";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private string _database = "";

    public async Task InitializeAsync()
    {
        _database = await server.CreateDatabaseAsync();
        var settings = new StorageSettings { Provider = StorageProvider.PostgreSql, ConnectionString = _database };
        await using var store = await RoomStores.OpenAsync(settings, TimeProvider.System, NullLoggerFactory.Instance, CancellationToken.None);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Of_two_that_ask_at_once_one_has_it_and_goes_on_having_it()
    {
        var (one, other) = (LeaseOf("one"), LeaseOf("other"));

        var got = await Task.WhenAll(TakesAsync(one), TakesAsync(other));

        Assert.Single(got, true);
        Assert.Equal((got[0], got[1]), (one.CheckLease(), other.CheckLease()));
        var (holder, without) = got[0] ? (one, other) : (other, one);
        await IsProlongedAsync();
        Assert.False(await TakesAsync(without));
        Assert.True(await TakesAsync(holder));
        Assert.True(await holder.Release());
    }

    [Fact]
    public async Task That_of_a_holder_that_is_dead_runs_out()
    {
        // It prolongs nothing any more.
        Assert.True(await new LeaseTable(_database, Patience).TryTakeAsync(Name, "dead", TimeSpan.FromSeconds(2)));
        var lease = LeaseOf("next", TimeSpan.FromSeconds(60));
        Assert.False(await TakesAsync(lease));

        // The resolver asks once.
        Assert.True(await lease.Acquire());

        Assert.True(lease.CheckLease());
        Assert.True(await lease.Release());
    }

    [Fact]
    public async Task A_holder_whose_lease_another_took_is_told()
    {
        var (lease, lost) = await HeldAsync();

        await ExecuteAsync("UPDATE leases SET owner = 'other', held_until = now() + interval '1 hour'");

        Assert.Null(await lost.WaitAsync(Patience));
        Assert.False(lease.CheckLease());
        Assert.False(await TakesAsync(lease));
    }

    [Fact]
    public async Task That_of_a_holder_that_lives_is_not_waited_for_without_end()
    {
        var (holder, lost) = await HeldAsync();

        Assert.False(await LeaseOf("next", TimeSpan.FromSeconds(1)).Acquire());

        Assert.True(holder.CheckLease());
        Assert.False(lost.IsCompleted);
    }

    [Fact]
    public async Task A_holder_that_cannot_prolong_it_in_time_is_told_and_may_take_it_again()
    {
        var (lease, lost) = await HeldAsync(TimeSpan.FromSeconds(5));

        await server.StopAsync("immediate");
        try
        {
            Assert.IsType<StorageFaultException>(await lost.WaitAsync(Patience));
            Assert.False(lease.CheckLease());
        }
        finally
        {
            await server.StartAsync();
        }

        Assert.True(await lease.Acquire());
        Assert.True(await lease.Release());
    }

    [Fact]
    public async Task A_database_that_is_gone_for_a_moment_costs_nothing()
    {
        var (lease, lost) = await HeldAsync();

        await server.StopAsync("immediate");
        await server.StartAsync();
        await IsProlongedAsync();

        Assert.True(lease.CheckLease());
        Assert.False(lost.IsCompleted);
        Assert.True(await lease.Release());
    }

    [Fact]
    public async Task One_that_is_given_back_is_anothers_at_once_and_nobody_is_told_of_a_loss()
    {
        var (lease, lost) = await HeldAsync();
        var next = LeaseOf("next");
        Assert.False(await TakesAsync(next));

        Assert.True(await lease.Release());

        Assert.True(await TakesAsync(next));
        Assert.False(lease.CheckLease());
        await IsProlongedAsync();
        Assert.False(lost.IsCompleted);
        Assert.False(await lease.Release());
        Assert.True(await next.Release());
    }

    /// <summary>Asks once.</summary>
    private static Task<bool> TakesAsync(PostgreSqlLease lease) => lease.Acquire(_ => { });

    private async Task<(PostgreSqlLease Lease, Task<Exception?> Lost)> HeldAsync(TimeSpan? timeout = null)
    {
        var lease = LeaseOf("one", timeout);
        var lost = new TaskCompletionSource<Exception?>(TaskCreationOptions.RunContinuationsAsynchronously);
        Assert.True(await lease.Acquire(lost.SetResult));
        return (lease, lost.Task);
    }

    private PostgreSqlLease LeaseOf(string owner, TimeSpan? timeout = null) => new(LeaseSettings.Create(
        ConfigurationFactory.ParseString($"""
            connection-string = "{_database}"
            heartbeat-interval = 100ms
            heartbeat-timeout = {(timeout ?? TimeSpan.FromHours(1)).TotalSeconds}s
            lease-operation-timeout = 2s
            """),
        Name,
        owner));

    /// <summary>Waits until the holder has prolonged it.</summary>
    private async Task IsProlongedAsync()
    {
        var before = await HeldUntilAsync();
        await UntilAsync(async () => await HeldUntilAsync() > before);
    }

    private async Task<DateTime> HeldUntilAsync()
    {
        await using var connection = new NpgsqlConnection(_database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT held_until FROM leases", connection);
        return (DateTime)(await command.ExecuteScalarAsync())!;
    }

    private async Task ExecuteAsync(string text)
    {
        await using var connection = new NpgsqlConnection(_database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(text, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (!await isSo())
            await Task.Delay(20, limit.Token);
    }
}
