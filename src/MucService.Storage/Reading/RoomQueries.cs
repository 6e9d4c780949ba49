using System.Data.Common;
using MucService.Xmpp;

namespace MucService.Storage.Reading;

/// <summary>What is read of the tables; the same text for every database.</summary>
internal static class RoomQueries
{
    private const string Entries = """
        SELECT room, owner, created_at, name, description, occupants, public, locked, persistent, members_only, password_protected
        FROM rooms WHERE service = @service
        """;

    private const string ListedOnly = " AND public AND NOT locked";

    public static IReadOnlyList<DirectoryEntry> List(DbConnection connection, Domain service, string? afterRoom, int limit, bool publicOnly)
    {
        const string Next = Entries + " AND room > @bound";
        return connection.Query(
            publicOnly ? Next + ListedOnly + " ORDER BY room LIMIT @limit" : Next + " ORDER BY room LIMIT @limit",
            EntryOf,
            ("@service", service.Value),
            ("@bound", afterRoom ?? ""),
            ("@limit", limit));
    }

    /// <summary>Read from the end, and turned around.</summary>
    public static IReadOnlyList<DirectoryEntry> ListBefore(DbConnection connection, Domain service, string? beforeRoom, int limit, bool publicOnly)
    {
        const string Previous = Entries + " AND (room < @bound OR @bound = '')";
        var entries = connection.Query(
            publicOnly ? Previous + ListedOnly + " ORDER BY room DESC LIMIT @limit" : Previous + " ORDER BY room DESC LIMIT @limit",
            EntryOf,
            ("@service", service.Value),
            ("@bound", beforeRoom ?? ""),
            ("@limit", limit));
        return [.. entries.Reverse<DirectoryEntry>()];
    }

    public static long Count(DbConnection connection, Domain service, bool publicOnly)
    {
        const string All = "SELECT COUNT(*) FROM rooms WHERE service = @service";
        return connection.Query(publicOnly ? All + " AND public AND NOT locked" : All, row => row.GetInt64(0), ("@service", service.Value))[0];
    }

    public static IReadOnlyList<BareJid> RoomsOf(DbConnection connection, Domain service, BareJid owner, int limit) =>
        connection.Query(
            "SELECT room FROM rooms WHERE service = @service AND owner = @owner LIMIT @limit",
            row => BareJid.Parse(row.GetString(0)),
            ("@service", service.Value),
            ("@owner", owner.ToString()),
            ("@limit", limit));

    public static List<OccupiedRoom> Occupied(DbConnection connection) =>
        connection.Query(
            "SELECT room, occupants FROM rooms WHERE occupied ORDER BY occupants DESC",
            row => new OccupiedRoom(BareJid.Parse(row.GetString(0)), row.GetInt32(1)));

    public static IReadOnlyList<DomainSessions> Domains(DbConnection connection) =>
        connection.Query(
            "SELECT service, domain, COUNT(*) FROM sessions GROUP BY service, domain ORDER BY service, domain",
            row => new DomainSessions(Domain.Parse(row.GetString(0)), Domain.Parse(row.GetString(1)), row.GetInt64(2)));

    /// <summary>A row of the sessions table.</summary>
    public static SessionRow SessionOf(DbDataReader row) => new(
        FullJid.Parse(row.GetString(0)),
        row.GetString(1),
        row.GetInt32(2),
        row.GetInt64(3),
        StoredTime.From(row.GetInt64(4)),
        row.GetFieldValue<byte[]>(5),
        StoredTime.From(row.GetInt64(6)),
        row.StringOrNull(7),
        row.StringOrNull(8),
        row.StringOrNull(9));

    /// <summary>A row of the history table.</summary>
    public static HistoryRow MessageOf(DbDataReader row) => new(
        row.GetInt32(0),
        row.GetInt64(1),
        StoredTime.From(row.GetInt64(2)),
        row.GetString(3),
        row.GetString(4),
        row.GetFieldValue<byte[]>(5));

    /// <summary>A row of the rooms table.</summary>
    public static RoomRow RoomOf(BareJid room, DbDataReader row) => new(
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
        OccupantIdKey = row.GetString(13),
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
