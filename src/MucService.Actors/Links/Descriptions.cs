using System.Diagnostics;
using MucService.Links;
using MucService.Rooms;
using MucService.Xmpp;

namespace MucService.Actors.Links;

/// <summary>A link in the words of rooms and of the operator.</summary>
internal static class Descriptions
{
    /// <summary>What rooms know of it. They have no row for damping yet: such a link is delivered to.</summary>
    public static LinkStanding ForRooms(this Standing standing) => standing switch
    {
        Standing.Reachable or Standing.Damped => LinkStanding.Reachable,
        Standing.Unreachable => LinkStanding.Unreachable,
        Standing.Returning => LinkStanding.Returning,
        Standing.Unknown => LinkStanding.Unknown,
        _ => throw new UnreachableException(),
    };

    public static LinkMessages.Description Of(Domain service, Domain remote, LinkState link) => new(
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
        [.. link.Evidence.Select(entry => new LinkMessages.EvidenceEntry(entry.At, entry.What))]);
}
