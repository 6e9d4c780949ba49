using MucService.Actors.Hosts;
using MucService.Actors.Links;
using MucService.Actors.Nodes;
using MucService.Actors.Rooms;
using MucService.Rooms;
using MucService.Storage;
using MucService.Xmpp;

namespace MucService.Host.Admin;

/// <summary>What actors and tables say, as the admin API shows it: JIDs are text, words are in lower case.</summary>
internal static class Views
{
    public static StreamView Of(StreamStatus stream) =>
        new(stream.Domain.Value, stream.Server, stream.IsOpen, stream.IsOpen ? null : stream.Reason, stream.Since);

    public static ClusterNodeView Of(ClusterNode node) => new(node.Address, node.State, node.IsThis);

    public static RoomRow Of(DirectoryEntry room) =>
        new(room.Room.ToString(), room.Name, room.Occupants, room.Persistent, room.Public, room.MembersOnly, room.Locked, room.CreatedAt);

    public static TombstoneView Of(TombstoneRow tombstone) => new(
        tombstone.Room.ToString(),
        tombstone.DestroyedAt,
        tombstone.Until,
        tombstone.Alternative?.ToString(),
        tombstone.Reason,
        [.. tombstone.Heirs.Select(heir => heir.ToString())]);

    public static RoomView Of(RoomMessages.Description room) => new(
        room.Room.ToString(),
        room.Config.Name,
        room.Config.Description,
        room.Subject?.Text,
        room.Locked,
        room.Config.Persistent,
        room.Config.Public,
        room.Config.MembersOnly,
        room.Config.Moderated,
        room.Config.Password.Length > 0,
        room.Config.Whois == Whois.Anyone,
        room.Config.MaxOccupants,
        room.Occupants.Length,
        [.. room.Affiliations
            .Select(entry => new AffiliationView(entry.Key.ToString(), Word(entry.Value.Affiliation)))
            .OrderBy(entry => entry.Affiliation, StringComparer.Ordinal)
            .ThenBy(entry => entry.Jid, StringComparer.Ordinal)],
        room.CreatedAt);

    public static OccupantView Of(RoomMessages.OccupantDescription occupant) => new(
        occupant.Nick.Value,
        occupant.RealJid.ToString(),
        Word(occupant.Role),
        Word(occupant.Affiliation),
        [.. occupant.Sessions.Select(Of)]);

    public static RemovalView Of(RemovalRow removal) =>
        new(removal.At, removal.Room.ToString(), removal.Session.ToString(), removal.Why);

    public static LinkView Of(LinkMessages.Description link) => new(
        link.Service.Value,
        link.Remote.Value,
        Word(link.State),
        Word(link.Told),
        link.Hold is null ? null : Word(link.Hold),
        link.Since,
        link.Mute,
        link.RefusedByPolicy,
        link.LastRoundTrip?.TotalMilliseconds,
        link.NoticedWithin?.TotalSeconds,
        link.Rooms,
        Sessions: null,
        OutOfSync: null,
        link.Epoch,
        Math.Round(link.Penalty),
        link.DampedUntil,
        link.GraceEnds,
        link.Notices,
        [.. link.Evidence.Select(entry => new EvidenceView(entry.At, entry.What))]);

    public static LossView Of(Domain service, Domain remote, LinkMessages.RoomsBehind rooms) => new(
        service.Value,
        remote.Value,
        rooms.Rooms,
        rooms.Occupants,
        rooms.Sessions,
        rooms.Stanzas,
        rooms.Silent,
        [.. rooms.Listed.Select(room => new RoomLossView(
            room.Room.ToString(), Word(room.Effect), [.. room.Occupants.Select(nick => nick.Value)], room.Sessions, room.Stanzas))]);

    private static SessionView Of(RoomMessages.SessionDescription session) =>
        new(session.RealJid.ToString(), session.EnteredAt, Word(session.Link), session.AnnouncesAnnotations);

    private static string Word(object value) => value.ToString()!.ToLowerInvariant();
}
