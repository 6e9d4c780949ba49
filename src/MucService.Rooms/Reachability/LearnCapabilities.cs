using MucService.Xmpp;

namespace MucService.Rooms.Reachability;

/// <summary>
/// What a client understands became known, possibly long after it entered. XEP-0115, XEP-0310 #discovery. Whoever understands
/// annotations from now on is sent those in force; whoever does not any more is sent the same presence without.
/// </summary>
internal static class LearnCapabilities
{
    public static Decision Decide(RoomState room, RoomCommand.LearnCapabilities command)
    {
        if (room.SessionOf(command.Session) is not { } session || session.Features == command.Features)
            return Decision.Nothing;

        var learned = new RoomEvent.CapabilitiesLearned(command.Session, command.Features);
        var understood = session.Features.HasFlag(ClientFeatures.Annotations);
        var decision = Decision.Happened(learned);
        if (understood == command.Features.HasFlag(ClientFeatures.Annotations) || room.IsSuspended(command.Session))
            return decision;

        return decision.Telling(InForce(room.After(learned), command.Session, SentIds.For(command.Arrival)));
    }

    public static RoomState Evolve(RoomState room, RoomEvent.CapabilitiesLearned learned) =>
        room.WithSession(learned.RealJid, session => session with { Features = learned.Features });

    /// <summary>To one session, the presence of everybody who is annotated, as it may see and understands it.</summary>
    private static IEnumerable<Outgoing> InForce(RoomState room, FullJid session, string? id)
    {
        var own = room.ByRealJid(session)!;
        var traits = room.TraitsOf(own, own.SessionOf(session)!);
        return room.InOrder()
            .Where(occupant => Annotations.Annotates(room, occupant.RealJid.Domain))
            .Select(occupant => Presences.Of(room, occupant, traits))
            .OfType<Stanza>()
            .Select(presence => new Outgoing.ToOne(presence with { To = session, Id = id }));
    }
}
