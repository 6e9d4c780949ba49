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
        var decision = Decision.Happened(learned);
        var after = room.After(learned);
        if (IsSentAnnotations(room, command.Session) == IsSentAnnotations(after, command.Session) || room.IsSuspended(command.Session))
            return decision;

        return decision.Telling(InForce(after, command.Session, SentIds.For(command.Arrival)));
    }

    public static RoomState Evolve(RoomState room, RoomEvent.CapabilitiesLearned learned) =>
        room.WithSession(learned.RealJid, session => session with { Features = learned.Features });

    /// <summary>Asks what clients of some domains understand that have said how to find out, and of which it is not known.</summary>
    public static IEnumerable<RoomRequest> AskUnknown(RoomState room, Func<Domain, bool> of) =>
        from occupant in room.Occupants.Values
        where of(occupant.RealJid.Domain)
        from session in occupant.Sessions
        where !session.Features.HasFlag(ClientFeatures.Known)
        let capabilities = session.Presence.Capabilities
        where capabilities is not null
        select new RoomRequest.QueryCapabilities(session.RealJid, capabilities) { Instead = session.Presence.OtherCapabilities };

    private static bool IsSentAnnotations(RoomState room, FullJid session) =>
        room.TraitsOf(room.ByRealJid(session)!, room.SessionOf(session)!).HasFlag(SessionTraits.Annotations);

    /// <summary>To one session, the presence of everybody who is annotated, as it may see and understands it.</summary>
    private static IEnumerable<Outgoing> InForce(RoomState room, FullJid session, string? id)
    {
        var own = room.ByRealJid(session)!;
        var traits = room.TraitsOf(own, own.SessionOf(session)!);
        return room.InOrder()
            .Where(occupant => occupant != own && Annotations.Of(room, occupant) != AnnotationState.None)
            .Select(occupant => Presences.Of(room, occupant, traits))
            .OfType<Stanza>()
            .Select(presence => new Outgoing.ToOne(presence with { To = session, Id = id }));
    }
}
