using MucService.Xmpp;

namespace MucService.Rooms.Occupants;

/// <summary>An iq for an occupant. XEP-0045 #bizrules-iq.</summary>
internal static class RelayIq
{
    public static Decision Decide(RoomState room, RoomCommand.RelayIq command) =>
        Decision.Refuse(room, command, ErrorCondition.FeatureNotImplemented);
}
