using MucService.Xmpp;

namespace MucService.Rooms.Occupants;

/// <summary>Another nick. XEP-0045 #changenick.</summary>
internal static class ChangeNick
{
    public static Decision Decide(RoomState room, RoomCommand.ChangePresence command) =>
        Decision.Refuse(room, command, ErrorCondition.FeatureNotImplemented);

    public static RoomState Evolve(RoomState room, RoomEvent.NickChanged changed)
    {
        var occupant = room.Occupants[changed.Old.Comparable] with { Nick = changed.New };
        var key = changed.New.Comparable;
        return room with
        {
            Occupants = room.Occupants.Remove(changed.Old.Comparable).SetItem(key, occupant),
            Sessions = room.Sessions.SetItems(occupant.Sessions.Select(session => KeyValuePair.Create(session.RealJid, key))),
        };
    }
}
