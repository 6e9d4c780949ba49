using MucService.Xmpp;
using Npgsql;

namespace MucService.Storage.PostgreSql;

/// <summary>What the folded rooms of a transaction need written of those who left.</summary>
internal static class DepartureCommands
{
    public static IEnumerable<NpgsqlBatchCommand> For(IReadOnlyCollection<FoldedRoom> rooms)
    {
        var rows = rooms.SelectMany(room => room.Departures.Select(row => (room.Room, Jid: row.Key, Heard: row.Value))).ToList();
        if (rows.Any(row => row.Heard is null))
            yield return Deleted(rows.Where(row => row.Heard is null));
        if (rows.Any(row => row.Heard is not null))
            yield return Upserted(rows.Where(row => row.Heard is not null));
    }

    private static NpgsqlBatchCommand Deleted(IEnumerable<(BareJid Room, BareJid Jid, long? Heard)> rows)
    {
        var command = new UnnestCommand(Texts.DeleteDepartures);
        var (room, jid) = (command.Texts(), command.Texts());
        foreach (var row in rows)
        {
            room.Add(row.Room.ToString());
            jid.Add(row.Jid.ToString());
        }

        return command.ToBatchCommand();
    }

    private static NpgsqlBatchCommand Upserted(IEnumerable<(BareJid Room, BareJid Jid, long? Heard)> rows)
    {
        var command = new UnnestCommand(Texts.UpsertDepartures);
        var (room, jid, heard) = (command.Texts(), command.Texts(), command.Longs());
        foreach (var row in rows)
        {
            room.Add(row.Room.ToString());
            jid.Add(row.Jid.ToString());
            heard.Add(row.Heard!.Value);
        }

        return command.ToBatchCommand();
    }
}
