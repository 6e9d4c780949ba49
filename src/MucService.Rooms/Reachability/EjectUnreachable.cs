using MucService.Xmpp;

namespace MucService.Rooms.Reachability;

/// <summary>Ejecting what is left of a domain after the grace time.</summary>
internal static class EjectUnreachable
{
    public static Decision Decide(RoomState room, RoomCommand.TimerElapsed command) =>
        Decision.Refuse(room, command, ErrorCondition.FeatureNotImplemented);
}
