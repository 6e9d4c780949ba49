using MucService.Actors.Links;
using MucService.Rooms;

namespace MucService.Actors.Rooms;

/// <summary>A room as the operator sees it.</summary>
internal static class RoomDescriptions
{
    /// <summary>The answer to a question of the operator's: who is in the room, or who of a domain is, and what its loss would do.</summary>
    public static object Answer(RoomState room, object question, DateTimeOffset at) =>
        question is RoomsBehindActor.Question behind ? behind.Of(room, at) : Of(room);

    /// <summary>Describes a room and who is in it, in order of entry.</summary>
    public static RoomMessages.Description Of(RoomState room) => new(
        room.Address,
        room.Exists,
        room.Locked,
        room.Config,
        room.CreatedAt,
        room.Subject,
        room.Affiliations,
        [.. room.Occupants.Values.OrderBy(occupant => occupant.Sessions[0].Order).Select(occupant => Of(room, occupant))]);

    private static RoomMessages.OccupantDescription Of(RoomState room, Occupant occupant) => new(
        occupant.Nick,
        occupant.RealJid,
        room.AffiliationOf(occupant.RealJid),
        occupant.Role,
        [.. occupant.Sessions.Select(session => Of(room, session))]);

    private static RoomMessages.SessionDescription Of(RoomState room, Session session) => new(
        session.RealJid,
        session.EnteredAt,
        room.Links.TryGetValue(session.RealJid.Domain, out var link) ? link.Standing : LinkStanding.Reachable,
        session.Features.HasFlag(ClientFeatures.Annotations));
}
