using MucService.Xmpp;

namespace MucService.Rooms.Reachability;

/// <summary>
/// An occupant's own server says that his connection is paused, or was resumed; the room says so in the service's name. XEP-0310 #connectionpaused.
/// He is shown as paused when all his sessions are. That his server cannot be reached outranks it, and it is shown again afterwards. A client that
/// flips it costs others little: what changes soon after it was told is told once, as it is then.
/// </summary>
internal static class RelayPaused
{
    /// <summary>
    /// True for paused, false for resumed, null where a presence says neither. Only the domain of the session itself may say so, and of that session only:
    /// anything else was made up.
    /// </summary>
    public static bool? Statement(Stanza presence)
    {
        foreach (var payload in presence.Payloads)
        {
            if (!payload.Is("state-annotation", Namespaces.PresenceAnnotations) || payload.Element is not { } annotation)
                continue;
            if (!Domain.TryParse(annotation["from"], out var by) || by != presence.From!.Domain)
                return null;

            var states = annotation.Children.RemoveAll(child => child.Is("description", Namespaces.PresenceAnnotations));
            return states switch
            {
                [] => false,
                [var state] when state.Is("connection-paused", Namespaces.PresenceAnnotations) => true,
                _ => null,
            };
        }

        return null;
    }

    /// <summary>True if a presence says nothing new but that: it is relayed to those who understand it, and limited by itself, not with other presence.</summary>
    public static bool IsAll(RoomState room, FullJid from, Nick nick, Stanza presence) =>
        Statement(presence) is not null
        && room.ByRealJid(from) is { } occupant
        && occupant.Nick == nick
        && Sizes.AreSame(InboundPresence.Payloads(presence), occupant.SessionOf(from)!.Presence.Payloads);

    /// <summary>A presence that says nothing new but that the session is paused, or is not.</summary>
    public static Decision Decide(RoomState room, FullJid from, Stanza presence, Arrival arrival)
    {
        var known = room.Pauses.GetValueOrDefault(from);
        var paused = Statement(presence) == true;
        var wait = known is null ? TimeSpan.Zero : known.ToldAt + room.Settings.PauseSpacing - arrival.Steady;
        var changed = new RoomEvent.PauseChanged(from, new Pause(paused, wait > TimeSpan.Zero ? known!.ToldAt : arrival.Steady, IsDue: wait > TimeSpan.Zero));
        if (changed.Pause == known)
            return Decision.Nothing;

        var decision = Decision.Happened(changed);
        return wait > TimeSpan.Zero
            ? decision.Asking(new RoomRequest.SetTimer(new RoomTimer(RoomTimerKind.Pauses), wait))
            : decision.Telling(Shown(room, room.After(changed), from, SentIds.For(arrival)));
    }

    /// <summary>What changed again soon after it was told is told now.</summary>
    public static Decision Decide(RoomState room, RoomCommand.TimerElapsed command)
    {
        var now = command.Arrival.Steady;
        var due = room.Pauses.Where(pause => pause.Value.IsDue).ToList();
        var ready = due.Where(pause => pause.Value.ToldAt + room.Settings.PauseSpacing <= now).ToList();
        var decision = Decision.Happened([.. ready.Select(pause =>
            new RoomEvent.PauseChanged(pause.Key, pause.Value with { ToldAt = now, IsDue = false }))]);
        foreach (var occupant in ready.Select(pause => room.ByRealJid(pause.Key)!).Distinct())
            decision = decision.Telling(Annotations.Tell(room, occupant, [], SentIds.For(command.Arrival)));

        var next = due.Except(ready).Select(pause => pause.Value.ToldAt + room.Settings.PauseSpacing - now).DefaultIfEmpty(TimeSpan.Zero).Min();
        return next > TimeSpan.Zero ? decision.Asking(new RoomRequest.SetTimer(command.Timer, next)) : decision;
    }

    /// <summary>What other presence says of it, too: whoever sends it without an annotation is there.</summary>
    public static IEnumerable<RoomEvent> With(RoomState room, FullJid from, Stanza presence, DateTimeOffset at)
    {
        var paused = Statement(presence) == true;
        if (paused != (room.Pauses.GetValueOrDefault(from)?.IsPaused ?? false))
            yield return new RoomEvent.PauseChanged(from, new Pause(paused, at, IsDue: false));
    }

    public static RoomState Evolve(RoomState room, RoomEvent.PauseChanged changed) => room.Sessions.ContainsKey(changed.RealJid)
        ? room with { Pauses = room.Pauses.SetItem(changed.RealJid, changed.Pause) }
        : room;

    /// <summary>A session that is gone, or entered anew, is not paused.</summary>
    public static RoomState Forget(RoomState room, FullJid session) =>
        room.Pauses.ContainsKey(session) ? room with { Pauses = room.Pauses.Remove(session) } : room;

    /// <summary>
    /// To those who understand it, if the occupant is shown otherwise. That he is not paused is relayed also where the room does not know that he was:
    /// others may still be shown what it knew before it was started anew.
    /// </summary>
    private static IEnumerable<Outgoing> Shown(RoomState before, RoomState after, FullJid session, string id)
    {
        var (was, occupant) = (Annotations.Of(before, before.ByRealJid(session)!), after.ByRealJid(session)!);
        var state = Annotations.Of(after, occupant);
        var mayBeHeld = state == AnnotationState.None
            && !after.Pauses[session].IsPaused
            && !before.Pauses.ContainsKey(session)
            && LinkTerms.Of(after, session.Domain).Policy != LinkPolicy.Ignore;
        return was != state || mayBeHeld ? Annotations.Tell(after, occupant, [], id) : [];
    }
}
