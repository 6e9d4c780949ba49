using MucService.Xmpp;

namespace MucService.Rooms.Owners;

/// <summary>The configuration form. XEP-0045 #roomconfig, #createroom-reserved.</summary>
internal static class ConfigForm
{
    public static Decision Decide(RoomState room, RoomCommand.QueryConfiguration command) =>
        Decision.Refuse(room, command, ErrorCondition.FeatureNotImplemented);
}
