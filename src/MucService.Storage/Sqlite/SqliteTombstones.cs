using Microsoft.Data.Sqlite;
using MucService.Xmpp;

namespace MucService.Storage.Sqlite;

/// <summary>The statements about what is left of destroyed rooms.</summary>
internal sealed class SqliteTombstones(SqliteConnection connection) : IDisposable
{
    private readonly SqliteStatement _set = new(connection, Set, 7);
    private readonly SqliteStatement _trim = new(connection, Trim, 3);
    private readonly SqliteStatement _remove = new(connection, "DELETE FROM tombstones WHERE room = $0", 1);

    private const string Set = """
        INSERT INTO tombstones (room, service, destroyed_at, until, alternative, reason, heirs) VALUES ($0, $1, $2, $3, $4, $5, $6)
        ON CONFLICT (room) DO UPDATE SET
            destroyed_at = excluded.destroyed_at, until = excluded.until, alternative = excluded.alternative, reason = excluded.reason, heirs = excluded.heirs
        """;

    private const string Trim = """
        DELETE FROM tombstones
        WHERE service = $0
          AND (until <= $1 OR room IN (SELECT room FROM tombstones WHERE service = $0 ORDER BY until DESC LIMIT -1 OFFSET $2))
        """;

    /// <summary>Sets one, and removes what is past and what is too many.</summary>
    public void Add(TombstoneRow tombstone, int atMost)
    {
        _set[0] = tombstone.Room.ToString();
        _set[1] = _trim[0] = tombstone.Room.Domain.Value;
        _set[2] = _trim[1] = StoredTime.Of(tombstone.DestroyedAt);
        _set[3] = StoredTime.Of(tombstone.Until);
        _set[4] = tombstone.Alternative?.ToString();
        _set[5] = tombstone.Reason;
        _set[6] = tombstone.HeirsAsText;
        _set.Execute();
        _trim[2] = atMost;
        _trim.Execute();
    }

    public void Remove(BareJid room)
    {
        _remove[0] = room.ToString();
        _remove.Execute();
    }

    public void Dispose()
    {
        _set.Dispose();
        _trim.Dispose();
        _remove.Dispose();
    }
}
