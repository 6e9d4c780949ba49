using MucService.Xmpp;

namespace MucService.Rooms.Occupants;

/// <summary>Other presence of an occupant. XEP-0045 #changepres.</summary>
internal static class ChangePresence
{
    public static Decision Decide(RoomState room, RoomCommand.ChangePresence command) =>
        Decision.Refuse(room, command, ErrorCondition.FeatureNotImplemented);

    public static RoomState Evolve(RoomState room, RoomEvent.PresenceChanged changed) =>
        room.WithSession(changed.RealJid, session => session with { Presence = changed.Presence });
}
