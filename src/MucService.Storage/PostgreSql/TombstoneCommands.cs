using Npgsql;
using NpgsqlTypes;

namespace MucService.Storage.PostgreSql;

/// <summary>What the folded rooms of a transaction need written of those that are destroyed.</summary>
internal static class TombstoneCommands
{
    private const string Set = """
        INSERT INTO tombstones (room, service, destroyed_at, until, alternative, reason, heirs)
        SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[], $4::bigint[], $5::text[], $6::text[], $7::text[])
        ON CONFLICT (room) DO UPDATE SET
            destroyed_at = excluded.destroyed_at, until = excluded.until, alternative = excluded.alternative, reason = excluded.reason, heirs = excluded.heirs
        """;

    private const string Trim = """
        DELETE FROM tombstones
        WHERE service = $1 AND (until <= $2 OR room IN (SELECT room FROM tombstones WHERE service = $1 ORDER BY until DESC OFFSET $3))
        """;

    public static IEnumerable<NpgsqlBatchCommand> For(IReadOnlyCollection<FoldedRoom> rooms)
    {
        var unburied = rooms.Where(room => room.IsUnburied).Select(room => room.Room.ToString()).ToList();
        if (unburied.Count > 0)
            yield return RoomCommands.OfRooms("DELETE FROM tombstones WHERE room = ANY($1)", unburied);

        RoomWrite[] buried = [.. rooms.Select(room => room.Tombstone).OfType<RoomWrite>()];
        if (buried.Length == 0)
            yield break;

        yield return Rows(buried);
        foreach (var last in buried.GroupBy(write => write.Room.Domain).Select(service => service.MaxBy(write => write.Tombstone!.DestroyedAt)!))
            yield return Excess(last);
    }

    private static NpgsqlBatchCommand Rows(RoomWrite[] buried)
    {
        var command = new UnnestCommand(Set);
        var (room, service, destroyedAt, until) = (command.Texts(), command.Texts(), command.Longs(), command.Longs());
        var (alternative, reason, heirs) = (command.Texts(), command.Texts(), command.Texts());
        foreach (var tombstone in buried.Select(write => write.Tombstone!))
        {
            room.Add(tombstone.Room.ToString());
            service.Add(tombstone.Room.Domain.Value);
            destroyedAt.Add(StoredTime.Of(tombstone.DestroyedAt));
            until.Add(StoredTime.Of(tombstone.Until));
            alternative.Add(tombstone.Alternative?.ToString());
            reason.Add(tombstone.Reason);
            heirs.Add(tombstone.HeirsAsText);
        }

        return command.ToBatchCommand();
    }

    private static NpgsqlBatchCommand Excess(RoomWrite last)
    {
        var command = new NpgsqlBatchCommand(Trim);
        command.Parameters.Add(new NpgsqlParameter { Value = last.Room.Domain.Value, NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.Add(new NpgsqlParameter { Value = StoredTime.Of(last.Tombstone!.DestroyedAt), NpgsqlDbType = NpgsqlDbType.Bigint });
        command.Parameters.Add(new NpgsqlParameter { Value = (long)last.TombstonesAtMost, NpgsqlDbType = NpgsqlDbType.Bigint });
        return command;
    }
}
