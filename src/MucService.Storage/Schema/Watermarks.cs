namespace MucService.Storage.Schema;

/// <summary>
/// Version 9. What the sessions of a room are proved to know (number 0), and the changes since that no other row shows. In a table of its own, since it
/// is written once a minute, and not with each message.
/// </summary>
internal static class Watermarks
{
    public static Migration Migration { get; } = new(9, Sqlite, PostgreSql);

    private const string Sqlite = """
        CREATE TABLE watermarks (
            room TEXT NOT NULL,
            number INTEGER NOT NULL,
            data BLOB NOT NULL,
            PRIMARY KEY (room, number)
        ) STRICT, WITHOUT ROWID
        """;

    private const string PostgreSql = """
        CREATE TABLE watermarks (
            room text COLLATE "C" NOT NULL,
            number bigint NOT NULL,
            data bytea NOT NULL,
            PRIMARY KEY (room, number)
        ) WITH (fillfactor = 80)
        """;
}
