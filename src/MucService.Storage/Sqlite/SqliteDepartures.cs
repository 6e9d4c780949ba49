using Microsoft.Data.Sqlite;
using MucService.Xmpp;

namespace MucService.Storage.Sqlite;

/// <summary>The statements about up to where those who left heard what was said.</summary>
internal sealed class SqliteDepartures(SqliteConnection connection) : IDisposable
{
    private readonly SqliteStatement _set = new(connection, Set, 3);
    private readonly SqliteStatement _remove = new(connection, "DELETE FROM departures WHERE room = $0 AND jid = $1", 2);
    private readonly SqliteStatement _forget = new(connection, "DELETE FROM departures WHERE room = $0", 1);

    private const string Set = """
        INSERT INTO departures (room, jid, heard) VALUES ($0, $1, $2) ON CONFLICT (room, jid) DO UPDATE SET heard = excluded.heard
        """;

    /// <summary>Writes a row, or removes it.</summary>
    public void Write(BareJid room, DepartureRow row)
    {
        var statement = row.Heard is null ? _remove : _set;
        statement[0] = room.ToString();
        statement[1] = row.Jid.ToString();
        if (row.Heard is { } heard)
            statement[2] = heard;
        statement.Execute();
    }

    /// <summary>Removes all that a room has.</summary>
    public void Forget(BareJid room)
    {
        _forget[0] = room.ToString();
        _forget.Execute();
    }

    public void Dispose()
    {
        _set.Dispose();
        _remove.Dispose();
        _forget.Dispose();
    }
}
