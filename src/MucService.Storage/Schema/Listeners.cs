namespace MucService.Storage.Schema;

/// <summary>Version 8. Who wants to hear of activity in the rooms of a service. XEP-0437.</summary>
internal static class Listeners
{
    public static Migration Migration { get; } = new(8, Sqlite, PostgreSql);

    private const string Sqlite = """
        CREATE TABLE listeners (service TEXT NOT NULL, session TEXT NOT NULL, PRIMARY KEY (service, session)) STRICT, WITHOUT ROWID;
        """;

    private const string PostgreSql = """
        CREATE TABLE listeners (service text COLLATE "C" NOT NULL, session text COLLATE "C" NOT NULL, PRIMARY KEY (service, session));
        """;
}
