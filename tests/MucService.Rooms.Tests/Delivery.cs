using System.Collections.Immutable;
using MucService.Xmpp;

namespace MucService.Rooms.Tests;

/// <summary>Who gets what of a decision: what the outbox does, in the plainest way.</summary>
internal static class Delivery
{
    /// <param name="after">The state after the decision's events.</param>
    /// <param name="outgoing">What is said.</param>
    public static ImmutableArray<Stanza> Resolve(RoomState after, IEnumerable<Outgoing> outgoing)
    {
        var sent = ImmutableArray.CreateBuilder<Stanza>();
        foreach (var one in outgoing)
        {
            switch (one)
            {
                case Outgoing.ToOne(var stanza):
                    sent.Add(stanza);
                    break;
                case Outgoing.OccupantList list:
                    sent.AddRange(Presences.List(after, list));
                    break;
                case Outgoing.ToMany(var audience, var stanza):
                    sent.AddRange(Members(after, audience).Select(to => stanza with { To = to }));
                    break;
                default:
                    throw new InvalidOperationException(one.ToString());
            }
        }

        return sent.DrainToImmutable();
    }

    private static IEnumerable<FullJid> Members(RoomState room, Audience audience) =>
        from occupant in room.Occupants.Values
        from session in occupant.Sessions
        let traits = room.TraitsOf(occupant, session)
        where (traits & audience.Having) == audience.Having
            && (traits & audience.Lacking) == SessionTraits.None
            && (traits & SessionTraits.Suspended) == SessionTraits.None
            && !audience.Except.Contains(session.RealJid)
        orderby session.Order
        select session.RealJid;
}
