namespace MucService.Storage.Schema;

/// <summary>One step of the schema, forward only. What a released version holds is never changed; the next step is added.</summary>
/// <param name="Version">1, 2, 3 …</param>
/// <param name="Sqlite">The step for SQLite.</param>
/// <param name="PostgreSql">The step for PostgreSQL.</param>
internal sealed record Migration(int Version, string Sqlite, string PostgreSql)
{
    /// <summary>All steps, oldest first.</summary>
    public static IReadOnlyList<Migration> All { get; } =
        [
            RoomsSessionsHistory.Migration, OccupantIdKeys.Migration, VCards.Migration, RoomsOfOwners.Migration, Leases.Migration, Tombstones.Migration,
            BlockLists.Migration, Listeners.Migration, Watermarks.Migration, Removals.Migration, Departures.Migration,
            VerifiedHashes.Migration,
        ];
}
