using MucService.Xmpp;

namespace MucService.Rooms.Reachability;

/// <summary>The element that tells capable clients that a presence is stale. XEP-0310.</summary>
internal static class Annotations
{
    /// <summary>The annotation of an occupant's presence, or null if nothing is the matter with it.</summary>
    public static Payload? For(RoomState room, Occupant occupant) => null;
}
