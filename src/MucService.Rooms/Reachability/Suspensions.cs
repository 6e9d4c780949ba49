using MucService.Xmpp;

namespace MucService.Rooms.Reachability;

/// <summary>
/// Which sessions are suspended, what they miss, and how long they have been unheard. A session is suspended with its domain:
/// it is sent replies only, and everything else of it stays as it is.
/// </summary>
internal static class Suspensions
{
    /// <summary>The state after an event, with what is to be told of it to whoever misses it.</summary>
    /// <param name="before">The state before the event.</param>
    /// <param name="after">The state as the event's own use case leaves it.</param>
    /// <param name="happened">The event.</param>
    public static RoomState Follow(RoomState before, RoomState after, RoomEvent happened)
    {
        if (before.Exists || after.Exists)
            after = Follow(after, after.Missed.With(before, after, happened), after.Retellings.After(happened));

        return happened switch
        {
            RoomEvent.Entered entered => OnEntered(before, RelayPaused.Forget(after, entered.Session.RealJid), entered),
            RoomEvent.Exited exited => OnExited(RelayPaused.Forget(after, exited.RealJid), exited.RealJid),
            RoomEvent.LinkChanged changed => OnLinkChanged(before, after, changed),
            RoomEvent.Heard heard => OnHeard(after, heard),
            _ => after,
        };
    }

    // Most events change nothing of either, and need no other state.
    private static RoomState Follow(RoomState room, Missed missed, Retellings retellings) =>
        ReferenceEquals(missed, room.Missed) && ReferenceEquals(retellings, room.Retellings) ? room : room with { Missed = missed, Retellings = retellings };

    /// <summary>That a suspended session was heard, so that its grace time starts anew; nothing if it is not suspended or did not speak itself.</summary>
    public static Decision Heard(RoomState room, Stanza stanza, Arrival arrival, Decision decision)
    {
        if (stanza.Type == StanzaType.Error || stanza.From?.Full is not { } from || !room.Suspensions.ContainsKey(from))
            return decision;

        var heard = decision with { Events = decision.Events.Insert(0, new RoomEvent.Heard(from, arrival.Steady)) };
        var renamed = decision.Events.OfType<RoomEvent.NickChanged>().FirstOrDefault(changed => changed.Touched.Contains(from));
        return renamed is null ? heard : heard.And(new RoomEvent.Heard(from, arrival.Steady, Knows: renamed.New));
    }

    /// <summary>How long a domain has been seen unreachable, while it is suspended: the clock of the grace time.</summary>
    public static TimeSpan GraceClock(DomainLink link, DateTimeOffset at)
    {
        var running = link.Standing == LinkStanding.Unreachable && at > link.Since ? at - link.Since : TimeSpan.Zero;
        return link.Observed + running;
    }

    private static RoomState OnEntered(RoomState before, RoomState room, RoomEvent.Entered entered)
    {
        var session = entered.Session;
        room = InSync(room, session.RealJid);
        if (!room.Links.TryGetValue(session.RealJid.Domain, out var link) || !link.Suspends)
            return room;

        // What it is sent on entering is a reply, and may be lost like any other now: nothing is proved. And what was written to its domain
        // before the loss, or to this session when it entered before, may come late and tell of occupants who are gone.
        var known = KnownOf(before, session.RealJid.Domain) is { } least ? least.OrLess(Known.Of(before)) : Known.Of(before);
        var suspension = Suspension.Of(room, session.RealJid, known, GraceClock(link, entered.At ?? session.EnteredAt));
        return room with { Suspensions = room.Suspensions.SetItem(session.RealJid, suspension) };
    }

    private static RoomState OnExited(RoomState room, FullJid session)
    {
        room = InSync(Without(room, session), session);
        return room.Links.ContainsKey(session.Domain) && !room.Sessions.Keys.Any(other => other.Domain == session.Domain)
            ? room with { Links = room.Links.Remove(session.Domain) }
            : room;
    }

    private static RoomState OnLinkChanged(RoomState before, RoomState room, RoomEvent.LinkChanged changed)
    {
        var suspends = room.Links[changed.Domain].Suspends;
        if (!suspends && KnownOf(room, changed.Domain) is { } known)
            room = room with { Retellings = room.Retellings.With(changed.Domain, known) };

        if (suspends || !room.Suspensions.IsEmpty)
        {
            foreach (var session in room.Sessions.Keys.Where(session => session.Domain == changed.Domain).ToArray())
            {
                if (!suspends)
                    room = Without(room, session);
                else if (!room.Suspensions.ContainsKey(session))
                    room = room with { Suspensions = room.Suspensions.Add(session, Suspension.Of(room, session, Proved(session), TimeSpan.Zero)) };
            }
        }

        if (changed.Standing != LinkStanding.Unknown && room.Recalled.ContainsKey(changed.Domain))
            room = room with { Recalled = room.Recalled.Remove(changed.Domain) };
        return suspends ? room with { OutOfSync = room.OutOfSync.RemoveRange(room.Suspensions.Keys) } : room;

        Known Proved(FullJid session)
        {
            // Of a room that was loaded, nothing that its probes prove is known to be all that sessions were told before.
            var proved = before.Recalled.TryGetValue(changed.Domain, out var recalled)
                ? recalled.Known
                : before.Retellings.Of(changed.Domain, changed.Proved ?? Known.Of(before));
            return before.OutOfSync.TryGetValue(session, out var lag) ? proved.OrLess(lag.Known) : proved;
        }
    }

    /// <summary>What all suspended sessions of a domain know, or null if there are none.</summary>
    private static Known? KnownOf(RoomState room, Domain domain)
    {
        Known? least = null;
        foreach (var (session, suspension) in room.Suspensions)
        {
            if (session.Domain == domain)
                least = least?.OrLess(suspension.Known) ?? suspension.Known;
        }

        return least;
    }

    private static RoomState OnHeard(RoomState room, RoomEvent.Heard heard)
    {
        if (!room.Suspensions.TryGetValue(heard.RealJid, out var suspension))
            return room;

        var clock = GraceClock(room.Links[heard.RealJid.Domain], heard.At);
        return room with { Suspensions = room.Suspensions.SetItem(heard.RealJid, suspension with { HeardAt = clock, Nick = heard.Knows ?? suspension.Nick }) };
    }

    // A room is copied only where something of it changes: these are called for every entry.
    private static RoomState Without(RoomState room, FullJid session) =>
        room.Suspensions.ContainsKey(session) ? room with { Suspensions = room.Suspensions.Remove(session) } : room;

    private static RoomState InSync(RoomState room, FullJid session) =>
        room.OutOfSync.ContainsKey(session) ? room with { OutOfSync = room.OutOfSync.Remove(session) } : room;
}
