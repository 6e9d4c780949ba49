using Akka.Actor;
using MucService.Actors.Links;
using MucService.Actors.Rooms;
using MucService.Xmpp;

namespace MucService.Host.Admin;

/// <summary>Reads what requests name, and asks the actors; refuses in one line what is not there.</summary>
internal static class Questions
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(5);

    // A first probe has 45 s, and the confirming one comes after it.
    private static readonly TimeSpan ProbeDeadline = TimeSpan.FromSeconds(100);

    /// <summary>What stands in a path; the server decodes all of it but the slash, which no address of a room and no domain has.</summary>
    public static string InPath(string written) => written.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);

    public static BareJid Room(IServiceNode node, string written)
    {
        written = InPath(written);
        if (!BareJid.TryParse(written, out var room) || room.IsDomain)
            throw new RefusalException(StatusCodes.Status400BadRequest, $"'{written}' is not the JID of a room");
        if (!node.Services.Contains(room.Domain))
            throw new RefusalException(StatusCodes.Status404NotFound, $"'{room.Domain}' is no service of this node");

        return room;
    }

    public static Domain Service(IServiceNode node, string? written)
    {
        if (written is null)
        {
            return node.Services.Count == 1
                ? node.Services[0]
                : throw new RefusalException(StatusCodes.Status400BadRequest, $"name one of the services: {string.Join(", ", node.Services)}");
        }

        return Xmpp.Domain.TryParse(written, out var service) && node.Services.Contains(service)
            ? service
            : throw new RefusalException(StatusCodes.Status404NotFound, $"'{written}' is no service of this node");
    }

    public static Jid Jid(string written) =>
        Xmpp.Jid.TryParse(written, out var jid)
            ? jid
            : throw new RefusalException(StatusCodes.Status400BadRequest, $"'{written}' is not a JID");

    public static Domain Remote(string written) =>
        Xmpp.Domain.TryParse(written, out var remote)
            ? remote
            : throw new RefusalException(StatusCodes.Status400BadRequest, $"'{InPath(written)}' is not a domain");

    public static async Task<RoomMessages.Description> DescribeRoomAsync(IServiceNode node, string written, CancellationToken cancel)
    {
        var room = Room(node, written);
        var description = await node.Rooms.Ask<RoomMessages.Description>(new RoomMessages.Describe(room), Deadline, cancel);
        return description.Exists
            ? description
            : throw new RefusalException(StatusCodes.Status404NotFound, await node.Store.TombstoneAsync(room, cancel) is { } tombstone
                ? $"{room} was destroyed at {tombstone.DestroyedAt:u}: mucctl room tombstones tells more"
                : $"there is no room {room}");
    }

    public static async Task DoInRoomAsync(IServiceNode node, IRoomMessage message, CancellationToken cancel)
    {
        if (await node.Rooms.Ask<object>(message, Deadline, cancel) is RoomMessages.Refused refused)
            throw new RefusalException(refused.Condition == ErrorCondition.ItemNotFound ? StatusCodes.Status404NotFound : StatusCodes.Status409Conflict, refused.Text);
    }

    public static async Task RetireAsync(IServiceNode node, Domain service, string? reason, CancellationToken cancel)
    {
        if (await node.Retirement.Ask<object>(Actors.MucNode.RetireMessage(service, reason), Deadline, cancel) is RoomMessages.Refused refused)
            throw new RefusalException(StatusCodes.Status409Conflict, refused.Text);
    }

    public static Task<LinkMessages.Description> AskLinkAsync(IServiceNode node, ILinkMessage message, CancellationToken cancel) =>
        node.Links.Ask<LinkMessages.Description>(message, message is LinkMessages.ProbeNow ? ProbeDeadline : Deadline, cancel);

    public static async Task DropAsync(IServiceNode node, LinkMessages.DropConnection message, CancellationToken cancel)
    {
        var answer = await node.Links.Ask<LinkMessages.ConnectionDropped>(message, Deadline, cancel);
        if (!answer.Done)
            throw new RefusalException(StatusCodes.Status409Conflict, answer.Text);
    }

    public static Task<LinkMessages.RoomsBehind> RoomsBehindAsync(IServiceNode node, LinkMessages.DescribeRooms question, CancellationToken cancel) =>
        node.LinkDirectory.Ask<LinkMessages.RoomsBehind>(question, Deadline, cancel);

    public static Task<LinkMessages.Descriptions> AllLinksAsync(IServiceNode node, CancellationToken cancel) =>
        node.LinkDirectory.Ask<LinkMessages.Descriptions>(new LinkMessages.DescribeAll(), Deadline, cancel);
}
