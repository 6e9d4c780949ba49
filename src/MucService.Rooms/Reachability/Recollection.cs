using System.Collections.Immutable;
using MucService.Xmpp;

namespace MucService.Rooms.Reachability;

/// <summary>
/// What is written down of a room so that it can tell its sessions what they missed even after the node has ended: what they are proved to know,
/// and what changed since. Written now and then; what changed after it was written is found in the rows of sessions, and in
/// <see cref="LoggedChange"/>, which is written with each change that those rows do not show.
/// </summary>
/// <param name="At">When it was written.</param>
/// <param name="NextOrder">The order that the next session got.</param>
/// <param name="Missed">What changed, as far as somebody may not know it.</param>
/// <param name="Links">How links stood, as the room was told.</param>
/// <param name="Suspensions">What each suspended session knows.</param>
/// <param name="Known">What the other sessions are proved to know, by their domain.</param>
public sealed record Recollection(
    DateTimeOffset At,
    long NextOrder,
    Missed Missed,
    ImmutableDictionary<Domain, DomainLink> Links,
    ImmutableDictionary<FullJid, Suspension> Suspensions,
    ImmutableDictionary<Domain, Known> Known)
{
    /// <summary>Of a room that begins: nobody knows anything yet.</summary>
    /// <param name="at">When.</param>
    public static Recollection Nothing(DateTimeOffset at) => new(
        at, 0, Missed.Nothing.Until(0), ImmutableDictionary<Domain, DomainLink>.Empty, ImmutableDictionary<FullJid, Suspension>.Empty, ImmutableDictionary<Domain, Known>.Empty);

    /// <summary>What there is to write of a room.</summary>
    /// <param name="room">The room.</param>
    /// <param name="known">What sessions of a domain are proved to know that were sent all.</param>
    /// <param name="at">When.</param>
    public static Recollection Of(RoomState room, Func<Domain, Known> known, DateTimeOffset at)
    {
        var domains = room.Sessions.Keys.Where(session => !room.Suspensions.ContainsKey(session)).Select(session => session.Domain).Distinct();
        var proved = domains.ToImmutableDictionary(domain => domain, domain => LeastOf(room, domain, known(domain)));
        var least = proved.Values.Concat(room.Suspensions.Values.Select(suspension => suspension.Known)).Select(one => one.Change).Append(room.Missed.Number).Min();
        return new Recollection(
            at,
            room.NextOrder,
            room.Missed.Until(least).WithoutShown(least),
            room.Links.ToImmutableDictionary(link => link.Key, link => Resting(link.Value, at)),
            room.Suspensions,
            proved);
    }

    /// <summary>True if everybody knows the room as it was.</summary>
    public bool IsAllKnown => Suspensions.IsEmpty && Known.Values.All(known => known.Change == Missed.Number && known.NextOrder == NextOrder);

    /// <summary>
    /// A room that was loaded, with what is remembered of it. Whoever is not proved to know all of it is to be told what he missed
    /// (<see cref="RoomState.Recalled"/>) as soon as his domain is known to be there.
    /// </summary>
    /// <param name="room">As its rows and its journal say.</param>
    /// <param name="log">What was logged, oldest first.</param>
    public RoomState Recall(RoomState room, IReadOnlyList<LoggedChange> log)
    {
        room = room with
        {
            Missed = MissedBy(room, log),
            Links = Links.RemoveRange(Links.Keys.Where(domain => !room.Sessions.Keys.Any(session => session.Domain == domain))),
        };

        // Who entered since knows nothing that was said before.
        var entered = As(room, Reachability.Known.Nothing with { Change = Missed.Number, NextOrder = NextOrder });
        var suspensions = room.Sessions.Keys.Where(session => room.IsUnreachable(session.Domain)).ToImmutableDictionary(
            session => session,
            session => Suspensions.TryGetValue(session, out var one) && room.SessionOf(session)!.Order < NextOrder
                ? one with { Known = As(room, one.Known), Told = room.Missed.Number }
                : Suspension.Of(room, session, entered, TimeSpan.Zero));
        var domains = room.Sessions.Keys.Select(session => session.Domain).Where(domain => !room.IsUnreachable(domain)).Distinct();
        var now = Reachability.Known.Of(room);
        var recalled = domains.ToImmutableDictionary(
            domain => domain, domain => new Recalled(Known.TryGetValue(domain, out var known) ? As(room, known) : entered, now));
        var left = log.SelectMany(change => change.Left).Where(left => !room.Sessions.ContainsKey(left.Session));
        return room with { Suspensions = suspensions, Recalled = recalled, LeftUntold = [.. left] };
    }

    private static Known LeastOf(RoomState room, Domain domain, Known known)
    {
        known = room.Retellings.Of(domain, known);
        if (room.Recalled.TryGetValue(domain, out var recalled))
            known = known.OrLess(recalled.Known);
        foreach (var (session, lag) in room.OutOfSync)
        {
            if (session.Domain == domain)
                known = known.OrLess(lag.Known);
        }

        return known;
    }

    /// <summary>A link that is not observed: the grace time stands, and what the room is told of it next counts, whatever it is.</summary>
    private static DomainLink Resting(DomainLink link, DateTimeOffset at) =>
        link with { Standing = LinkStanding.Unknown, Epoch = 0, Since = at, Observed = link.Suspends ? Reachability.Suspensions.GraceClock(link, at) : TimeSpan.Zero };

    private Missed MissedBy(RoomState room, IReadOnlyList<LoggedChange> log)
    {
        var shown = Missed.Shown;
        foreach (var change in log.Where(change => change.Number > Missed.Number))
            shown = shown.SetItems(change.Shown.Select(nick => KeyValuePair.Create(nick, change.Number)));

        var last = log.Count == 0 ? Missed.Number : Math.Max(Missed.Number, log[^1].Number);
        var newer = room.Occupants.Values.Where(occupant => occupant.Sessions.Any(session => session.Order >= NextOrder || session.Presence.At > At)).ToList();
        var isLater = newer.Count > 0 || last > Missed.Number || room.NextOrder != NextOrder;
        var number = isLater ? last + 1 : last;
        shown = shown.SetItems(newer.Select(occupant => KeyValuePair.Create(occupant.Nick, number)));
        return Missed with
        {
            Number = number,
            Shown = shown.RemoveRange(shown.Keys.Where(nick => room.ByNick(nick) is null)),
            Owners = Missed.Owners.AddRange(log.Where(change => change.Number > Missed.Number).SelectMany(change => change.Owners)),
        };
    }

    /// <summary>
    /// What was known, in terms of the room as it was loaded. Which annotations were sent is not remembered: they are in doubt, as all is that a
    /// session is told again.
    /// </summary>
    private static Known As(RoomState room, Known known)
    {
        var subject = known.Subject?.StanzaId == room.Subject?.StanzaId ? room.Subject : known.Subject;
        var config = known.Config.IsSameAs(room.Config) ? room.Config : known.Config;
        known = known with { Subject = subject, Config = config, Retold = room.Retellings.Number };
        var all = Reachability.Known.Of(room);
        return known with { Links = all.Links, Pauses = all.Pauses } == all ? all : known;
    }
}

/// <summary>What the sessions of a domain know of a room that was loaded.</summary>
/// <param name="Known">What they are proved to know.</param>
/// <param name="Until">What they knew if nothing was lost: the room as it was loaded.</param>
public sealed record Recalled(Known Known, Known Until);
