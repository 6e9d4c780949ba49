using System.Collections.Immutable;
using MucService.Xmpp;

namespace MucService.Rooms.Reachability;

/// <summary>
/// What follows where a decision changes what holds about lost domains: another configuration, or another role where only moderators
/// are told. Who is to hold an annotation then is sent it, who is not is sent the empty one, and who is to go goes. An owner who changes his mind
/// all the time costs a wave each time: <see cref="Protection.RoomTraffic"/> lets him wait (<see cref="Decision.Wave"/>).
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

        var changed = LinkTerms.Of(before) != LinkTerms.Of(after);
        if (changed)
            (decision, after) = EjectTooMany(before, after, command, decision);

        var retold = new List<Outgoing>();
        var wave = Retell(before, after, decision, SentIds.For(command.Arrival), retold);
        var followed = decision.Telling(retold) with { Wave = wave };
        return changed ? followed.Then(OfLostDomains(after, command.Arrival)) : followed;
    }

    /// <summary>Who would have been ejected under these terms when his domain was lost, since the wave would be too large, is ejected now.</summary>
    private static (Decision Decision, RoomState After) EjectTooMany(RoomState before, RoomState after, RoomCommand command, Decision decision)
    {
        foreach (var domain in after.Links.Keys.Where(domain => ChangeLink.IsWaveTooLarge(before, after, domain)).ToArray())
        {
            var ejected = EjectUnreachable.All(after, domain, command.Arrival);
            (decision, after) = (decision.Then(ejected), after.After(ejected.Events.AsSpan()));
        }

        return (decision, after);
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

    /// <summary>Tells the presences of which somebody is to hold another annotation than he does, each once to all whom it concerns.</summary>
    /// <returns>To how many.</returns>
    private static long Retell(RoomState before, RoomState after, Decision decision, string id, List<Outgoing> retold)
    {
        var lost = after.InOrder()
            .Select(occupant => new Lost(occupant, Annotations.Of(before, occupant), Annotations.Of(after, occupant)))
            .Where(lost => lost.Was != AnnotationState.None || lost.Is != AnnotationState.None)
            .ToList();
        if (lost.Count == 0)
            return 0;

        // Whoever is sent everybody's presence with this decision is sent the annotations with it.
        var listed = decision.Outgoing.OfType<Outgoing.OccupantList>().Select(list => list.To).ToHashSet();
        var single = after.Occupants.Values
            .SelectMany(own => own.Sessions.Select(session => (Own: own, Session: session)))
            .Where(one => listed.Contains(one.Session.RealJid) || before.ByRealJid(one.Session.RealJid)?.Role != one.Own.Role)
            .ToList();
        var wave = RetellAll(before, after, lost, [.. single.Select(one => one.Session.RealJid)], id, retold);
        var toAll = retold.Count;
        foreach (var (own, session) in single)
            retold.AddRange(ToOne(before, after, lost, own, session, listed.Contains(session.RealJid), id));

        return wave + retold.Count - toAll;
    }

    /// <summary>What concerns all moderators, or all who are none: their roles are what they were, and the room tells others than it did.</summary>
    private static long RetellAll(
        RoomState before, RoomState after, List<Lost> lost, ImmutableArray<FullJid> except, string id, List<Outgoing> retold)
    {
        var (was, now, wave) = (LinkTerms.Of(before), LinkTerms.Of(after), 0L);
        foreach (var role in (ReadOnlySpan<Role>)[Role.Moderator, Role.Participant])
        {
            var capable = Audience.Everyone.With(SessionTraits.UnderstandsAnnotations);
            var audience = role == Role.Moderator ? capable.With(SessionTraits.Moderator) : capable.Without(SessionTraits.Moderator);
            var sessions = after.Occupants.Values
                .Where(occupant => (occupant.Role == Role.Moderator) == (role == Role.Moderator))
                .Sum(occupant => occupant.Sessions.Count(session => session.Features.HasFlag(ClientFeatures.Annotations) && !after.IsSuspended(session.RealJid)));
            var seen = role == Role.Moderator || after.Config.Whois == Whois.Anyone ? SessionTraits.SeesRealJids : SessionTraits.None;
            foreach (var one in lost)
            {
                var shall = now.Tells(role) ? one.Is : AnnotationState.None;
                if (shall == (was.Tells(role) ? one.Was : AnnotationState.None) || Render(after, one.Occupant, seen, shall, id) is not { } presence)
                    continue;

                retold.Add(new Outgoing.ToMany(audience.But([.. except, .. one.Occupant.RealJids]), presence));
                wave += sessions;
            }
        }

        return wave;
    }

    private static IEnumerable<Outgoing> ToOne(RoomState before, RoomState after, List<Lost> lost, Occupant own, Session session, bool isListed, string id)
    {
        if (after.IsSuspended(session.RealJid) || before.ByRealJid(session.RealJid) is not { } was)
            yield break;

        var held = before.TraitsOf(was, was.SessionOf(session.RealJid)!).HasFlag(SessionTraits.Annotations);
        var traits = after.TraitsOf(own, session);
        foreach (var one in lost.Where(one => one.Occupant != own))
        {
            var shall = traits.HasFlag(SessionTraits.Annotations) ? one.Is : AnnotationState.None;
            if (shall == (held ? one.Was : AnnotationState.None) || (shall != AnnotationState.None && isListed))
                continue;
            if (Render(after, one.Occupant, traits & SessionTraits.SeesRealJids, shall, id) is { } presence)
                yield return new Outgoing.ToOne(presence with { To = session.RealJid });
        }
    }

    private static Stanza? Render(RoomState room, Occupant occupant, SessionTraits seen, AnnotationState shall, string id)
    {
        var traits = shall == AnnotationState.None ? seen : seen | SessionTraits.Annotations;
        var presence = Presences.Of(room, occupant, traits) is { } shown ? shown with { Id = id } : null;
        return shall == AnnotationState.None ? presence?.With(Annotations.Lifted(room)) : presence;
    }

    /// <summary>Somebody who is annotated, or was.</summary>
    private sealed record Lost(Occupant Occupant, AnnotationState Was, AnnotationState Is);
}
