using System.Data.Common;
using System.Globalization;

namespace MucService.Storage.Schema;

/// <summary>Brings a database to the schema that this program knows, in the transaction of the caller.</summary>
internal static class SchemaUpgrade
{
    /// <summary>Applies the missing steps.</summary>
    /// <param name="connection">Where; a transaction that excludes others is open on it.</param>
    /// <param name="steps">All steps known, oldest first.</param>
    /// <param name="textOf">The text of a step for this database.</param>
    /// <exception cref="StorageFaultException">The database has steps that this program does not know.</exception>
    public static void Apply(DbConnection connection, IReadOnlyList<Migration> steps, Func<Migration, string> textOf)
    {
        Execute(connection, "CREATE TABLE IF NOT EXISTS schema_version (version integer NOT NULL PRIMARY KEY)");
        var present = Present(connection);
        var known = steps.Count == 0 ? 0 : steps[^1].Version;
        if (present > known)
            throw new StorageFaultException($"the database has schema version {present}, and this program knows only up to {known}; a newer program wrote it");

        foreach (var step in steps)
        {
            if (step.Version <= present)
                continue;

            Execute(connection, textOf(step));
            Execute(connection, string.Create(CultureInfo.InvariantCulture, $"INSERT INTO schema_version (version) VALUES ({step.Version})"));
        }
    }

    private static int Present(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT COALESCE(MAX(version), 0) FROM schema_version";
        return Convert.ToInt32(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    private static void Execute(DbConnection connection, string text)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The text is a step of the schema, not input.
        command.CommandText = text;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
