using MucService.Xmpp;

namespace MucService.Rooms.Occupants;

/// <summary>Speaking to all. XEP-0045 #message.</summary>
internal static class Groupchat
{
    public static Decision Decide(RoomState room, RoomCommand.Groupchat command) =>
        Decision.Refuse(room, command, ErrorCondition.FeatureNotImplemented);

    public static RoomState Evolve(RoomState room, RoomEvent.Said said) =>
        room with { History = room.History.With(said.Entry, room.Settings.HistorySize) };
}
