using System.Data.Common;
using MucService.Xmpp;

namespace MucService.Storage.Reading;

/// <summary>What is read of those who left; the same text for every database.</summary>
internal static class DepartureQueries
{
    // The full JIDs of a bare one lie between it with a slash and it with what follows a slash.
    private const string Active = """
        SELECT departures.room
        FROM departures JOIN rooms ON rooms.room = departures.room
        WHERE departures.jid = @jid AND rooms.service = @service AND NOT rooms.password_protected AND NOT rooms.locked
          AND EXISTS (SELECT 1 FROM history WHERE history.room = departures.room AND history.number > departures.heard)
          AND NOT EXISTS (SELECT 1 FROM sessions WHERE sessions.room = departures.room AND sessions.jid > @first AND sessions.jid < @last)
        ORDER BY departures.room LIMIT @limit
        """;

    /// <summary>The rooms that somebody left and in which something was said since.</summary>
    public static IReadOnlyList<BareJid> ActiveSince(DbConnection connection, Domain service, BareJid jid, int limit) => connection.Query(
        Active,
        row => BareJid.Parse(row.GetString(0)),
        ("@jid", jid.ToString()),
        ("@service", service.Value),
        ("@first", jid + "/"),
        ("@last", jid + "0"),
        ("@limit", limit));
}
