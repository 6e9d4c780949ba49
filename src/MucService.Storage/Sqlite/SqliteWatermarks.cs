using Microsoft.Data.Sqlite;
using MucService.Xmpp;

namespace MucService.Storage.Sqlite;

/// <summary>The statements about what sessions are proved to know.</summary>
internal sealed class SqliteWatermarks(SqliteConnection connection) : IDisposable
{
    private readonly SqliteStatement _set = new(connection, Set, 3);
    private readonly SqliteStatement _remove = new(connection, "DELETE FROM watermarks WHERE room = $0 AND number BETWEEN $1 AND $2", 3);

    private const string Set = """
        INSERT INTO watermarks (room, number, data) VALUES ($0, $1, $2) ON CONFLICT (room, number) DO UPDATE SET data = excluded.data
        """;

    /// <summary>Writes a row, or removes it, and removes the changes that it tells of.</summary>
    public void Write(BareJid room, WatermarkRow row)
    {
        if (row.Until > 0)
            Remove(room, 1, row.Until);
        if (row.Data.Length == 0)
        {
            Remove(room, row.Number, row.Number);
            return;
        }

        _set[0] = room.ToString();
        _set[1] = row.Number;
        _set[2] = row.Data;
        _set.Execute();
    }

    /// <summary>Removes all that a room has.</summary>
    public void Forget(BareJid room) => Remove(room, 0, long.MaxValue);

    public void Dispose()
    {
        _set.Dispose();
        _remove.Dispose();
    }

    private void Remove(BareJid room, long first, long last)
    {
        _remove[0] = room.ToString();
        _remove[1] = first;
        _remove[2] = last;
        _remove.Execute();
    }
}
