using System.Collections.Immutable;
using MucService.Xmpp;

namespace MucService.Rooms.OccupantIds;

/// <summary>The <c>occupant-id</c> that the room adds to whatever it says in somebody's name, in place of any that he wrote. XEP-0421 #rules.</summary>
internal static class OccupantId
{
    /// <summary>These children with the id of who sent them; unchanged where he is not known, or the room has no key.</summary>
    public static ImmutableArray<Payload> Of(RoomState room, BareJid? realJid, ImmutableArray<Payload> payloads) =>
        realJid is not null && ElementOf(room, realJid) is { } id ? payloads.Add(id) : payloads;

    /// <summary>These children with the id of the occupant who sent them; unchanged where the room has no key.</summary>
    public static ImmutableArray<Payload> Of(Occupant occupant, ImmutableArray<Payload> payloads) =>
        occupant.Id is { } id ? payloads.Add(Named(id)) : payloads;

    /// <summary>The <c>occupant-id</c> of somebody; null where the room has no key.</summary>
    public static Element? ElementOf(RoomState room, BareJid realJid) =>
        room.OccupantIdKey is { } key ? Named(key.IdOf(realJid)) : null;

    private static Element Named(string id) => new Element("occupant-id", Namespaces.OccupantIds).With("id", id);
}
