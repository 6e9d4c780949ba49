using System.Diagnostics;
using MucService.Rooms.Service;
using MucService.Xmpp;

namespace MucService.Rooms.Reachability;

/// <summary>
/// What sessions missed though nobody was suspended: a probe or our own stream was lost with what was written beside it, stanzas overtook one
/// another, or a session's server sent something back. They are told what is in doubt, or, where that cannot be told without a gap, are
/// removed with 333 and enter anew.
/// </summary>
internal static class MakeGood
{
    /// <summary>How long a session that was made good must take everything: who misses something sooner has to enter anew.</summary>
    private static readonly TimeSpan Probation = TimeSpan.FromMinutes(1);

    /// <summary>How long what a session was told again may not be proved to have arrived: until then it is not taken to know it.</summary>
    private static readonly TimeSpan Unproved = TimeSpan.FromMinutes(10);

    /// <summary>How long after an error of a session's own server it is told again what it missed.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    public static Decision Decide(RoomState room, RoomCommand.Doubt command)
    {
        command = command with { Since = room.Retellings.Of(command.Domain, command.Since) };
        var sessions = room.InOrder()
            .SelectMany(occupant => occupant.Sessions)
            .Where(session => session.RealJid.Domain == command.Domain && (session.Order < command.Until.NextOrder || IsOrderOnly(command)));
        var (decision, now) = (Decision.Nothing, room);
        foreach (var session in sessions)
        {
            var next = room.IsSuspended(session.RealJid)
                ? Decision.Happened(new RoomEvent.FellBehind(session.RealJid, command.Since, command.Arrival.Steady) { OrderOnly = IsOrderOnly(command) })
                : Tell(now, session, command);
            (decision, now) = (decision.Then(next), now.After(next.Events.AsSpan()));
        }

        return decision.Outgoing.IsEmpty && command.SaidAgain == 0 ? decision : decision.And(new RoomEvent.ToldAgain(command.Domain, command.Since));
    }

    // Messages only: they are what has an order. Nothing of the room changes; the doubt that follows tells the rest.
    public static Decision Decide(RoomState room, RoomCommand.SayAgain command)
    {
        var gap = new Gap(room.Retellings.Of(command.Domain, command.Since), room.Missed.Number, HeldAnnotations: false, command.Until.LastMessage);
        return Decision.Nothing.Telling(room.InOrder()
            .SelectMany(occupant => occupant.Sessions)
            .Where(session => session.RealJid.Domain == command.Domain && session.Order < command.Until.NextOrder && !room.IsSuspended(session.RealJid))
            .SelectMany(session => new Reconcile(room, session.RealJid, gap).Said()));
    }

    public static Decision Decide(RoomState room, RoomCommand.FallBehind command)
    {
        if (room.SessionOf(command.Session) is null)
            return Decision.Nothing;

        var known = room.Retellings.Of(command.Session.Domain, command.Known);
        var behind = Decision.Happened(new RoomEvent.FellBehind(command.Session, known, command.Arrival.Steady));
        return command.AwaitsLink ? behind : behind.Asking(new RoomRequest.SetTimer(new RoomTimer(RoomTimerKind.Resync, command.Session.Domain), Pause));
    }

    /// <summary>The domain is there: whoever is behind is told what he missed.</summary>
    public static Decision Confirmed(RoomState room, Domain domain, Arrival arrival)
    {
        if (room.OutOfSync.IsEmpty || room.IsUnreachable(domain))
            return Decision.Nothing;

        var (decision, now) = (Decision.Nothing, room);
        foreach (var (session, lag) in room.OutOfSync.Where(behind => behind.Key.Domain == domain && behind.Value.Due))
        {
            var gap = new Gap(lag.Known, now.Missed.Number, HoldsAnnotations(now, session), long.MaxValue);
            var next = arrival.Steady - lag.MadeGoodAt < Probation || !Reconcile.IsPossible(now, session, gap)
                ? RemoveOnError.Remove(now, session, arrival)
                : Decision.Happened(new RoomEvent.MadeGood(session, arrival.Steady))
                    .Telling(new Reconcile(now, session, gap).Outgoing(SentIds.For(arrival)))
                    .Asking(new RoomRequest.ProbeSession(session, now.SessionOf(session)!.Features));
            (decision, now) = (decision.Then(next), now.After(next.Events.AsSpan()));
        }

        return decision;
    }

    public static RoomState Evolve(RoomState room, RoomEvent.FellBehind fell)
    {
        if (room.Suspensions.TryGetValue(fell.Session, out var suspension))
        {
            return room with { Suspensions = room.Suspensions.SetItem(fell.Session, suspension.Behind(fell)) };
        }

        if (!room.Sessions.ContainsKey(fell.Session))
            return room;

        var lag = room.OutOfSync.GetValueOrDefault(fell.Session);
        var known = lag is { Due: true } ? lag.Known.OrLess(fell.Known) : fell.Known;
        return room with { OutOfSync = room.OutOfSync.SetItem(fell.Session, new Lag(known, fell.At, Due: true, lag?.MadeGoodAt)) };
    }

    public static RoomState Evolve(RoomState room, RoomEvent.MadeGood made)
    {
        var over = room.OutOfSync.Where(behind => !behind.Value.Due && made.At - behind.Value.MadeGoodAt > Unproved).Select(behind => behind.Key);
        var left = room.OutOfSync.RemoveRange(over);
        return left.TryGetValue(made.Session, out var lag)
            ? room with { OutOfSync = left.SetItem(made.Session, lag with { Due = false, MadeGoodAt = made.At }) }
            : room with { OutOfSync = left };
    }

    /// <summary>Everybody is proved to know what happened up to a change; but for those who are behind or suspended.</summary>
    public static RoomState Evolve(RoomState room, RoomEvent.Settled settled)
    {
        var change = settled.Change;
        foreach (var suspension in room.Suspensions.Values)
            change = Math.Min(change, suspension.Known.Change);
        foreach (var lag in room.OutOfSync.Values.Where(lag => lag.Due))
            change = Math.Min(change, lag.Known.Change);

        return room with { Missed = room.Missed.Until(change) };
    }

    // What comes late comes behind all that was written meanwhile, to whoever entered meanwhile as well.
    private static bool IsOrderOnly(RoomCommand.Doubt command) => command.Kind is DoubtKind.Reordered or DoubtKind.Late;

    private static Decision Tell(RoomState room, Session session, RoomCommand.Doubt command)
    {
        var realJid = session.RealJid;
        var since = command.Kind == DoubtKind.StreamLost ? Kept(room, command) : command.Since;
        var gap = new Gap(since, room.Missed.Number, HoldsAnnotations(room, realJid), command.Until.LastMessage);
        var asked = command.Kind == DoubtKind.StreamLost
            ? Decision.Nothing.Asking(new RoomRequest.CheckSession(realJid, session.Features))
            : Decision.Nothing;
        var id = SentIds.For(command.Arrival);
        if (command.Since.IsAllOf(room))
            return asked;

        return command.Kind switch
        {
            // What came last may have been that it is out itself: everybody is shown again.
            DoubtKind.Reordered => room.Missed.Keeps(command.Since.Change, session.Order)
                ? asked.Telling(new Reconcile(room, realJid, gap with { Since = gap.Since with { NextOrder = 0 } }).Presence(id))
                : RemoveOnError.Remove(room, realJid, command.Arrival),
            DoubtKind.Late => room.Missed.Keeps(command.Since.Change, session.Order)
                ? asked.Telling(new Reconcile(room, realJid, gap).Presence(id))
                : RemoveOnError.Remove(room, realJid, command.Arrival),
            DoubtKind.Lost or DoubtKind.StreamLost => Reconcile.IsPossible(room, realJid, gap)
                ? asked.Telling(new Reconcile(room, realJid, gap).Outgoing(id))
                : RemoveOnError.Remove(room, realJid, command.Arrival),
            _ => throw new UnreachableException(),
        };
    }

    /// <summary>
    /// Nobody here was cut off when our own stream, or its node, was lost: what the history does not hold any more had long been written then, and is
    /// taken to have arrived. Otherwise that would put everybody out of a room that says more between two probes than it keeps.
    /// </summary>
    private static Known Kept(RoomState room, RoomCommand.Doubt doubt) =>
        doubt.Since with { LastMessage = Math.Max(Math.Max(doubt.Since.LastMessage, doubt.SaidAgain), room.History.LastDropped) };

    private static bool HoldsAnnotations(RoomState room, FullJid session) =>
        room.TraitsOf(room.ByRealJid(session)!, room.SessionOf(session)!).HasFlag(SessionTraits.Annotations);
}
