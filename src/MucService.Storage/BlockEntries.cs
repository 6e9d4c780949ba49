using System.Data.Common;
using System.Globalization;

namespace MucService.Storage;

/// <summary>An entry of a list of those who are not let in.</summary>
/// <param name="List">Which list; empty for the operator's own.</param>
/// <param name="Entry">A bare JID or a domain, or the hash of one.</param>
public readonly record struct BlockEntry(string List, string Entry);

/// <summary>All lists at one moment.</summary>
/// <param name="Version">Grows with each change.</param>
/// <param name="Entries">All entries of all lists.</param>
public sealed record BlockEntries(long Version, IReadOnlyList<BlockEntry> Entries);

/// <summary>
/// Reads and writes lists of those who are not let in. They change seldom: each write has a connection of its own, and many entries are
/// written in several transactions, so that rooms do not wait for them.
/// </summary>
internal static class BlockQueries
{
    private const int EntriesPerTransaction = 2000;
    private const int EntriesPerStatement = 200;

    public static BlockEntries? Read(DbConnection connection, string beginSnapshot, long known)
    {
        connection.Execute(beginSnapshot);
        try
        {
            var version = connection.Query("SELECT version FROM block_version", row => row.GetInt64(0))[0];
            return version == known
                ? null
                : new BlockEntries(version, connection.Query("SELECT list, entry FROM block_entries", row => new BlockEntry(row.GetString(0), row.GetString(1))));
        }
        finally
        {
            connection.Execute("COMMIT");
        }
    }

    public static void Write(IStoreParts parts, string list, IReadOnlyCollection<string> added, IReadOnlyCollection<string> removed)
    {
        using var connection = parts.OpenForWriting();
        foreach (var some in added.Chunk(EntriesPerTransaction))
            Change(connection, list, some, "INSERT INTO block_entries (list, entry) VALUES {0} ON CONFLICT DO NOTHING", "(@list, {0})");
        foreach (var some in removed.Chunk(EntriesPerTransaction))
            Change(connection, list, some, "DELETE FROM block_entries WHERE list = @list AND entry IN ({0})", "{0}");
    }

    private static void Change(DbConnection connection, string list, string[] entries, string statement, string place)
    {
        using var transaction = connection.BeginTransaction();
        Execute(connection, transaction, "UPDATE block_version SET version = version + 1", []);
        foreach (var some in entries.Chunk(EntriesPerStatement))
        {
            var places = some.Select((_, i) => string.Format(CultureInfo.InvariantCulture, place, Name(i)));
            var text = string.Format(CultureInfo.InvariantCulture, statement, string.Join(", ", places));
            Execute(connection, transaction, text, [("@list", list), .. some.Select((entry, i) => (Name(i), (object)entry))]);
        }

        transaction.Commit();
    }

    private static string Name(int i) => string.Create(CultureInfo.InvariantCulture, $"@e{i}");

    private static void Execute(DbConnection connection, DbTransaction transaction, string text, ReadOnlySpan<(string Name, object Value)> parameters)
    {
        using var command = connection.Command(text, parameters);
        command.Transaction = transaction;
        command.ExecuteNonQuery();
    }
}
