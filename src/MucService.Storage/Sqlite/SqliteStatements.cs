using Microsoft.Data.Sqlite;
using MucService.Xmpp;

namespace MucService.Storage.Sqlite;

/// <summary>The writing connection and its statements, prepared once.</summary>
internal sealed class SqliteStatements : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteStatement _begin;
    private readonly SqliteStatement _commit;
    private readonly SqliteStatement _createRoom;
    private readonly SqliteStatement _updateRoom;
    private readonly SqliteStatement _updateStanding;
    private readonly SqliteStatement _setEpoch;
    private readonly SqliteStatement _hasEpoch;
    private readonly SqliteStatement _exists;
    private readonly SqliteStatement _forgetRoom;
    private readonly SqliteStatement _forgetSessions;
    private readonly SqliteStatement _forgetHistory;
    private readonly SqliteStatement _upsertSession;
    private readonly SqliteStatement _deleteSession;
    private readonly SqliteStatement _upsertHistory;
    private readonly SqliteStatement _upsertVCard;
    private readonly SqliteStatement _deleteVCard;
    private readonly SqliteStatement _reserveEpochs;

    public SqliteStatements(SqliteConnection connection)
    {
        _connection = connection;
        _begin = new(connection, "BEGIN IMMEDIATE", 0);
        _commit = new(connection, "COMMIT", 0);
        _createRoom = new(connection, SqliteTexts.CreateRoom, 16);
        _updateRoom = new(connection, SqliteTexts.UpdateRoom, 13);
        _updateStanding = new(connection, SqliteTexts.UpdateStanding, 4);
        _setEpoch = new(connection, "UPDATE rooms SET epoch = $1 WHERE room = $0", 2);
        _hasEpoch = new(connection, "SELECT COUNT(*) FROM rooms WHERE room = $0 AND epoch = $1", 2);
        _exists = new(connection, "SELECT COUNT(*) FROM rooms WHERE room = $0", 1);
        _forgetRoom = new(connection, "DELETE FROM rooms WHERE room = $0 AND epoch = $1", 2);
        _forgetSessions = new(connection, "DELETE FROM sessions WHERE room = $0", 1);
        _forgetHistory = new(connection, "DELETE FROM history WHERE room = $0", 1);
        _upsertSession = new(connection, SqliteTexts.UpsertSession, 13);
        _deleteSession = new(connection, "DELETE FROM sessions WHERE room = $0 AND jid = $1", 2);
        _upsertHistory = new(connection, SqliteTexts.UpsertHistory, 7);
        _upsertVCard = new(connection, "INSERT INTO vcards (room, vcard) VALUES ($0, $1) ON CONFLICT (room) DO UPDATE SET vcard = excluded.vcard", 2);
        _deleteVCard = new(connection, "DELETE FROM vcards WHERE room = $0", 1);
        Tombstones = new(connection);
        Watermarks = new(connection);
        Departures = new(connection);
        Removals = new(connection);
        _reserveEpochs = new(connection, "UPDATE room_epochs SET given = given + $0 RETURNING given", 1);
    }

    public SqliteTombstones Tombstones { get; }

    public SqliteWatermarks Watermarks { get; }

    public SqliteDepartures Departures { get; }

    public SqliteRemovals Removals { get; }

    public void Begin() => _begin.Execute();

    public void Commit() => _commit.Execute();

    public bool CreateRoom(RoomRow row, long epoch)
    {
        SetRoom(_createRoom, row, epoch);
        _createRoom[12] = row.Room.Domain.Value;
        _createRoom[13] = row.Owner.ToString();
        _createRoom[14] = StoredTime.Of(row.CreatedAt);
        _createRoom[15] = row.OccupantIdKey;
        return _createRoom.Execute() == 1;
    }

    public bool UpdateRoom(RoomRow row, long epoch)
    {
        SetRoom(_updateRoom, row, epoch);
        _updateRoom[12] = row.Owner.ToString();
        if (_updateRoom.Execute() == 0)
            return false;

        _updateStanding[0] = row.Room.ToString();
        _updateStanding[1] = row.Locked;
        _updateStanding[2] = row.Public;
        _updateStanding[3] = row.Occupants > 0;
        _updateStanding.Execute();
        return true;
    }

    public bool SetEpoch(BareJid room, long epoch) => Run(_setEpoch, room, epoch) == 1;

    public bool HasEpoch(BareJid room, long epoch)
    {
        _hasEpoch[0] = room.ToString();
        _hasEpoch[1] = epoch;
        return _hasEpoch.Number() == 1;
    }

    public bool Exists(BareJid room)
    {
        _exists[0] = room.ToString();
        return _exists.Number() == 1;
    }

    public bool Forget(BareJid room, long epoch)
    {
        if (Run(_forgetRoom, room, epoch) == 0)
            return false;

        _forgetSessions[0] = _forgetHistory[0] = _deleteVCard[0] = room.ToString();
        _forgetSessions.Execute();
        _forgetHistory.Execute();
        _deleteVCard.Execute();
        Watermarks.Forget(room);
        Departures.Forget(room);
        return true;
    }

    public void UpsertSession(BareJid room, SessionRow session)
    {
        _upsertSession[0] = room.ToString();
        _upsertSession[1] = session.RealJid.ToString();
        _upsertSession[2] = room.Domain.Value;
        _upsertSession[3] = session.RealJid.Domain.Value;
        _upsertSession[4] = session.Nick;
        _upsertSession[5] = session.Role;
        _upsertSession[6] = session.Order;
        _upsertSession[7] = StoredTime.Of(session.EnteredAt);
        _upsertSession[8] = session.Presence;
        _upsertSession[9] = StoredTime.Of(session.PresenceAt);
        _upsertSession[10] = session.CapsNode;
        _upsertSession[11] = session.CapsVer;
        _upsertSession[12] = session.CapsHash;
        _upsertSession.Execute();
    }

    public void DeleteSession(BareJid room, FullJid gone)
    {
        _deleteSession[0] = room.ToString();
        _deleteSession[1] = gone.ToString();
        _deleteSession.Execute();
    }

    public void UpsertHistory(BareJid room, HistoryRow message)
    {
        _upsertHistory[0] = room.ToString();
        _upsertHistory[1] = message.Slot;
        _upsertHistory[2] = message.Number;
        _upsertHistory[3] = StoredTime.Of(message.At);
        _upsertHistory[4] = message.Nick;
        _upsertHistory[5] = message.RealJid;
        _upsertHistory[6] = message.Message;
        _upsertHistory.Execute();
    }

    public void SetVCard(BareJid room, byte[] vCard)
    {
        var statement = vCard.Length == 0 ? _deleteVCard : _upsertVCard;
        statement[0] = room.ToString();
        if (vCard.Length > 0)
            statement[1] = vCard;
        statement.Execute();
    }

    /// <returns>The last epoch reserved.</returns>
    public long ReserveEpochs(int count)
    {
        _reserveEpochs[0] = count;
        return _reserveEpochs.Number();
    }

    /// <summary>Takes room and gives it back: what is full says so here.</summary>
    public void Probe()
    {
        _connection.Execute("BEGIN IMMEDIATE; INSERT INTO probe (filler) VALUES (randomblob(65536)); COMMIT");
        _connection.Execute("DELETE FROM probe");
    }

    public void Dispose()
    {
        foreach (var statement in (ReadOnlySpan<SqliteStatement>)
            [_begin, _commit, _createRoom, _updateRoom, _updateStanding, _setEpoch, _hasEpoch, _exists, _forgetRoom, _forgetSessions, _forgetHistory,
             _upsertSession, _deleteSession, _upsertHistory, _upsertVCard, _deleteVCard, _reserveEpochs])
        {
            statement.Dispose();
        }

        Tombstones.Dispose();
        Watermarks.Dispose();
        Departures.Dispose();
        Removals.Dispose();
        _connection.Dispose();
    }

    private static void SetRoom(SqliteStatement statement, RoomRow row, long epoch)
    {
        statement[0] = row.Room.ToString();
        statement[1] = epoch;
        statement[2] = row.Locked;
        statement[3] = row.Persistent;
        statement[4] = row.Public;
        statement[5] = row.MembersOnly;
        statement[6] = row.PasswordProtected;
        statement[7] = row.HasJournal;
        statement[8] = row.Name;
        statement[9] = row.Description;
        statement[10] = row.Occupants;
        statement[11] = row.NextOrder;
    }

    private static int Run(SqliteStatement statement, BareJid room, long epoch)
    {
        statement[0] = room.ToString();
        statement[1] = epoch;
        return statement.Execute();
    }
}
