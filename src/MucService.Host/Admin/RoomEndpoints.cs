using MucService.Actors.Rooms;
using MucService.Storage;
using MucService.Xmpp;

namespace MucService.Host.Admin;

/// <summary>Rooms and their occupants, under <c>/admin/v1/rooms</c>. Whatever changes something is a POST with a JSON body.</summary>
internal static class RoomEndpoints
{
    private const int MostPerPage = 1000;

    public static void MapRooms(this IEndpointRouteBuilder admin)
    {
        admin.MapGet("/rooms", ListAsync);
        admin.MapGet("/rooms/{room}", async (string room, IServiceNode node, CancellationToken cancel) =>
            Views.Of(await Questions.DescribeRoomAsync(node, room, cancel)));
        admin.MapGet("/rooms/{room}/occupants", async (string room, IServiceNode node, CancellationToken cancel) =>
            (await Questions.DescribeRoomAsync(node, room, cancel)).Occupants.Select(Views.Of));
        admin.MapPost("/services/{service}/retire", RetireAsync);
        admin.MapGet("/tombstones", TombstonesAsync);
        admin.MapPost("/rooms/{room}/destroy", DestroyAsync);
        admin.MapPost("/rooms/{room}/forget", ForgetAsync);
        admin.MapPost("/rooms/{room}/kick", KickAsync);
    }

    private static async Task<Page<RoomRow>> ListAsync(
        IServiceNode node, CancellationToken cancel, string? service = null, string? after = null, int limit = 100)
    {
        var services = service is null ? node.Services : [Questions.Service(node, service)];
        var size = Math.Clamp(limit, 1, MostPerPage);
        var rooms = new List<DirectoryEntry>();
        var total = 0L;
        var begin = after is null ? null : Questions.Room(node, after);

        foreach (var domain in services)
        {
            total += await node.Store.CountAsync(domain, publicOnly: false, cancel);
            if (rooms.Count == size || (begin is not null && string.CompareOrdinal(domain.Value, begin.Domain.Value) < 0))
                continue;

            var from = begin?.Domain == domain ? begin.ToString() : null;
            rooms.AddRange(await node.Store.ListAsync(domain, from, size - rooms.Count, publicOnly: false, cancel));
        }

        return new Page<RoomRow>([.. rooms.Select(Views.Of)], total, rooms.Count == size ? rooms[^1].Room.ToString() : null);
    }

    private static async Task<DoneView> DestroyAsync(string room, DestroyRequest request, IServiceNode node, CancellationToken cancel)
    {
        var jid = Questions.Room(node, room);
        BareJid? alternative = null;
        if (request.Alternative is not null && !BareJid.TryParse(request.Alternative, out alternative))
            throw new RefusalException(StatusCodes.Status400BadRequest, $"'{request.Alternative}' is not the JID of a room");

        await Questions.DoInRoomAsync(node, new RoomMessages.Destroy(jid, alternative, request.Reason), cancel);
        return new DoneView($"destroyed {jid}");
    }

    private static async Task<IEnumerable<TombstoneView>> TombstonesAsync(
        IServiceNode node, CancellationToken cancel, string? service = null, string? after = null, int limit = 100) =>
        (await node.Store.TombstonesAsync(Questions.Service(node, service), after, Math.Clamp(limit, 1, MostPerPage), cancel)).Select(Views.Of);

    private static async Task<DoneView> RetireAsync(string service, RetireRequest request, IServiceNode node, CancellationToken cancel)
    {
        var domain = Questions.Service(node, service);
        await Questions.RetireAsync(node, domain, request.Reason, cancel);
        return new DoneView($"retired {domain} for good: its occupants are told, and its rooms are closed");
    }

    private static async Task<DoneView> ForgetAsync(string room, IServiceNode node, CancellationToken cancel)
    {
        var jid = Questions.Room(node, room);
        await Questions.DoInRoomAsync(node, new RoomMessages.ForgetTombstone(jid), cancel);
        return new DoneView($"forgot that {jid} was destroyed");
    }

    private static async Task<DoneView> KickAsync(string room, KickRequest request, IServiceNode node, CancellationToken cancel)
    {
        var jid = Questions.Room(node, room);
        if (!Nick.TryParse(request.Nick, out var nick))
            throw new RefusalException(StatusCodes.Status400BadRequest, $"'{request.Nick}' is not a nick");

        await Questions.DoInRoomAsync(node, new RoomMessages.Kick(jid, nick, request.Reason), cancel);
        return new DoneView($"kicked {nick} from {jid}");
    }
}
