using MucService.Xmpp;

namespace MucService.Rooms.Owners;

/// <summary>Destroying a room. XEP-0045 #destroyroom.</summary>
internal static class DestroyRoom
{
    public static Decision Decide(RoomState room, RoomCommand.Destroy command) =>
        Decision.Refuse(room, command, ErrorCondition.FeatureNotImplemented);

    public static RoomState Evolve(RoomState room, RoomEvent.Destroyed _) => new()
    {
        Address = room.Address,
        Settings = room.Settings,
        NextOrder = room.NextOrder,
        Links = room.Links,
    };
}
