using MucService.Storage.Writing;
using Npgsql;

namespace MucService.Storage.PostgreSql;

/// <summary>What PostgreSQL's errors mean for a commit, by the classes of its error codes.</summary>
internal static class PostgreSqlFaults
{
    public static FaultKind KindOf(Exception fault) => fault switch
    {
        PostgresException said => KindOf(said.SqlState),
        NpgsqlException { InnerException: TimeoutException } => FaultKind.Database,
        NpgsqlException or IOException => FaultKind.Connection,
        _ => FaultKind.Unit,
    };

    private static FaultKind KindOf(string state)
    {
        // Deadlock, serialization; a room that another node created at the same moment.
        if (state is PostgresErrorCodes.UniqueViolation || state.StartsWith("40", StringComparison.Ordinal))
            return FaultKind.Conflict;

        // Shut down, or the connection ended by an administrator.
        if (state is "57P01" or "57P02" or "57P03" or "57P05" || state.StartsWith("08", StringComparison.Ordinal))
            return FaultKind.Connection;

        // Data and integrity: the units are at fault.
        if (state.StartsWith("22", StringComparison.Ordinal) || state.StartsWith("23", StringComparison.Ordinal))
            return FaultKind.Unit;

        return FaultKind.Database;
    }
}
