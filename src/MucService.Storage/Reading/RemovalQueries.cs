using System.Data.Common;
using MucService.Xmpp;

namespace MucService.Storage.Reading;

/// <summary>What is read of sessions that the service removed; the same text for every database.</summary>
internal static class RemovalQueries
{
    private const string Columns = "SELECT removed_at, room, jid, why FROM removals ";

    private const string Newest = " ORDER BY number DESC LIMIT @limit";

    /// <summary>Those of a session, an account or a domain; of everybody where it is null. Newest first.</summary>
    public static IReadOnlyList<RemovalRow> Find(DbConnection connection, Jid? of, int limit)
    {
        if (of is null)
            return connection.Query(Columns + Newest, RowOf, ("@limit", limit));
        if (of.Full is { } session)
        {
            return connection.Query(
                Columns + "WHERE account = @account AND jid = @jid" + Newest, RowOf, ("@account", session.Bare.ToString()), ("@jid", session.ToString()), ("@limit", limit));
        }

        return of.Bare.IsDomain
            ? connection.Query(Columns + "WHERE domain = @domain" + Newest, RowOf, ("@domain", of.Domain.Value), ("@limit", limit))
            : connection.Query(Columns + "WHERE account = @account" + Newest, RowOf, ("@account", of.Bare.ToString()), ("@limit", limit));
    }

    private static RemovalRow RowOf(DbDataReader row) =>
        new(StoredTime.From(row.GetInt64(0)), BareJid.Parse(row.GetString(1)), FullJid.Parse(row.GetString(2)), row.GetString(3));
}
