using MucService.Xmpp;

namespace MucService.Rooms.Occupants;

/// <summary>Speaking to one. XEP-0045 #privatemessage.</summary>
internal static class PrivateMessage
{
    public static Decision Decide(RoomState room, RoomCommand.PrivateMessage command) =>
        Decision.Refuse(room, command, ErrorCondition.FeatureNotImplemented);
}
