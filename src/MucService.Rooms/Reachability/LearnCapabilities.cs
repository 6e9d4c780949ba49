using MucService.Xmpp;

namespace MucService.Rooms.Reachability;

/// <summary>What a client understands became known. XEP-0115.</summary>
internal static class LearnCapabilities
{
    public static Decision Decide(RoomState room, RoomCommand.LearnCapabilities command) =>
        Decision.Refuse(room, command, ErrorCondition.FeatureNotImplemented);

    public static RoomState Evolve(RoomState room, RoomEvent.CapabilitiesLearned learned) =>
        room.WithSession(learned.RealJid, session => session with { Features = learned.Features });
}
