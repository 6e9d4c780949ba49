using Microsoft.Data.Sqlite;

namespace MucService.Storage.Sqlite;

/// <summary>
/// Copies what was committed from SQLite's write-ahead log into the database, on a thread and a connection of its own: it waits for the disk, and
/// whoever enters a room must not wait for that. Should it not keep up, the writer copies by itself at a larger size of the log.
/// </summary>
internal sealed class SqliteCheckpoints : IDisposable
{
    // A unit changes three to five pages; SQLite's own measure is a thousand pages.
    private const int UnitsBetween = 250;

    private readonly Func<SqliteConnection> _connect;
    private readonly object _lock = new();
    private readonly Thread _thread;
    private int _committed;
    private bool _closed;

    public SqliteCheckpoints(Func<SqliteConnection> connect)
    {
        _connect = connect;
        _thread = new Thread(Run) { Name = "storage-checkpoints", IsBackground = true };
        _thread.Start();
    }

    /// <summary>So many units more were committed.</summary>
    public void Committed(int units)
    {
        lock (_lock)
        {
            _committed += units;
            if (_committed >= UnitsBetween)
                Monitor.Pulse(_lock);
        }
    }

    /// <summary>Waits for the end of what it does.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _closed = true;
            Monitor.Pulse(_lock);
        }

        _thread.Join();
    }

    private void Run()
    {
        SqliteConnection? connection = null;
        while (WaitForEnough())
        {
            try
            {
                connection ??= _connect();
                connection.Execute("PRAGMA wal_checkpoint(PASSIVE)");
            }
            catch (SqliteException)
            {
                // The writer meets the same fault, and reports it.
                connection?.Dispose();
                connection = null;
            }
        }

        connection?.Dispose();
    }

    private bool WaitForEnough()
    {
        lock (_lock)
        {
            while (_committed < UnitsBetween && !_closed)
                Monitor.Wait(_lock);

            _committed = 0;
            return !_closed;
        }
    }
}
