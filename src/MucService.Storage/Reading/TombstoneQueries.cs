using System.Data.Common;
using MucService.Xmpp;

namespace MucService.Storage.Reading;

/// <summary>What is read of destroyed rooms; the same text for every database.</summary>
internal static class TombstoneQueries
{
    private const string Columns = "SELECT room, destroyed_at, until, alternative, reason, heirs FROM tombstones ";

    public static TombstoneRow? Find(DbConnection connection, BareJid room) =>
        connection.Query(Columns + "WHERE room = @room", RowOf, ("@room", room.ToString())).FirstOrDefault();

    /// <summary>A page of those of rooms: the service's own is left out.</summary>
    public static IReadOnlyList<TombstoneRow> List(DbConnection connection, Domain service, string? afterRoom, int limit) => connection.Query(
        Columns + "WHERE service = @service AND room <> @service AND room > @bound ORDER BY room LIMIT @limit",
        RowOf,
        ("@service", service.Value),
        ("@bound", afterRoom ?? ""),
        ("@limit", limit));

    private static TombstoneRow RowOf(DbDataReader row) => new(
        BareJid.Parse(row.GetString(0)),
        StoredTime.From(row.GetInt64(1)),
        StoredTime.From(row.GetInt64(2)),
        row.StringOrNull(3) is { } alternative ? BareJid.Parse(alternative) : null,
        row.StringOrNull(4),
        [.. row.GetString(5).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(BareJid.Parse)]);
}
