namespace MucService.Storage.Schema;

/// <summary>
/// Version 11. Up to where those who belong to a room heard what was said in it, when they left. XEP-0437. A row stays when its person enters again:
/// he has sessions then, and the next departure writes it over.
/// </summary>
internal static class Departures
{
    public static Migration Migration { get; } = new(11, Sqlite, PostgreSql);

    private const string Sqlite = """
        CREATE TABLE departures (
            room TEXT NOT NULL,
            jid TEXT NOT NULL,
            heard INTEGER NOT NULL,
            PRIMARY KEY (room, jid)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX departures_of_jid ON departures (jid);
        """;

    private const string PostgreSql = """
        CREATE TABLE departures (
            room text COLLATE "C" NOT NULL,
            jid text COLLATE "C" NOT NULL,
            heard bigint NOT NULL,
            PRIMARY KEY (room, jid)
        ) WITH (fillfactor = 80);
        CREATE INDEX departures_of_jid ON departures (jid);
        """;
}
