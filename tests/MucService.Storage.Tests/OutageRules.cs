using System.Globalization;
using Microsoft.Data.Sqlite;
using MucService.Storage.Reading;
using MucService.Storage.Sqlite;
using MucService.Storage.Writing;
using MucService.Xmpp;
using Npgsql;

namespace MucService.Storage.Tests;

/// <summary>The database stops working, and comes back: nothing acknowledged is lost, all recovers by itself.</summary>
public static class OutageRules
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly BareJid Tea = Sample.Room();

    public sealed class OfPostgreSql(PostgreSqlCluster cluster) : IClassFixture<PostgreSqlCluster>
    {
        [Theory]
        [InlineData("fast")]
        [InlineData("immediate")]
        public async Task The_server_stops_under_load_and_comes_back(string how)
        {
            await using var database = new PostgreSqlTestDatabase(cluster);
            using var log = new RecordedLog();
            await using var store = await RoomStores.OpenAsync(database.Settings, TimeProvider.System, log, CancellationToken.None);
            var load = Load.On(store);
            await Waiting.Until(() => store.Metrics.Written > 500);

            await cluster.StopAsync(how);
            await Waiting.Until(() => store.Health.IsDown);
            await load.StopAsync();
            var (isDown, reason) = (store.Health.IsDown, store.Health.Reason);
            var refused = await store.WriteAsync(Sample.Change(Tea, 1));
            var opening = await store.OpenAsync(Tea);
            await Assert.ThrowsAsync<StorageFaultException>(() => store.CountAsync(Tea.Domain, false, CancellationToken.None));
            await cluster.StartAsync();
            await Waiting.Until(() => !store.Health.IsDown);

            Assert.True(isDown);
            Assert.NotNull(reason);
            Assert.Equal(WriteOutcome.Failed, refused);
            Assert.IsType<OpenOutcome.Failed>(opening);
            await load.ShowsAllAcknowledgedAsync(store);
            Assert.Single(log.Lines, line => line == "Storage is up again");
            Assert.InRange(log.Lines.Count(line => line.StartsWith("Storage is down", StringComparison.Ordinal)), 1, 5);
        }

        [Fact]
        public async Task A_connection_that_the_journal_kept_open_is_not_used_after_the_server_came_back()
        {
            await using var database = new PostgreSqlTestDatabase(cluster);
            await using var store = await database.OpenAsync();
            var journal = new NpgsqlConnectionStringBuilder(database.Settings.JournalConnectionString) { Pooling = true }.ToString();
            await UseAsync(journal);

            await cluster.StopAsync();
            await store.WriteAsync(Sample.Change(Tea, 1));
            await Waiting.Until(() => store.Health.IsDown);
            await cluster.StartAsync();
            await Waiting.Until(() => !store.Health.IsDown);

            await UseAsync(journal);
        }

        [Fact]
        public async Task A_server_that_was_restarted_while_nobody_wrote_costs_no_write()
        {
            await using var database = new PostgreSqlTestDatabase(cluster);
            await using var store = await database.OpenAsync();
            await store.CreateAsync(Tea);
            var epoch = (await store.FindAsync(Tea)).Epoch;

            await cluster.StopAsync();
            await cluster.StartAsync();

            Assert.Equal(WriteOutcome.Written, await store.WriteAsync(Sample.Change(Tea, epoch, Sample.Row(Tea, 4))));
            Assert.Equal(4, (await store.FindAsync(Tea)).Row.Occupants);
        }

        private static async Task UseAsync(string connectionString)
        {
            await using var connection = new NpgsqlConnection(connectionString);
            await connection.OpenAsync();
            await using var command = new NpgsqlCommand("SELECT 1", connection);
            Assert.Equal(1, await command.ExecuteScalarAsync());
        }
    }

    public sealed class OfSqlite
    {
        [Fact]
        public async Task A_file_locked_by_somebody_else_fails_writes_until_it_is_free()
        {
            await using var database = new SqliteTestDatabase();
            using var log = new RecordedLog();
            await using var store = await RoomStores.OpenAsync(database.Settings, TimeProvider.System, log, CancellationToken.None);
            var changes = new List<bool>();
            store.Health.Changed += (_, _) => changes.Add(store.Health.IsDown);
            var epoch = await store.CreateAsync(Tea);

            await using (await database.BlockWritingAsync())
            {
                var outcomes = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => store.WriteAsync(Sample.Change(Tea, epoch, Sample.Row(Tea, i)))));
                Assert.All(outcomes, outcome => Assert.Equal(WriteOutcome.Failed, outcome));
                Assert.True(store.Health.IsDown);
            }

            await Waiting.Until(() => !store.Health.IsDown);
            Assert.Equal([true, false], changes);
            Assert.Single(log.Lines, line => line.StartsWith("Storage is down", StringComparison.Ordinal) && line.Contains("locked", StringComparison.Ordinal));
            var found = await store.FindAsync(Tea);
            Assert.Equal(0, found.Row.Occupants);
            Assert.Equal(WriteOutcome.Written, await store.WriteAsync(Sample.Change(Tea, found.Epoch, Sample.Row(Tea, 3))));
        }

        [Fact]
        public void A_disk_that_is_full_when_the_database_is_opened_is_known_to_be()
        {
            var fault = new SqliteException("SQLite Error 10: 'disk I/O error'.", 10, 4874);

            Assert.True(Faults.IsFullDisk(fault));
            Assert.Equal("no space is left on the disk: SQLite Error 10: 'disk I/O error'.", Faults.InOneLine(fault));
            Assert.False(Faults.IsFullDisk(new SqliteException("SQLite Error 10: 'disk I/O error'.", 10, 266)));
        }

        [Fact]
        public async Task A_full_disk_fails_writes_until_there_is_room_and_loses_nothing_acknowledged()
        {
            await using var database = new SqliteTestDatabase();
            using var log = new RecordedLog();
            using var disk = new SmallDisk(database.Settings);
            await using var store = new RoomStore(database.Settings, disk, TimeProvider.System, log);
            var load = Load.On(store);
            await Waiting.Until(() => store.Health.IsDown);
            await load.StopAsync();

            Assert.Contains("full", store.Health.Reason, StringComparison.Ordinal);
            disk.Pages = int.MaxValue - 1;
            await Waiting.Until(() => !store.Health.IsDown);

            await load.ShowsAllAcknowledgedAsync(store);
            Assert.Single(log.Lines, line => line.StartsWith("Storage is down", StringComparison.Ordinal));
        }
    }

    /// <summary>A file that may not grow beyond some pages.</summary>
    private sealed class SmallDisk(StorageSettings settings) : IStoreParts
    {
        private readonly SqliteParts _parts = SqliteParts.Open(settings);

        public int Pages { get; set; } = 100;

        public int Readers => _parts.Readers;

        public string BeginSnapshot => _parts.BeginSnapshot;

        public System.Data.Common.DbConnection OpenForWriting() => Connect();

        public System.Data.Common.DbConnection Open() => ((IReadSource)_parts).Open();

        public IReadOnlyList<IUnitCommitter> CreateCommitters() => [new SqliteCommitter(Connect, new SqliteCheckpoints(Connect))];

        public void Dispose() => _parts.Dispose();

        private SqliteConnection Connect()
        {
            var connection = _parts.OpenForWriting();
            connection.Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA max_page_count={Pages}"));
            return connection;
        }
    }

    /// <summary>Some rooms that write as fast as they are answered, until a write fails or they are stopped.</summary>
    private sealed class Load
    {
        private const int Rooms = 8;
        private readonly int[] _acknowledged = new int[Rooms];
        private volatile bool _stopped;
        private Task _running = Task.CompletedTask;

        public static Load On(IRoomStore store)
        {
            var load = new Load();
            load._running = Task.WhenAll(Enumerable.Range(0, Rooms).Select(number => Task.Run(() => load.WriteAsync(store, number))));
            return load;
        }

        public async Task StopAsync()
        {
            _stopped = true;
            await _running.WaitAsync(Patience);
        }

        public async Task ShowsAllAcknowledgedAsync(IRoomStore store)
        {
            for (var number = 0; number < Rooms; number++)
            {
                var found = await store.FindAsync(RoomOf(number));
                Assert.InRange(_acknowledged[number], 1, found.Row.Occupants);
                Assert.Equal(found.Row.Occupants, found.History[^1].Number);
                Assert.Equal(WriteOutcome.Written, await store.WriteAsync(Sample.Change(RoomOf(number), found.Epoch, found.Row)));
            }
        }

        private static BareJid RoomOf(int number) => Sample.Room($"load{number}");

        private async Task WriteAsync(IRoomStore store, int number)
        {
            var room = RoomOf(number);
            var epoch = await store.CreateAsync(room);
            for (var step = 1; !_stopped; step++)
            {
                var write = Sample.Change(room, epoch, Sample.Row(room, step)) with
                {
                    History = [Sample.Message(step, ring: 500)],
                    Upserts = [Sample.Session(step % 50, presence: new string('x', 500))],
                };
                if (await store.WriteAsync(write) != WriteOutcome.Written)
                    return;

                _acknowledged[number] = step;
            }
        }
    }
}
