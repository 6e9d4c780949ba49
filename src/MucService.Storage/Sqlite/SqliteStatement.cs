using System.Globalization;
using Microsoft.Data.Sqlite;

namespace MucService.Storage.Sqlite;

/// <summary>A prepared statement with the parameters <c>$0</c>, <c>$1</c> …</summary>
internal sealed class SqliteStatement : IDisposable
{
    private readonly SqliteCommand _command;
    private readonly SqliteParameter[] _parameters;

    public SqliteStatement(SqliteConnection connection, string text, int parameters)
    {
        _command = connection.CreateCommand();
#pragma warning disable CA2100 // The texts are constants of this folder.
        _command.CommandText = text;
#pragma warning restore CA2100
        _parameters = new SqliteParameter[parameters];
        for (var i = 0; i < parameters; i++)
        {
            _parameters[i] = new SqliteParameter("$" + i.ToString(CultureInfo.InvariantCulture), DBNull.Value);
            _command.Parameters.Add(_parameters[i]);
        }

        _command.Prepare();
    }

    public object? this[int parameter]
    {
        set => _parameters[parameter].Value = value ?? DBNull.Value;
    }

    /// <returns>How many rows it changed.</returns>
    public int Execute() => _command.ExecuteNonQuery();

    /// <returns>The number that it yields.</returns>
    public long Number() => (long)_command.ExecuteScalar()!;

    public void Dispose() => _command.Dispose();
}
