using MucService.Xmpp;

namespace MucService.Rooms.Moderators;

/// <summary>Kicking an occupant. XEP-0045 #kick.</summary>
internal static class Kick
{
    public static Decision Decide(RoomState room, RoomCommand.KickByOperator command) =>
        Decision.Refuse(room, command, ErrorCondition.FeatureNotImplemented);
}
