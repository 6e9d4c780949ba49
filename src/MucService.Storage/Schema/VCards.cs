namespace MucService.Storage.Schema;

/// <summary>Version 3. What owners publish of a room is large and seldom changes: a table of its own, so that no other row grows by it.</summary>
internal static class VCards
{
    public static Migration Migration { get; } = new(3, Sqlite, PostgreSql);

    private const string Sqlite = "CREATE TABLE vcards (room TEXT NOT NULL PRIMARY KEY, vcard BLOB NOT NULL) STRICT, WITHOUT ROWID";

    private const string PostgreSql = """CREATE TABLE vcards (room text COLLATE "C" NOT NULL PRIMARY KEY, vcard bytea NOT NULL)""";
}
