using System.Data.Common;
using LinqToDB.Interceptors;

namespace MucService.Host.Startup;

/// <summary>Runs a statement on each connection that the journal opens: SQLite keeps most of its settings per connection.</summary>
/// <param name="statement">What to run.</param>
internal sealed class OnEachConnection(string statement) : ConnectionInterceptor
{
    /// <inheritdoc/>
    public override void ConnectionOpened(ConnectionEventData eventData, DbConnection connection)
    {
        using var command = Statement(connection);
        command.ExecuteNonQuery();
    }

    /// <inheritdoc/>
    public override async Task ConnectionOpenedAsync(ConnectionEventData eventData, DbConnection connection, CancellationToken cancellationToken)
    {
        await using var command = Statement(connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private DbCommand Statement(DbConnection connection)
    {
        var command = connection.CreateCommand();
        // The statement is a constant of ours.
#pragma warning disable CA2100
        command.CommandText = statement;
#pragma warning restore CA2100
        return command;
    }
}
