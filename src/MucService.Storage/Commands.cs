using System.Data.Common;

namespace MucService.Storage;

/// <summary>Short forms for ADO.NET.</summary>
internal static class Commands
{
    public static int Execute(this DbConnection connection, string text)
    {
        using var command = connection.CreateCommand();
        command.CommandText = text;
        return command.ExecuteNonQuery();
    }

    /// <summary>Reads every row of a query.</summary>
    public static List<T> Query<T>(
        this DbConnection connection, string text, Func<DbDataReader, T> read, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        using var command = connection.Command(text, parameters);
        using var rows = command.ExecuteReader();
        return rows.ReadAll(read);
    }

    public static DbCommand Command(this DbConnection connection, string text, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = text;
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value;
            command.Parameters.Add(parameter);
        }

        return command;
    }

    /// <summary>Reads the rest of a result.</summary>
    public static List<T> ReadAll<T>(this DbDataReader rows, Func<DbDataReader, T> read)
    {
        var list = new List<T>();
        while (rows.Read())
            list.Add(read(rows));
        return list;
    }

    public static string? StringOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
