namespace MucService.Rooms.Service;

/// <summary>What a crash between two writes can have left: a temporary room with nobody in it.</summary>
internal static class Recover
{
    public static Decision Decide(RoomState room, RoomCommand.Recovered _) =>
        room is { Exists: true, Config.Persistent: false, Sessions.IsEmpty: true }
            ? Decision.Nothing.Asking(new RoomRequest.Forget())
            : Decision.Nothing;
}
