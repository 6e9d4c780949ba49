using System.Data.Common;
using MucService.Xmpp;

namespace MucService.Storage;

/// <summary>Reads and writes who wants to hear of activity in the rooms of a service.</summary>
internal static class ListenerQueries
{
    private static readonly SetRows Rows = new(
        Insert: "INSERT INTO listeners (service, session) VALUES {0} ON CONFLICT DO NOTHING",
        Delete: "DELETE FROM listeners WHERE service = @set AND session IN ({0})");

    public static IReadOnlyList<FullJid> Read(DbConnection connection, Domain service) =>
        connection.Query("SELECT session FROM listeners WHERE service = @service", row => FullJid.Parse(row.GetString(0)), ("@service", service.Value));

    public static void Write(IStoreParts parts, Domain service, IReadOnlyCollection<FullJid> added, IReadOnlyCollection<FullJid> removed) =>
        Rows.Write(parts, service.Value, [.. added.Select(session => session.ToString())], [.. removed.Select(session => session.ToString())]);
}
