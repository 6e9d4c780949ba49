using System.Data.Common;
using Microsoft.Data.Sqlite;
using MucService.Storage.Schema;
using MucService.Storage.Writing;

namespace MucService.Storage.Sqlite;

/// <summary>SQLite: one file, one process, one writing connection, two that read.</summary>
internal sealed class SqliteParts : IStoreParts
{
    private readonly StorageSettings _settings;
    private readonly DataDirectoryLock _lock;

    private SqliteParts(StorageSettings settings, DataDirectoryLock directoryLock)
    {
        _settings = settings;
        _lock = directoryLock;
    }

    public int Readers => 2;

    public string BeginSnapshot => "BEGIN DEFERRED";

    /// <exception cref="StorageFaultException">The directory or the file cannot be used.</exception>
    public static SqliteParts Open(StorageSettings settings) => Open(settings, Migration.All);

    internal static SqliteParts Open(StorageSettings settings, IReadOnlyList<Migration> steps)
    {
        var directoryLock = DataDirectoryLock.Take(settings.DataDirectory);
        try
        {
            var parts = new SqliteParts(settings, directoryLock);
            using var connection = parts.OpenForWriting();
            connection.Execute("BEGIN IMMEDIATE");
            SchemaUpgrade.Apply(connection, steps, step => step.Sqlite);
            connection.Execute("COMMIT");
            return parts;
        }
        catch (Exception fault)
        {
            directoryLock.Dispose();
            throw fault as StorageFaultException
                ?? new StorageFaultException($"{settings.RoomsFile} cannot be used: {Faults.InOneLine(fault)}", fault) { MayPass = Faults.IsFullDisk(fault) };
        }
    }

    public SqliteConnection OpenForWriting() => Connect(_settings.ConnectionPragmas + "PRAGMA journal_size_limit=67108864; PRAGMA wal_autocheckpoint=16384; PRAGMA cache_size=-16384;");

    DbConnection IStoreParts.OpenForWriting() => OpenForWriting();

    DbConnection Reading.IReadSource.Open() => Connect(_settings.ConnectionPragmas + "PRAGMA query_only=1;");

    public IReadOnlyList<IUnitCommitter> CreateCommitters() => [new SqliteCommitter(OpenForWriting, new SqliteCheckpoints(OpenForCheckpoints))];

    public void Dispose() => _lock.Dispose();

    private SqliteConnection OpenForCheckpoints() => Connect(_settings.ConnectionPragmas);

    private SqliteConnection Connect(string pragmas)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = _settings.RoomsFile,
            Pooling = false,
            DefaultTimeout = Math.Max(1, (int)_settings.CommitTimeout.TotalSeconds),
        }.ToString());
        try
        {
            connection.Open();
            connection.Execute(pragmas);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
