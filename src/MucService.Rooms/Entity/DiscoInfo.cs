using MucService.Xmpp;

namespace MucService.Rooms.Entity;

/// <summary>What is this room? XEP-0045 #disco-roominfo.</summary>
internal static class DiscoInfo
{
    public static Decision Decide(RoomState room, RoomCommand.QueryInfo command) =>
        Decision.Refuse(room, command, ErrorCondition.FeatureNotImplemented);
}
