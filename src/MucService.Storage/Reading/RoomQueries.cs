using System.Data.Common;
using MucService.Xmpp;

namespace MucService.Storage.Reading;

/// <summary>What is read of the tables; the same text for every database.</summary>
internal static class RoomQueries
{
    /// <summary>A room as it is now, or null if it is gone.</summary>
    public static (RoomRow Row, long Epoch, List<SessionRow> Sessions, List<HistoryRow> History)? Load(
        DbConnection connection, string beginSnapshot, BareJid room)
    {
        connection.Execute(beginSnapshot);
        using var rows = connection.Query(
            """
            SELECT owner, created_at, locked, persistent, public, name, description, has_journal, occupants, next_order,
                   members_only, password_protected, epoch
            FROM rooms WHERE room = @room
            """,
            ("@room", room.ToString()));
        if (!rows.Read())
        {
            rows.Close();
            connection.Execute("COMMIT");
            return null;
        }

        var row = RoomOf(room, rows);
        var epoch = rows.GetInt64(12);
        rows.Close();
        var sessions = Sessions(connection, room);
        var history = History(connection, room);
        connection.Execute("COMMIT");
        return (row, epoch, sessions, history);
    }

    public static IReadOnlyList<DirectoryEntry> List(DbConnection connection, Domain service, string? afterRoom, int limit, bool publicOnly)
    {
        const string Columns = """
            SELECT room, owner, created_at, name, description, occupants, public, locked, persistent, members_only, password_protected
            FROM rooms WHERE service = @service AND room > @after
            """;
        using var rows = connection.Query(
            publicOnly ? Columns + " AND public AND NOT locked ORDER BY room LIMIT @limit" : Columns + " ORDER BY room LIMIT @limit",
            ("@service", service.Value),
            ("@after", afterRoom ?? ""),
            ("@limit", limit));
        var entries = new List<DirectoryEntry>();
        while (rows.Read())
            entries.Add(EntryOf(rows));
        return entries;
    }

    public static long Count(DbConnection connection, Domain service, bool publicOnly)
    {
        const string All = "SELECT COUNT(*) FROM rooms WHERE service = @service";
        using var rows = connection.Query(publicOnly ? All + " AND public AND NOT locked" : All, ("@service", service.Value));
        rows.Read();
        return rows.GetInt64(0);
    }

    /// <summary>Rooms with occupants, busiest first, from below a place in that order.</summary>
    public static List<OccupiedRoom> Occupied(DbConnection connection, int belowOccupants, string belowRoom, int limit)
    {
        using var rows = connection.Query(
            """
            SELECT room, occupants FROM rooms
            WHERE occupants > 0 AND (occupants, room) < (@occupants, @room)
            ORDER BY occupants DESC, room DESC LIMIT @limit
            """,
            ("@occupants", belowOccupants),
            ("@room", belowRoom),
            ("@limit", limit));
        var occupied = new List<OccupiedRoom>();
        while (rows.Read())
            occupied.Add(new OccupiedRoom(BareJid.Parse(rows.GetString(0)), rows.GetInt32(1)));
        return occupied;
    }

    public static IReadOnlyList<DomainSessions> Domains(DbConnection connection)
    {
        using var rows = connection.Query("SELECT service, domain, COUNT(*) FROM sessions GROUP BY service, domain ORDER BY service, domain");
        var domains = new List<DomainSessions>();
        while (rows.Read())
            domains.Add(new DomainSessions(Domain.Parse(rows.GetString(0)), Domain.Parse(rows.GetString(1)), rows.GetInt64(2)));
        return domains;
    }

    private static List<SessionRow> Sessions(DbConnection connection, BareJid room)
    {
        using var rows = connection.Query(
            """
            SELECT jid, nick, role, entry_order, entered_at, presence, presence_at, caps_node, caps_ver, caps_hash
            FROM sessions WHERE room = @room ORDER BY entry_order
            """,
            ("@room", room.ToString()));
        var sessions = new List<SessionRow>();
        while (rows.Read())
        {
            sessions.Add(new SessionRow(
                FullJid.Parse(rows.GetString(0)),
                rows.GetString(1),
                rows.GetInt32(2),
                rows.GetInt64(3),
                StoredTime.From(rows.GetInt64(4)),
                rows.GetFieldValue<byte[]>(5),
                StoredTime.From(rows.GetInt64(6)),
                rows.StringOrNull(7),
                rows.StringOrNull(8),
                rows.StringOrNull(9)));
        }

        return sessions;
    }

    private static List<HistoryRow> History(DbConnection connection, BareJid room)
    {
        using var rows = connection.Query(
            "SELECT slot, number, said_at, nick, jid, message FROM history WHERE room = @room ORDER BY number",
            ("@room", room.ToString()));
        var history = new List<HistoryRow>();
        while (rows.Read())
        {
            history.Add(new HistoryRow(
                rows.GetInt32(0),
                rows.GetInt64(1),
                StoredTime.From(rows.GetInt64(2)),
                rows.GetString(3),
                rows.GetString(4),
                rows.GetFieldValue<byte[]>(5)));
        }

        return history;
    }

    private static RoomRow RoomOf(BareJid room, DbDataReader row) => new(
        room,
        BareJid.Parse(row.GetString(0)),
        StoredTime.From(row.GetInt64(1)),
        row.GetBoolean(2),
        row.GetBoolean(3),
        row.GetBoolean(4),
        row.GetString(5),
        row.GetString(6),
        row.GetBoolean(7),
        row.GetInt32(8),
        row.GetInt64(9))
    {
        MembersOnly = row.GetBoolean(10),
        PasswordProtected = row.GetBoolean(11),
    };

    private static DirectoryEntry EntryOf(DbDataReader row) => new(
        BareJid.Parse(row.GetString(0)),
        BareJid.Parse(row.GetString(1)),
        StoredTime.From(row.GetInt64(2)),
        row.GetString(3),
        row.GetString(4),
        row.GetInt32(5),
        row.GetBoolean(6),
        row.GetBoolean(7),
        row.GetBoolean(8),
        row.GetBoolean(9),
        row.GetBoolean(10));
}
