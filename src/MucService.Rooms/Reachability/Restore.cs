using System.Collections.Immutable;
using MucService.Xmpp;

namespace MucService.Rooms.Reachability;

/// <summary>
/// A domain can be reached again: everybody who holds an annotation of its occupants is sent the empty one (unless the link is damped: then it
/// stays), and its sessions are told what they missed. XEP-0310 #mucoccupant. Who missed too much is removed with 333, so that he enters anew: nobody stays with a gap.
/// </summary>
internal static class Restore
{
    /// <param name="before">The state in which the domain is suspended.</param>
    /// <param name="after">The state in which it is not.</param>
    /// <param name="command">That it can be reached.</param>
    public static Decision Decide(RoomState before, RoomState after, RoomCommand.ChangeLink command)
    {
        var returning = before.Suspensions.Where(suspended => suspended.Key.Domain == command.Domain).ToImmutableDictionary();
        var lost = returning.Where(suspended => !Reconcile.IsPossible(after, suspended.Key, suspended.Value.Gap)).Select(suspended => suspended.Key).ToList();
        var removal = EjectUnreachable.Remove(after, lost, command.Arrival);
        after = after.After(removal.Events.AsSpan());

        var decision = removal.Telling(Lift(before, after, command.Domain, [.. returning.Keys], SentIds.For(command.Arrival)));
        foreach (var (session, suspension) in returning.OrderBy(suspended => before.SessionOf(suspended.Key)!.Order))
        {
            if (after.Sessions.ContainsKey(session))
            {
                decision = decision
                    .Telling(new Reconcile(after, session, suspension.Gap).Outgoing(SentIds.For(command.Arrival)))
                    .Asking(new RoomRequest.CheckSession(session, after.SessionOf(session)!.Features));
            }
        }

        return decision;
    }

    private static IEnumerable<Outgoing> Lift(
        RoomState before, RoomState after, Domain domain, ImmutableArray<FullJid> returning, string? id) =>
        Annotations.Annotates(before, domain) && !Annotations.Annotates(after, domain)
            ? after.Occupants.Values
                .Where(occupant => occupant.RealJid.Domain == domain)
                .SelectMany(occupant => Annotations.Tell(after, occupant, returning, id))
            : [];
}
