namespace MucService.Storage.Schema;

/// <summary>Version 5. What only one node at a time may hold, and until when. SQLite has one node, and needs none.</summary>
internal static class Leases
{
    public static Migration Migration { get; } = new(5, Sqlite, PostgreSql);

    private const string Sqlite = "SELECT 1";

    private const string PostgreSql = """
        CREATE TABLE leases (
            name text COLLATE "C" NOT NULL PRIMARY KEY,
            owner text NOT NULL,
            held_until timestamptz NOT NULL
        );
        """;
}
