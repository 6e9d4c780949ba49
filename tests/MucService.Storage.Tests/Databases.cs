using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace MucService.Storage.Tests;

/// <summary>A database of its own for one test.</summary>
public abstract class TestDatabase : IAsyncDisposable
{
    /// <summary>How to open it.</summary>
    public abstract StorageSettings Settings { get; }

    public Task<IRoomStore> OpenAsync() => OpenAsync(Settings);

    public static Task<IRoomStore> OpenAsync(StorageSettings settings) =>
        RoomStores.OpenAsync(settings, TimeProvider.System, NullLoggerFactory.Instance, CancellationToken.None);

    /// <summary>Keeps every writer waiting, until disposed.</summary>
    public abstract Task<DbConnection> BlockWritingAsync();

    public abstract ValueTask DisposeAsync();

    protected static async Task<DbConnection> ExecuteAsync(DbConnection connection, params string[] texts)
    {
        await connection.OpenAsync();
        foreach (var text in texts)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = text;
            await command.ExecuteNonQueryAsync();
        }

        return connection;
    }
}

/// <summary>A SQLite file in a directory of its own.</summary>
public sealed class SqliteTestDatabase : TestDatabase
{
    public override StorageSettings Settings { get; } = new()
    {
        Provider = StorageProvider.Sqlite,
        DataDirectory = Directory.CreateTempSubdirectory("mucservice-storage-").FullName,
        CommitTimeout = TimeSpan.FromSeconds(1),
        ProbeInterval = TimeSpan.FromMilliseconds(100),
    };

    public override Task<DbConnection> BlockWritingAsync() =>
        ExecuteAsync(new SqliteConnection($"Data Source={Settings.RoomsFile};Pooling=false"), "BEGIN IMMEDIATE");

    public override ValueTask DisposeAsync()
    {
        Directory.Delete(Settings.DataDirectory, recursive: true);
        return ValueTask.CompletedTask;
    }
}

/// <summary>One server for all tests that do not stop it.</summary>
[CollectionDefinition(Name)]
public sealed class PostgreSqlCollection : ICollectionFixture<PostgreSqlCluster>
{
    public const string Name = "PostgreSQL";
}

/// <summary>A database of a cluster.</summary>
public sealed class PostgreSqlTestDatabase(PostgreSqlCluster cluster) : TestDatabase
{
    public override StorageSettings Settings { get; } = new()
    {
        Provider = StorageProvider.PostgreSql,
        ConnectionString = cluster.CreateDatabaseAsync().GetAwaiter().GetResult(),
        CommitTimeout = TimeSpan.FromSeconds(5),
        ProbeInterval = TimeSpan.FromMilliseconds(100),
    };

    public override Task<DbConnection> BlockWritingAsync() =>
        ExecuteAsync(new NpgsqlConnection(Settings.ConnectionString), "BEGIN", "LOCK TABLE rooms IN EXCLUSIVE MODE");

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
