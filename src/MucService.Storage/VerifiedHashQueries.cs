using System.Data.Common;

namespace MucService.Storage;

/// <summary>Reads and writes what the hashes that clients announce were verified to mean.</summary>
internal static class VerifiedHashQueries
{
    private static readonly SetRows Rows = new(
        Insert: "INSERT INTO verified_hashes (vocabulary, hash) VALUES {0} ON CONFLICT DO NOTHING",
        Delete: "DELETE FROM verified_hashes WHERE vocabulary = @set AND hash IN ({0})");

    public static IReadOnlyList<string> Read(DbConnection connection, string vocabulary, int limit) => connection.Query(
        "SELECT hash FROM verified_hashes WHERE vocabulary = @vocabulary LIMIT @limit", row => row.GetString(0), ("@vocabulary", vocabulary), ("@limit", limit));

    public static void Write(IStoreParts parts, string vocabulary, IReadOnlyCollection<string> added, IReadOnlyCollection<string> removed) =>
        Rows.Write(parts, vocabulary, added, removed);
}
