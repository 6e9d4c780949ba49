using Google.Protobuf;
using MucService.Actors.Serialization;
using MucService.Rooms;
using MucService.Rooms.Reachability;
using MucService.Storage;
using MucService.Xmpp;

namespace MucService.Actors.Rooms;

/// <summary>What is written down of what a room's sessions know, and read again when the room is loaded.</summary>
internal static class RoomMemory
{
    /// <summary>Of a room that begins: whoever enters knows nothing yet.</summary>
    public static WatermarkRow Nothing(DateTimeOffset at) => new(0, WatermarkValues.Write(Recollection.Nothing(at)), 0);

    /// <summary>What is remembered of a room as it is.</summary>
    /// <param name="room">The room.</param>
    /// <param name="known">What the sessions of a domain are proved to know that were sent all.</param>
    /// <param name="at">When.</param>
    /// <returns>The row, and whether everybody knows the room as it is, so that it need not be written again before something happens.</returns>
    public static (WatermarkRow Row, bool IsAllKnown) Of(RoomState room, Func<Domain, Known> known, DateTimeOffset at)
    {
        var remembered = Recollection.Of(room, known, at);
        return (new WatermarkRow(0, WatermarkValues.Write(remembered), remembered.Missed.Number), remembered.IsAllKnown);
    }

    /// <summary>What a decision changes that no other row shows; null if nothing.</summary>
    public static WatermarkRow? Of(RoomState before, RoomState after, Decision decision) =>
        LoggedChange.Of(before, after, decision) is { } change ? new WatermarkRow(change.Number, WatermarkValues.Write(change)) : null;

    /// <summary>A room that was loaded, with what its rows say of what sessions know.</summary>
    /// <exception cref="InvalidDataException">The rows cannot be read.</exception>
    public static RoomState Recall(RoomState room, IReadOnlyList<WatermarkRow> rows)
    {
        if (rows.Count == 0 || rows[0].Number != 0)
            return room;

        try
        {
            return WatermarkValues.ReadRecollection(rows[0].Data).Recall(room, [.. rows.Skip(1).Select(row => WatermarkValues.ReadLoggedChange(row.Data))]);
        }
        catch (Exception fault) when (fault is InvalidProtocolBufferException or FormatException or ArgumentException)
        {
            throw new InvalidDataException($"the watermarks of {room.Address} cannot be read: {fault.Message}", fault);
        }
    }
}
