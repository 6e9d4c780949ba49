using System.Diagnostics;
using MucService.Xmpp;

namespace MucService.Rooms.Reachability;

/// <summary>
/// What a room does when the link to a domain stands otherwise. XEP-0310 #mucoccupant.
/// <code>
///   Reachable ──Unreachable, Returning──► suspended, annotated ──Reachable──► reconciled
///       ▲                                  │      ▲      │   ▲
///       │                                  └──────┘      │   │ Unreachable, Returning
///       │       Unreachable: grace time runs;            ▼   │
///       └──────Reachable────── annotated ◄──Damped── reconciled
///               Returning, Unknown: it stands
/// </code>
/// Two things change apart from each other: whether the sessions are sent anything (suspended), and whether others are told that they cannot
/// be reached (annotated). Unknown leaves both as they are.
/// </summary>
internal static class ChangeLink
{
    public static Decision Decide(RoomState room, RoomCommand.ChangeLink command)
    {
        var link = room.Links.GetValueOrDefault(command.Domain);
        if (link is not null && command.Epoch <= link.Epoch)
            return Decision.Nothing;
        if (!room.Sessions.Keys.Any(session => session.Domain == command.Domain))
            return Decision.Nothing;

        var changed = new RoomEvent.LinkChanged(command.Domain, command.Standing, command.Epoch, command.Arrival.Steady) { Proved = command.Proved };
        var after = room.After(changed);
        var decision = Decision.Happened(changed);

        // Told of the link for the first time, the room has just taken somebody in from there: who enters while it is down is not thrown out by
        // a loss older than himself. He is suspended, and has the grace time.
        if (command.Standing == LinkStanding.Unreachable && LinkTerms.Of(room, command.Domain).Policy == LinkPolicy.Eject && link is not null)
            return decision.Then(EjectUnreachable.All(after, command.Domain, command.Arrival));
        if (IsWaveTooLarge(room, after, command.Domain))
            return decision.Then(EjectUnreachable.All(after, command.Domain, command.Arrival));

        decision = (link?.Suspends ?? false) && !after.IsUnreachable(command.Domain)
            ? decision.Then(Restore.Decide(room, after, command))
            : decision.Telling(Annotate(room, after, command));
        after = room.After(decision.Events.AsSpan());
        if (command.Standing is LinkStanding.Reachable or LinkStanding.Damped)
        {
            if (room.Recalled.TryGetValue(command.Domain, out var recalled))
                decision = decision.Then(MakeGood.Decide(after, Doubt(command, recalled)));
            decision = decision
                .Then(MakeGood.Confirmed(after, command.Domain, command.Arrival))
                .Asking([.. LearnCapabilities.AskUnknown(after, domain => domain == command.Domain)]);
        }

        return decision.Asking(GraceTimer(after, command.Domain, command.Arrival.Steady));
    }

    public static RoomState Evolve(RoomState room, RoomEvent.LinkChanged changed)
    {
        var before = room.Links.GetValueOrDefault(changed.Domain);
        var suspended = before?.Suspends ?? false;
        var (suspends, deemed) = changed.Standing switch
        {
            LinkStanding.Unreachable or LinkStanding.Returning => (true, true),
            LinkStanding.Damped => (false, true),
            LinkStanding.Unknown => (suspended, before?.Deemed ?? false),
            LinkStanding.Reachable => (false, false),
            _ => throw new UnreachableException(),
        };
        var observed = suspended && suspends ? Suspensions.GraceClock(before!, changed.At) : TimeSpan.Zero;
        var link = new DomainLink(changed.Standing, changed.Epoch, changed.At)
        {
            Suspends = suspends,
            Deemed = deemed,
            LastDeemed = deemed ? changed.Epoch : before?.LastDeemed ?? 0,
            Observed = observed,
        };
        return room with { Links = room.Links.SetItem(changed.Domain, link) };
    }

    /// <summary>The room was loaded: what its sessions were told before is in doubt, like all that was written to a stream that was lost.</summary>
    private static RoomCommand.Doubt Doubt(RoomCommand.ChangeLink command, Recalled recalled) =>
        new(command.Domain, recalled.Known, recalled.Until, DoubtKind.StreamLost) { Arrival = command.Arrival };

    /// <summary>The grace timer of a domain: armed while its sessions are seen unreachable and will be ejected, else forgotten.</summary>
    public static RoomRequest GraceTimer(RoomState room, Domain domain, DateTimeOffset at)
    {
        var timer = new RoomTimer(RoomTimerKind.Grace, domain);
        if (LinkTerms.Of(room, domain).Policy == LinkPolicy.Ignore || !room.Links.TryGetValue(domain, out var link) || link.Standing != LinkStanding.Unreachable)
            return new RoomRequest.CancelTimer(timer);

        var clock = Suspensions.GraceClock(link, at);
        var first = room.Suspensions
            .Where(suspended => suspended.Key.Domain == domain)
            .Min(suspended => suspended.Value.HeardAt + GraceTime.Of(room, suspended.Key));
        var left = first - clock;
        return new RoomRequest.SetTimer(timer, left > TimeSpan.Zero ? left : TimeSpan.Zero);
    }

    /// <summary>
    /// True if telling of a loss, or of it to more than before, would take more stanzas than the operator allows: each of many told of each of many. One unavailable presence
    /// goes to everybody, too, but never again, and what follows an annotation does.
    /// </summary>
    internal static bool IsWaveTooLarge(RoomState before, RoomState after, Domain domain)
    {
        var isWider = LinkTerms.Of(after).Tells(Role.Participant) && !LinkTerms.Of(before).Tells(Role.Participant);
        if ((Annotations.Annotates(before, domain) && !isWider) || !Annotations.Annotates(after, domain) || !after.IsUnreachable(domain))
            return false;

        long lost = after.Occupants.Values.Count(occupant => occupant.RealJid.Domain == domain);
        if (lost * after.Sessions.Count <= after.Settings.AnnotateLimit)
            return false;

        long told = after.Occupants.Values.Sum(occupant => occupant.Sessions.Count(session =>
            (after.TraitsOf(occupant, session) & (SessionTraits.Annotations | SessionTraits.Suspended)) == SessionTraits.Annotations));
        return lost * told > after.Settings.AnnotateLimit;
    }

    /// <summary>The annotation, or its end, where nobody is reconciled with it.</summary>
    private static IEnumerable<Outgoing> Annotate(RoomState before, RoomState after, RoomCommand.ChangeLink command) =>
        Annotations.Annotates(before, command.Domain) == Annotations.Annotates(after, command.Domain)
            ? []
            : after.Occupants.Values
                .Where(occupant => occupant.RealJid.Domain == command.Domain)
                .SelectMany(occupant => Annotations.Tell(after, occupant, [], SentIds.For(command.Arrival)));
}
