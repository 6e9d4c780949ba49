using MucService.Xmpp;

namespace MucService.Rooms.Service;

/// <summary>Removing a session that is not there any more. XEP-0045 #service-error-kick, #impl-service-ghosts.</summary>
internal static class RemoveOnError
{
    public static Decision Decide(RoomState room, RoomCommand.StanzaFailed command) =>
        Decision.Refuse(room, command, ErrorCondition.FeatureNotImplemented);

    public static Decision Decide(RoomState room, RoomCommand.SessionGone gone) => Decision.Nothing;
}
