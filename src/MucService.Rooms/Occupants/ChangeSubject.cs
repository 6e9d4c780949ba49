using MucService.Xmpp;

namespace MucService.Rooms.Occupants;

/// <summary>Another subject. XEP-0045 #subject-mod.</summary>
internal static class ChangeSubject
{
    public static Decision Decide(RoomState room, RoomCommand.ChangeSubject command) =>
        Decision.Refuse(room, command, ErrorCondition.FeatureNotImplemented);

    public static RoomState Evolve(RoomState room, RoomEvent.SubjectChanged changed) => room with { Subject = changed.Subject };
}
