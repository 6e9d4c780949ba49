namespace MucService.Storage.Schema;

/// <summary>Version 2. Each room has a secret for its occupants' ids; one that exists already gets its own, made by the database.</summary>
internal static class OccupantIdKeys
{
    public static Migration Migration { get; } = new(2, Sqlite, PostgreSql);

    private const string Sqlite = """
        ALTER TABLE rooms ADD COLUMN occupant_id_key TEXT NOT NULL DEFAULT '';
        UPDATE rooms SET occupant_id_key = lower(hex(randomblob(32)));
        """;

    private const string PostgreSql = """
        ALTER TABLE rooms ADD COLUMN occupant_id_key text NOT NULL DEFAULT '';
        UPDATE rooms SET occupant_id_key = replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '');
        """;
}
