namespace MucService.Storage.Schema;

/// <summary>Version 7. Whom the service does not let in: the operator's own list, and copies of those of others. The version grows with each change.</summary>
internal static class BlockLists
{
    public static Migration Migration { get; } = new(7, Sqlite, PostgreSql);

    private const string Sqlite = """
        CREATE TABLE block_entries (list TEXT NOT NULL, entry TEXT NOT NULL, PRIMARY KEY (list, entry)) STRICT, WITHOUT ROWID;
        CREATE TABLE block_version (version INTEGER NOT NULL) STRICT;
        INSERT INTO block_version (version) VALUES (0);
        """;

    private const string PostgreSql = """
        CREATE TABLE block_entries (list text COLLATE "C" NOT NULL, entry text COLLATE "C" NOT NULL, PRIMARY KEY (list, entry));
        CREATE TABLE block_version (version bigint NOT NULL);
        INSERT INTO block_version (version) VALUES (0);
        """;
}
