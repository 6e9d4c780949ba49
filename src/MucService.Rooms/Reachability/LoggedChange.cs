using System.Collections.Immutable;
using MucService.Xmpp;

namespace MucService.Rooms.Reachability;

/// <summary>
/// A change of the room that its rows do not show: who had a nick before, whose presence is another now, and who left. Written with the change,
/// before anybody is told, so that a room whose node was killed in between knows what may not have been told.
/// </summary>
/// <param name="Number">The number of the change, see <see cref="Missed"/>.</param>
/// <param name="Owners">The nicks that changed their owner.</param>
/// <param name="Shown">The nicks whose presence changed.</param>
/// <param name="Left">Who left, or was removed.</param>
public sealed record LoggedChange(long Number, ImmutableArray<OwnerChange> Owners, ImmutableArray<Nick> Shown, ImmutableArray<LeftSession> Left)
{
    /// <summary>What is to be written of a decision before anybody is told, or null for nothing.</summary>
    /// <param name="before">The room before it.</param>
    /// <param name="after">The room after it.</param>
    /// <param name="decision">What happened, and what whoever was removed is to be told.</param>
    public static LoggedChange? Of(RoomState before, RoomState after, Decision decision)
    {
        // Who enters, and what somebody says of himself, is seen in the rows.
        var since = before.Missed.Number;
        if (!after.Exists || after.Missed.Number == since || decision.Events.All(IsInRows))
            return null;

        var notices = new Dictionary<FullJid, Stanza>();
        foreach (var kept in decision.Requests.OfType<RoomRequest.KeepNotice>())
            notices[kept.Session] = kept.Notice;
        return new LoggedChange(
            after.Missed.Number,
            [.. after.Missed.Owners.Where(change => change.Number > since)],
            [.. after.Missed.Shown.Where(shown => shown.Value > since).Select(shown => shown.Key)],
            [.. from exited in decision.Events.OfType<RoomEvent.Exited>()
                let occupant = before.ByRealJid(exited.RealJid)
                where occupant is not null && !after.Sessions.ContainsKey(exited.RealJid)
                select new LeftSession(exited.RealJid, occupant.Nick) { Notice = notices.GetValueOrDefault(exited.RealJid) }]);
    }

    private static bool IsInRows(RoomEvent happened) =>
        happened is RoomEvent.Created or RoomEvent.Entered or RoomEvent.PresenceChanged or RoomEvent.SaidUnkept or RoomEvent.SaidAside or RoomEvent.Said or RoomEvent.Heard or RoomEvent.PrivateMessageFailed;
}

/// <summary>A session that is in the room no more.</summary>
/// <param name="Session">Which.</param>
/// <param name="Nick">The nick that it had.</param>
public sealed record LeftSession(FullJid Session, Nick Nick)
{
    /// <summary>What it is told of its removal; null if it left itself, or was found to be gone.</summary>
    public Stanza? Notice { get; init; }
}
