using System.Diagnostics;
using MucService.Links;
using MucService.Rooms;
using MucService.Xmpp;

namespace MucService.Actors.Links;

/// <summary>A link in the words of rooms and of the operator.</summary>
internal static class Descriptions
{
    /// <summary>What rooms know of it.</summary>
    public static LinkStanding ForRooms(this Standing standing) => standing switch
    {
        Standing.Reachable => LinkStanding.Reachable,
        Standing.Unreachable => LinkStanding.Unreachable,
        Standing.Returning => LinkStanding.Returning,
        Standing.Unknown => LinkStanding.Unknown,
        Standing.Damped => LinkStanding.Damped,
        _ => throw new UnreachableException(),
    };

    public static LinkMessages.Description Of(Domain service, Domain remote, LinkState link, LinkSurroundings around) => new(
        service,
        remote,
        link.Phase.ToString(),
        link.Told.ForRooms(),
        link.Record.Epoch,
        link.Record.Hold?.ToString(),
        link.Since,
        link.Mute,
        link.RefusedByPolicy,
        link.RoundTrips.Last,
        link.Rooms,
        [.. link.Evidence.Select(entry => new LinkMessages.EvidenceEntry(entry.At, entry.What))],
        Damping.PenaltyAt(link.Record, around.Time.GetUtcNow(), around.Settings.Timings.Damping),
        link.DampedUntil is { } until ? around.Time.GetUtcNow() + (until - around.Elapsed) : null,
        GraceEnds: null,
        Notices: 0)
    {
        NoticedWithin = link.NoticedWithin(around.Now(), around.Settings.Timings),
    };
}
