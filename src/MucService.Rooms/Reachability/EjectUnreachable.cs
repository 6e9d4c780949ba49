using MucService.Rooms.Languages;
using MucService.Xmpp;

namespace MucService.Rooms.Reachability;

/// <summary>
/// Removing sessions that cannot be reached, by policy at once or after the grace time. Never as a kick: status 333 without 307.
/// XEP-0045 #service-error-kick.
/// </summary>
internal static class EjectUnreachable
{
    /// <summary>The grace time of a domain may have ended: for those of its sessions that were not heard since.</summary>
    public static Decision Decide(RoomState room, RoomCommand.TimerElapsed command)
    {
        var domain = command.Timer.Domain;
        if (!room.Links.TryGetValue(domain, out var link) || link.Standing != LinkStanding.Unreachable)
            return Decision.Nothing;

        // The timer is of a past epoch: who came back in the same moment stays, and the timer is set anew when the room is told.
        if (command.Standing is not (null or LinkStanding.Unreachable))
            return Decision.Nothing;
        if (LinkTerms.Of(room, domain).Policy == LinkPolicy.Ignore)
            return Decision.Nothing;

        var clock = Suspensions.GraceClock(link, command.Arrival.Steady);
        var due = room.Suspensions
            .Where(suspended => suspended.Key.Domain == domain && suspended.Value.HeardAt + GraceTime.Of(room, suspended.Key) <= clock)
            .Select(suspended => suspended.Key);
        var decision = Remove(room, [.. due], command.Arrival);
        var after = room.After(decision.Events.AsSpan());
        return after.Links.ContainsKey(domain) ? decision.Asking(ChangeLink.GraceTimer(after, domain, command.Arrival.Steady)) : decision;
    }

    /// <summary>All sessions of a domain at once.</summary>
    public static Decision All(RoomState room, Domain domain, Arrival arrival) =>
        Remove(room, [.. room.Sessions.Keys.Where(session => session.Domain == domain)], arrival);

    /// <summary>Some sessions. Who has others left stays, and is shown as those are.</summary>
    public static Decision Remove(RoomState room, IReadOnlyCollection<FullJid> sessions, Arrival arrival)
    {
        var texts = OwnTexts.Of(room);
        var note = new PresenceNote { Id = SentIds.For(arrival), Codes = [StatusCode.TechnicalRemoval], Reason = texts.Removed, ReasonLang = texts.Lang };
        var gone = sessions.ToHashSet();
        var decision = Decision.Happened([.. sessions
            .OrderBy(session => room.SessionOf(session)!.Order)
            .Select(session => new RoomEvent.Exited(session))]);
        var after = room.After(decision.Events.AsSpan());
        foreach (var occupant in room.InOrder().Where(occupant => occupant.Sessions.Any(session => gone.Contains(session.RealJid))))
        {
            if (after.ByNick(occupant.Nick) is null)
            {
                decision = decision.Telling(Presences.Unavailable(after, occupant, note));
                continue;
            }

            foreach (var session in occupant.Sessions.Where(session => gone.Contains(session.RealJid)))
                decision = decision.Telling(Presences.SessionLeft(after, occupant, session, note));
        }

        // A room that its owner never opened, and whose owner is gone, would keep its name for ever.
        return room.Locked && after is { Exists: true, Sessions.IsEmpty: true }
            ? decision.And(new RoomEvent.Destroyed(null, null, null)).Asking(new RoomRequest.Forget())
            : decision;
    }
}
