namespace MucService.Storage.Schema;

/// <summary>Version 6. What is left of destroyed rooms, for a while. The tombstone of a service that is retired has the service's domain as its room.</summary>
internal static class Tombstones
{
    public static Migration Migration { get; } = new(6, Sqlite, PostgreSql);

    private const string Sqlite = """
        CREATE TABLE tombstones (
            room TEXT NOT NULL PRIMARY KEY,
            service TEXT NOT NULL,
            destroyed_at INTEGER NOT NULL,
            until INTEGER NOT NULL,
            alternative TEXT,
            reason TEXT,
            heirs TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX tombstones_of_service ON tombstones (service, until);
        """;

    private const string PostgreSql = """
        CREATE TABLE tombstones (
            room text COLLATE "C" NOT NULL PRIMARY KEY,
            service text COLLATE "C" NOT NULL,
            destroyed_at bigint NOT NULL,
            until bigint NOT NULL,
            alternative text,
            reason text,
            heirs text NOT NULL
        );
        CREATE INDEX tombstones_of_service ON tombstones (service, until);
        """;
}
