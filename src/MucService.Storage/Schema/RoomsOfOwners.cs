namespace MucService.Storage.Schema;

/// <summary>Version 4. How many rooms somebody created there are, is asked whenever he creates one. The owner of a row never changes.</summary>
internal static class RoomsOfOwners
{
    public static Migration Migration { get; } = new(4, Sqlite, PostgreSql);

    private const string Sqlite = "CREATE INDEX rooms_of_owner ON rooms (service, owner)";

    private const string PostgreSql = "CREATE INDEX rooms_of_owner ON rooms (service, owner)";
}
