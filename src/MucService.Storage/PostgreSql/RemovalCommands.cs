using MucService.Storage.Writing;
using Npgsql;
using NpgsqlTypes;

namespace MucService.Storage.PostgreSql;

/// <summary>What a transaction writes of sessions that the service removed.</summary>
internal static class RemovalCommands
{
    private const string Add = """
        INSERT INTO removals (removed_at, room, jid, account, domain, why)
        SELECT * FROM unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
        """;

    /// <summary>Lanes and nodes that trim at once leave to one another what the other one removes already: none waits, and they cannot deadlock.</summary>
    private const string Trim = """
        DELETE FROM removals WHERE number IN (
            SELECT number FROM removals WHERE number <= (SELECT MAX(number) FROM removals) - $1 OR removed_at <= $2
            FOR UPDATE SKIP LOCKED)
        """;

    public static IEnumerable<NpgsqlBatchCommand> For(IReadOnlyList<StorageUnit> units)
    {
        RemovalUnit[] removals = [.. units.OfType<RemovalUnit>()];
        if (removals.Length == 0)
            yield break;

        yield return Rows(removals);
        yield return Excess(removals[^1]);
    }

    private static NpgsqlBatchCommand Rows(RemovalUnit[] removals)
    {
        var command = new UnnestCommand(Add);
        var (at, room, jid) = (command.Longs(), command.Texts(), command.Texts());
        var (account, domain, why) = (command.Texts(), command.Texts(), command.Texts());
        foreach (var removal in removals.Select(unit => unit.Removal))
        {
            at.Add(StoredTime.Of(removal.At));
            room.Add(removal.Room.ToString());
            jid.Add(removal.Session.ToString());
            account.Add(removal.Session.Bare.ToString());
            domain.Add(removal.Session.Domain.Value);
            why.Add(removal.Why);
        }

        return command.ToBatchCommand();
    }

    private static NpgsqlBatchCommand Excess(RemovalUnit last)
    {
        var command = new NpgsqlBatchCommand(Trim);
        command.Parameters.Add(new NpgsqlParameter { Value = (long)last.AtMost, NpgsqlDbType = NpgsqlDbType.Bigint });
        command.Parameters.Add(new NpgsqlParameter { Value = StoredTime.Of(last.Since), NpgsqlDbType = NpgsqlDbType.Bigint });
        return command;
    }
}
