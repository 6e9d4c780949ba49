using System.Collections.Immutable;
using MucService.Xmpp;

namespace MucService.Rooms.Moderation;

/// <summary>
/// What stands in the history in place of a message that was taken back: who said it and its ids, that it was taken back, and nothing of
/// what it said. XEP-0424 #tombstones, XEP-0425 #tombstones.
/// </summary>
internal static class Tombstones
{
    /// <summary>True if a message was taken back already.</summary>
    public static bool IsRetracted(Stanza message) => message.Payload("retracted", Namespaces.Retraction) is not null;

    public static RoomState Evolve(RoomState room, RoomEvent.MessageRetracted retracted) =>
        room.History.Find(room.Address, retracted.StanzaId) is { } entry
            ? room with { History = room.History.Replacing(Of(entry, retracted.Tombstone)) }
            : room;

    private static HistoryEntry Of(HistoryEntry entry, Payload tombstone)
    {
        ImmutableArray<Payload> ids = entry.Message.Payloads.RemoveAll(payload => payload.Name.Namespace is not (Namespaces.StanzaIds or Namespaces.OccupantIds));
        return entry with { Message = entry.Message with { Lang = null, Payloads = ids.Insert(0, tombstone) } };
    }
}
