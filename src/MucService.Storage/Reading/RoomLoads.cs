using System.Collections.Concurrent;
using System.Data.Common;
using System.Globalization;
using MucService.Xmpp;

namespace MucService.Storage.Reading;

/// <summary>A room with all it has.</summary>
internal sealed record LoadedRoom(RoomRow Row, long Epoch, IReadOnlyList<SessionRow> Sessions, IReadOnlyList<HistoryRow> History, byte[] VCard)
{
    public required IReadOnlyList<WatermarkRow> Watermarks { get; init; }
}

/// <summary>
/// Reads rooms whole, as they are at one moment: those that wait together are read together, in one round trip. When a node is gone,
/// thousands wait.
/// </summary>
internal static class RoomLoads
{
    /// <summary>How many rooms are read at once at most.</summary>
    public const int Most = 64;

    // Few texts, so that the database keeps them prepared: the last room is named again where there are fewer.
    private static readonly int[] Sizes = [1, 4, 16, Most];

    private static readonly ConcurrentDictionary<(string Begin, int Size), string> Texts = new();

    /// <summary>The rooms that are there, of those asked for.</summary>
    /// <param name="connection">Where to read.</param>
    /// <param name="beginSnapshot">How a transaction begins that sees one moment.</param>
    /// <param name="rooms">At most <see cref="Most"/>, at least one, each once.</param>
    public static Dictionary<BareJid, LoadedRoom> Load(DbConnection connection, string beginSnapshot, IReadOnlyList<BareJid> rooms)
    {
        var size = Sizes.First(size => size >= rooms.Count);
        var text = Texts.GetOrAdd((beginSnapshot, size), key => TextOf(key.Begin, key.Size));
        using var command = connection.Command(text, [.. Enumerable.Range(0, size).Select(i => (Name(i), (object)rooms[Math.Min(i, rooms.Count - 1)].ToString()))]);
        using var results = command.ExecuteReader();

        var byName = rooms.ToDictionary(room => room.ToString(), StringComparer.Ordinal);
        var found = results.ReadAll(row => (Row: RoomQueries.RoomOf(byName[row.GetString(14)], row), Epoch: row.GetInt64(12)));
        results.NextResult();
        var sessions = results.ReadAll(row => (Room: row.GetString(10), Row: RoomQueries.SessionOf(row))).ToLookup(row => row.Room, row => row.Row);
        results.NextResult();
        var history = results.ReadAll(row => (Room: row.GetString(6), Row: RoomQueries.MessageOf(row))).ToLookup(row => row.Room, row => row.Row);
        results.NextResult();
        var cards = results.ReadAll(row => (Room: row.GetString(1), VCard: row.GetFieldValue<byte[]>(0))).ToDictionary(row => row.Room, row => row.VCard);
        results.NextResult();
        var watermarks = results.ReadAll(row => (Room: row.GetString(2), Row: new WatermarkRow(row.GetInt64(0), row.GetFieldValue<byte[]>(1)))).ToLookup(row => row.Room, row => row.Row);
        results.NextResult();
        return found.ToDictionary(room => room.Row.Room, room => Whole(room.Row, room.Epoch));

        LoadedRoom Whole(RoomRow row, long epoch)
        {
            var name = row.Room.ToString();
            return new LoadedRoom(row, epoch, [.. sessions[name]], [.. history[name]], cards.GetValueOrDefault(name, [])) { Watermarks = [.. watermarks[name]] };
        }
    }

    private static string Name(int room) => string.Create(CultureInfo.InvariantCulture, $"@room{room}");

    private static string TextOf(string begin, int size)
    {
        var rooms = string.Join(", ", Enumerable.Range(0, size).Select(Name));
        return $"""
            {begin};
            SELECT owner, created_at, locked, persistent, public, name, description, has_journal, occupants, next_order,
                   members_only, password_protected, epoch, occupant_id_key, room
            FROM rooms WHERE room IN ({rooms});
            SELECT jid, nick, role, entry_order, entered_at, presence, presence_at, caps_node, caps_ver, caps_hash, room
            FROM sessions WHERE room IN ({rooms}) ORDER BY room, entry_order;
            SELECT slot, number, said_at, nick, jid, message, room FROM history WHERE room IN ({rooms}) ORDER BY room, number;
            SELECT vcard, room FROM vcards WHERE room IN ({rooms});
            SELECT number, data, room FROM watermarks WHERE room IN ({rooms}) ORDER BY room, number;
            COMMIT
            """;
    }
}
