using System.Data.Common;

namespace MucService.Storage;

/// <summary>An entry of a list of those who are not let in.</summary>
/// <param name="List">Which list; empty for the operator's own.</param>
/// <param name="Entry">A bare JID or a domain, or the hash of one.</param>
public readonly record struct BlockEntry(string List, string Entry);

/// <summary>All lists at one moment.</summary>
/// <param name="Version">Grows with each change.</param>
/// <param name="Entries">All entries of all lists.</param>
public sealed record BlockEntries(long Version, IReadOnlyList<BlockEntry> Entries);

/// <summary>Reads and writes lists of those who are not let in.</summary>
internal static class BlockQueries
{
    private static readonly SetRows Rows = new(
        Insert: "INSERT INTO block_entries (list, entry) VALUES {0} ON CONFLICT DO NOTHING",
        Delete: "DELETE FROM block_entries WHERE list = @set AND entry IN ({0})",
        Before: "UPDATE block_version SET version = version + 1");

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

    public static void Write(IStoreParts parts, string list, IReadOnlyCollection<string> added, IReadOnlyCollection<string> removed) =>
        Rows.Write(parts, list, added, removed);
}
