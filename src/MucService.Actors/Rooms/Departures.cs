using System.Collections.Immutable;
using MucService.Rooms;
using MucService.Storage;
using MucService.Xmpp;

namespace MucService.Actors.Rooms;

/// <summary>
/// Up to where those who belong to a room heard what was said in it, when they left: so that who subscribes to activity is told of what was said
/// since. XEP-0437 #rules.
/// </summary>
internal static class Departures
{
    /// <summary>
    /// Who left by a decision, and who does not belong to the room any more. Of who is there with other sessions, the rows of those tell it: nobody looks
    /// for them here.
    /// </summary>
    public static ImmutableArray<DepartureRow> Of(RoomState before, RoomState after, ImmutableArray<RoomEvent> events)
    {
        Dictionary<BareJid, long?>? rows = null;
        foreach (var happened in events)
        {
            if (IsLoss(before, happened))
                (rows ??= [])[((RoomEvent.AffiliationGranted)happened).Of] = null;
            else if (happened is RoomEvent.Exited { RealJid: var session } && Belongs(after, session.Bare))
                (rows ??= [])[session.Bare] = Heard(before, session);
        }

        return rows is null ? [] : [.. rows.Select(row => new DepartureRow(row.Key, row.Value))];
    }

    /// <summary>True if somebody does not belong to the room any more by a decision: that is written where nobody enters or leaves, too.</summary>
    public static bool Any(RoomState before, ImmutableArray<RoomEvent> events) => events.Any(happened => IsLoss(before, happened));

    private static bool IsLoss(RoomState before, RoomEvent happened) =>
        happened is RoomEvent.AffiliationGranted { Affiliation: < Affiliation.Member } granted && Belongs(before, granted.Of);

    private static bool Belongs(RoomState room, BareJid jid) => room.Affiliations.TryGetValue(jid, out var entry) && entry.Affiliation >= Affiliation.Member;

    /// <summary>Who could not be reached when he was removed has not heard what was said meanwhile.</summary>
    private static long Heard(RoomState room, FullJid session) =>
        room.Suspensions.TryGetValue(session, out var suspension) ? suspension.Known.LastMessage : room.History.LastNumber;
}
