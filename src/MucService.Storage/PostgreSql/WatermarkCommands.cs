using Npgsql;

namespace MucService.Storage.PostgreSql;

/// <summary>What the folded rooms of a transaction need written of what their sessions are proved to know.</summary>
internal static class WatermarkCommands
{
    private const string RemoveChanges = """
        DELETE FROM watermarks USING unnest($1::text[], $2::bigint[]) AS told (room, until)
        WHERE watermarks.room = told.room AND watermarks.number > 0 AND watermarks.number <= told.until
        """;

    private const string RemoveRows = """
        DELETE FROM watermarks USING unnest($1::text[], $2::bigint[]) AS gone (room, number)
        WHERE watermarks.room = gone.room AND watermarks.number = gone.number
        """;

    private const string Set = """
        INSERT INTO watermarks (room, number, data) SELECT * FROM unnest($1::text[], $2::bigint[], $3::bytea[])
        ON CONFLICT (room, number) DO UPDATE SET data = excluded.data
        """;

    /// <summary>The statements in the order in which they must run.</summary>
    public static IEnumerable<NpgsqlBatchCommand> For(IReadOnlyCollection<FoldedRoom> rooms)
    {
        var told = rooms.Where(room => room.WatermarksUntil > 0).Select(room => (room, room.WatermarksUntil)).ToList();
        if (told.Count > 0)
            yield return Numbers(RemoveChanges, told);

        var rows = rooms.SelectMany(room => room.Watermarks.Values.Select(row => (Room: room, Row: row))).ToList();
        var gone = rows.Where(one => one.Row.Data.Length == 0).Select(one => (one.Room, one.Row.Number)).ToList();
        if (gone.Count > 0)
            yield return Numbers(RemoveRows, gone);

        rows.RemoveAll(one => one.Row.Data.Length == 0);
        if (rows.Count > 0)
            yield return Rows(rows);
    }

    private static NpgsqlBatchCommand Numbers(string text, List<(FoldedRoom Room, long Number)> numbers)
    {
        var command = new UnnestCommand(text);
        var (room, number) = (command.Texts(), command.Longs());
        foreach (var one in numbers)
        {
            room.Add(one.Room.Room.ToString());
            number.Add(one.Number);
        }

        return command.ToBatchCommand();
    }

    private static NpgsqlBatchCommand Rows(List<(FoldedRoom Room, WatermarkRow Row)> rows)
    {
        var command = new UnnestCommand(Set);
        var (room, number, data) = (command.Texts(), command.Longs(), command.Bytes());
        foreach (var (folded, row) in rows)
        {
            room.Add(folded.Room.ToString());
            number.Add(row.Number);
            data.Add(row.Data);
        }

        return command.ToBatchCommand();
    }
}
