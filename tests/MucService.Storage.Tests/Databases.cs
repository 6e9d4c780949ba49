using Microsoft.Extensions.Logging.Abstractions;

namespace MucService.Storage.Tests;

/// <summary>A database of its own for one test.</summary>
public abstract class TestDatabase : IAsyncDisposable
{
    /// <summary>How to open it.</summary>
    public abstract StorageSettings Settings { get; }

    public Task<IRoomStore> OpenAsync() => OpenAsync(Settings);

    public static Task<IRoomStore> OpenAsync(StorageSettings settings) =>
        RoomStores.OpenAsync(settings, TimeProvider.System, NullLoggerFactory.Instance, CancellationToken.None);

    public abstract ValueTask DisposeAsync();
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

    public override ValueTask DisposeAsync()
    {
        Directory.Delete(Settings.DataDirectory, recursive: true);
        return ValueTask.CompletedTask;
    }
}
