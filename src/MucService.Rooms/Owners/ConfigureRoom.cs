using MucService.Xmpp;

namespace MucService.Rooms.Owners;

/// <summary>Configuring a room. XEP-0045 #roomconfig, #createroom-instant.</summary>
internal static class ConfigureRoom
{
    public static Decision Decide(RoomState room, RoomCommand.Configure command) =>
        Decision.Refuse(room, command, ErrorCondition.FeatureNotImplemented);

    public static RoomState Evolve(RoomState room, RoomEvent.Configured configured) => room with { Config = configured.Config };

    public static RoomState Unlock(RoomState room) => room with { Locked = false };
}
