using MucService.Xmpp;

namespace MucService.Rooms.Reachability;

/// <summary>
/// What follows where a decision changes what holds about lost domains: another configuration, or another role where only moderators
/// are told. Who is to hold an annotation then is sent it, who is not is sent the empty one, and who is to go goes.
/// </summary>
internal static class ChangeTerms
{
    /// <summary>The decision with what follows of it. Costs nothing while every domain can be reached.</summary>
    public static Decision After(RoomState before, RoomCommand command, Decision decision)
    {
        if (!decision.Events.Any(happened => happened is RoomEvent.Configured or RoomEvent.RoleChanged) || (before.Pauses.IsEmpty && before.Links.Values.All(link => !link.Deemed)))
            return decision;

        var after = before.After(decision.Events.AsSpan());
        if (!after.Exists)
            return decision;

        // Whoever is sent everybody's presence with this decision is sent the annotations with it.
        var listed = decision.Outgoing.OfType<Outgoing.OccupantList>().Select(list => list.To).ToHashSet();
        var followed = decision.Telling(Held(before, after, listed, SentIds.For(command.Arrival)));
        return LinkTerms.Of(before) == LinkTerms.Of(after) ? followed : followed.Then(OfLostDomains(after, command.Arrival));
    }

    /// <summary>Ejects at once where that is the policy now, and sets the timers anew where it is not.</summary>
    private static Decision OfLostDomains(RoomState room, Arrival arrival)
    {
        var decision = Decision.Nothing;
        foreach (var (domain, link) in room.Links)
        {
            if (link.Standing != LinkStanding.Unreachable)
                continue;

            if (LinkTerms.Of(room, domain).Policy != LinkPolicy.Eject)
            {
                decision = decision.Asking(ChangeLink.GraceTimer(room, domain, arrival.Steady));
                continue;
            }

            var ejected = EjectUnreachable.All(room, domain, arrival);
            decision = decision.Then(ejected);
            room = room.After(ejected.Events.AsSpan());
        }

        return decision;
    }

    /// <summary>To each session, the presences of which it is to hold another annotation than it does.</summary>
    private static IEnumerable<Outgoing> Held(RoomState before, RoomState after, HashSet<FullJid> listed, string? id)
    {
        var lost = after.InOrder()
            .Where(occupant => Annotations.Of(before, occupant) != AnnotationState.None || Annotations.Of(after, occupant) != AnnotationState.None)
            .ToList();
        foreach (var own in after.InOrder())
        {
            foreach (var session in own.Sessions)
            {
                if (after.IsSuspended(session.RealJid) || before.ByRealJid(session.RealJid) is not { } was)
                    continue;

                var held = before.TraitsOf(was, was.SessionOf(session.RealJid)!).HasFlag(SessionTraits.Annotations);
                var traits = after.TraitsOf(own, session);
                foreach (var occupant in lost.Where(occupant => occupant != own))
                {
                    var holds = held ? Annotations.Of(before, occupant) : AnnotationState.None;
                    var shall = traits.HasFlag(SessionTraits.Annotations) ? Annotations.Of(after, occupant) : AnnotationState.None;
                    if (shall != AnnotationState.None && listed.Contains(session.RealJid))
                        continue;
                    if (holds != shall && Presences.Of(after, occupant, traits) is { } presence)
                        yield return new Outgoing.ToOne((shall != AnnotationState.None ? presence : presence.With(Annotations.Lifted(after))) with { To = session.RealJid, Id = id });
                }
            }
        }
    }
}
