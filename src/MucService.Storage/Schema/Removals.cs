namespace MucService.Storage.Schema;

/// <summary>Version 10. Whom the service removed from rooms without anybody wanting it, and why: found by account, by session or by domain.</summary>
internal static class Removals
{
    public static Migration Migration { get; } = new(10, Sqlite, PostgreSql);

    private const string Sqlite = """
        CREATE TABLE removals (
            number INTEGER PRIMARY KEY,
            removed_at INTEGER NOT NULL,
            room TEXT NOT NULL,
            jid TEXT NOT NULL,
            account TEXT NOT NULL,
            domain TEXT NOT NULL,
            why TEXT NOT NULL
        ) STRICT;
        CREATE INDEX removals_of_account ON removals (account, number);
        CREATE INDEX removals_of_domain ON removals (domain, number);
        CREATE INDEX removals_by_time ON removals (removed_at);
        """;

    private const string PostgreSql = """
        CREATE TABLE removals (
            number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            removed_at bigint NOT NULL,
            room text COLLATE "C" NOT NULL,
            jid text COLLATE "C" NOT NULL,
            account text COLLATE "C" NOT NULL,
            domain text COLLATE "C" NOT NULL,
            why text NOT NULL
        );
        CREATE INDEX removals_of_account ON removals (account, number);
        CREATE INDEX removals_of_domain ON removals (domain, number);
        CREATE INDEX removals_by_time ON removals (removed_at);
        """;
}
