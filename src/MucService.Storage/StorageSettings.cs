using Microsoft.Data.Sqlite;
using MucService.Storage.PostgreSql;

namespace MucService.Storage;

/// <summary>Which database.</summary>
public enum StorageProvider
{
    /// <summary>Files in the data directory, for one node.</summary>
    Sqlite,

    /// <summary>A PostgreSQL server, for any number of nodes.</summary>
    PostgreSql,
}

/// <summary>What a commit survives besides the death of every process.</summary>
public enum Synchronous
{
    /// <summary>The last commits before a power failure may be lost; the database stays whole.</summary>
    Normal,

    /// <summary>A power failure loses nothing that was acknowledged.</summary>
    Full,
}

/// <summary>Where and how to store.</summary>
public sealed record StorageSettings
{
    /// <summary>Which database.</summary>
    public StorageProvider Provider { get; init; } = StorageProvider.Sqlite;

    /// <summary>PostgreSQL: where it is, in Npgsql's form. Not used by SQLite.</summary>
    public string ConnectionString { get; init; } = "";

    /// <summary>SQLite: the directory of <c>rooms.db</c> and <c>journal.db</c>; created if missing.</summary>
    public string DataDirectory { get; init; } = "";

    /// <summary>What a commit survives.</summary>
    public Synchronous Synchronous { get; init; } = Synchronous.Normal;

    /// <summary>How many writes one transaction holds at most.</summary>
    public int UnitsPerCommit { get; init; } = 500;

    /// <summary>How many writes may wait; beyond, they fail at once.</summary>
    public int MaxQueuedUnits { get; init; } = 100_000;

    /// <summary>How many bytes of writes may wait; beyond, they fail at once.</summary>
    public long MaxQueuedBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>How many removals by the service are kept.</summary>
    public int MaxRemovals { get; init; } = 100_000;

    /// <summary>How long they are kept.</summary>
    public TimeSpan KeepRemovals { get; init; } = TimeSpan.FromDays(30);

    /// <summary>How long a commit may wait for a lock or for the server before it counts as failed.</summary>
    public TimeSpan CommitTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How often a database that is down is tried.</summary>
    public TimeSpan ProbeInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>SQLite: the file of the tables.</summary>
    public string RoomsFile => Path.Combine(DataDirectory, "rooms.db");

    /// <summary>SQLite: the file of the Akka journal and its snapshots.</summary>
    public string JournalFile => Path.Combine(DataDirectory, "journal.db");

    /// <summary>How the Akka journal is to be opened: with the same server, or its own file beside <c>rooms.db</c>.</summary>
    public string JournalConnectionString => Provider switch
    {
        StorageProvider.PostgreSql => ConnectionStrings.Read(ConnectionString).ToString(),
        _ => new SqliteConnectionStringBuilder { DataSource = JournalFile, DefaultTimeout = 5 }.ToString(),
    };

    /// <summary>
    /// SQLite: what to execute on each new connection, the journal's, too. WAL: readers do not wait for the writer.
    /// Empty for PostgreSQL.
    /// </summary>
    public string ConnectionPragmas => Provider switch
    {
        StorageProvider.PostgreSql => "",
        _ => $"PRAGMA journal_mode=WAL; PRAGMA synchronous={(Synchronous == Synchronous.Full ? "FULL" : "NORMAL")}; PRAGMA busy_timeout={(long)CommitTimeout.TotalMilliseconds};",
    };
}
