using MucService.Xmpp;

namespace MucService.Rooms.Entity;

/// <summary>Who is in this room? XEP-0045 #disco-roomitems.</summary>
internal static class DiscoItems
{
    public static Decision Decide(RoomState room, RoomCommand.QueryItems command) =>
        Decision.Refuse(room, command, ErrorCondition.FeatureNotImplemented);
}
