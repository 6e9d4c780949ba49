using Microsoft.Data.Sqlite;
using MucService.Storage.Writing;

namespace MucService.Storage.Sqlite;

/// <summary>The statements about sessions that the service removed.</summary>
internal sealed class SqliteRemovals(SqliteConnection connection) : IDisposable
{
    private readonly SqliteStatement _add =
        new(connection, "INSERT INTO removals (removed_at, room, jid, account, domain, why) VALUES ($0, $1, $2, $3, $4, $5)", 6);

    private readonly SqliteStatement _trimCount = new(connection, "DELETE FROM removals WHERE number <= (SELECT MAX(number) FROM removals) - $0", 1);
    private readonly SqliteStatement _trimTime = new(connection, "DELETE FROM removals WHERE removed_at <= $0", 1);

    public void Add(RemovalRow removal)
    {
        _add[0] = StoredTime.Of(removal.At);
        _add[1] = removal.Room.ToString();
        _add[2] = removal.Session.ToString();
        _add[3] = removal.Session.Bare.ToString();
        _add[4] = removal.Session.Domain.Value;
        _add[5] = removal.Why;
        _add.Execute();
    }

    /// <summary>Removes what is too many and what is too old, as the last one added says.</summary>
    public void Trim(RemovalUnit last)
    {
        _trimCount[0] = last.AtMost;
        _trimCount.Execute();
        _trimTime[0] = StoredTime.Of(last.Since);
        _trimTime.Execute();
    }

    public void Dispose()
    {
        _add.Dispose();
        _trimCount.Dispose();
        _trimTime.Dispose();
    }
}
