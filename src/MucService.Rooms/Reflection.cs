using System.Collections.Immutable;
using MucService.Rooms.OccupantIds;
using MucService.Xmpp;

namespace MucService.Rooms;

/// <summary>Messages as the room passes them on: what people said byte for byte, and nothing that only the room may say.</summary>
internal static class Reflection
{
    private const string OldDelay = "jabber:x:delay";

    /// <summary>A message to all: from the occupant JID, with the sender's id or else the room's, and the room's stanza-id. XEP-0045 #message, XEP-0359.</summary>
    public static Stanza ToAll(RoomState room, Occupant occupant, Stanza message, Arrival arrival) => new()
    {
        Kind = StanzaKind.Message,
        Type = StanzaType.Groupchat,
        Id = message.Id ?? arrival.StanzaId,
        From = room.OccupantJid(occupant.Nick),
        Lang = message.Lang,
        Payloads = OccupantId.Of(occupant, Genuine(room, message.Payloads).Add(StanzaId(room, arrival.StanzaId))),
    };

    /// <summary>A message to all by the room itself, with its stanza-id.</summary>
    public static Stanza FromRoom(RoomState room, Arrival arrival, Payload payload) => new()
    {
        Kind = StanzaKind.Message,
        Type = StanzaType.Groupchat,
        Id = arrival.StanzaId,
        From = room.Address,
        Payloads = [payload, StanzaId(room, arrival.StanzaId)],
    };

    /// <summary>The children of a message without those that pretend to be the room's.</summary>
    public static ImmutableArray<Payload> Genuine(RoomState room, ImmutableArray<Payload> payloads)
    {
        foreach (var payload in payloads)
        {
            if (Pretends(room, payload))
                return payloads.RemoveAll(one => Pretends(room, one));
        }

        return payloads;
    }

    private static Element StanzaId(RoomState room, string id) => new Element("stanza-id", Namespaces.StanzaIds)
        .With("by", room.Address.ToString())
        .With("id", id);

    private static bool Pretends(RoomState room, Payload payload) => payload.Name.Namespace switch
    {
        Namespaces.Component => payload.Name.Local == "error",
        Namespaces.StanzaIds => payload.Name.Local == "stanza-id" && IsByRoom(room, payload.Element?["by"]),
        Namespaces.Delay => IsByRoom(room, payload.Element?["from"]),
        Namespaces.Retraction => payload.Name.Local == "retracted" || payload.Element?.Child("moderated", Namespaces.Moderation) is not null,
        Namespaces.Moderation => true,
        Namespaces.MucUser or Namespaces.OccupantIds or Namespaces.PresenceAnnotations or OldDelay => true,
        _ => false,
    };

    /// <summary>True if an element says that it is of this room or of an occupant, or does not say of whom.</summary>
    private static bool IsByRoom(RoomState room, string? by) =>
        by is null || !Jid.TryParse(by, out var jid) || jid.Bare == room.Address;
}
