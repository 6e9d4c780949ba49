namespace MucService.Storage.Schema;

/// <summary>Version 12. What the hashes that clients announce were verified to mean. XEP-0115 #impl-cache.</summary>
internal static class VerifiedHashes
{
    public static Migration Migration { get; } = new(12, Sqlite, PostgreSql);

    private const string Sqlite = """
        CREATE TABLE verified_hashes (vocabulary TEXT NOT NULL, hash TEXT NOT NULL, PRIMARY KEY (vocabulary, hash)) STRICT, WITHOUT ROWID;
        """;

    private const string PostgreSql = """
        CREATE TABLE verified_hashes (vocabulary text COLLATE "C" NOT NULL, hash text COLLATE "C" NOT NULL, PRIMARY KEY (vocabulary, hash));
        """;
}
