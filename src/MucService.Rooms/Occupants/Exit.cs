using MucService.Rooms.Service;
using MucService.Xmpp;

namespace MucService.Rooms.Occupants;

/// <summary>Leaving a room. XEP-0045 #exit.</summary>
internal static class Exit
{
    public static Decision Decide(RoomState room, RoomCommand.Exit command) =>
        Decision.Refuse(room, command, ErrorCondition.FeatureNotImplemented);

    public static RoomState Evolve(RoomState room, RoomEvent.Exited exited)
    {
        if (!room.Sessions.TryGetValue(exited.RealJid, out var key))
            return room;

        var occupant = room.Occupants[key].Without(exited.RealJid);
        return ForgetWhenEmpty.Evolve(room with
        {
            Occupants = occupant.Sessions.IsEmpty ? room.Occupants.Remove(key) : room.Occupants.SetItem(key, occupant),
            Sessions = room.Sessions.Remove(exited.RealJid),
        });
    }
}
