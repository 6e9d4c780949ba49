using System.Net.Sockets;
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

    /// <summary>True if what keeps us out may pass by itself: nobody answers, or who does is starting, ending, full or short of something.</summary>
    public static bool MayPass(Exception fault) => fault switch
    {
        PostgresException { SqlState: var state } => state.StartsWith("08", StringComparison.Ordinal)
            || state.StartsWith("53", StringComparison.Ordinal)
            || state.StartsWith("57", StringComparison.Ordinal),
        NpgsqlException { InnerException: SocketException or TimeoutException or IOException } => true,
        SocketException or TimeoutException or IOException => true,
        _ => false,
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
