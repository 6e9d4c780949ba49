using MucService.Actors.Links;
using MucService.Xmpp;

namespace MucService.Host.Admin;

/// <summary>Links, under <c>/admin/v1/links</c>. <c>?service=</c> names the service where the node has several.</summary>
internal static class LinkEndpoints
{
    private const int MostRemovals = 1000;

    public static void MapLinks(this IEndpointRouteBuilder admin)
    {
        admin.MapGet("/links", async (IServiceNode node, CancellationToken cancel) =>
            (await Questions.AllLinksAsync(node, cancel)).Links
                .OrderBy(link => link.Service.Value, StringComparer.Ordinal)
                .ThenBy(link => link.Remote.Value, StringComparer.Ordinal)
                .Select(Views.Of));
        admin.MapGet("/links/{remote}", (string remote, string? service, IServiceNode node, CancellationToken cancel) =>
            ShowAsync(node, new LinkMessages.Describe(Questions.Service(node, service), Questions.Remote(remote)), cancel));
        admin.MapGet("/links/{remote}/loss", (string remote, string? service, IServiceNode node, CancellationToken cancel) =>
            ForeseeAsync(node, Questions.Service(node, service), Questions.Remote(remote), cancel));
        admin.MapGet("/removals", async (string? jid, IServiceNode node, CancellationToken cancel) =>
            (await node.Store.RemovalsAsync(jid is null ? null : Questions.Jid(jid), MostRemovals, cancel)).Select(Views.Of));
        admin.MapPost("/links/{remote}/hold", (string remote, string? service, HoldRequest request, IServiceNode node, CancellationToken cancel) =>
            AnswerAsync(node, new LinkMessages.Hold(Questions.Service(node, service), Questions.Remote(remote), IsUp(request.As)), cancel));
        admin.MapPost("/links/{remote}/release", (string remote, string? service, IServiceNode node, CancellationToken cancel) =>
            AnswerAsync(node, new LinkMessages.Release(Questions.Service(node, service), Questions.Remote(remote)), cancel));
        admin.MapPost("/links/{remote}/probe", (string remote, string? service, IServiceNode node, CancellationToken cancel) =>
            AnswerAsync(node, new LinkMessages.ProbeNow(Questions.Service(node, service), Questions.Remote(remote)), cancel));
        admin.MapPost("/links/{remote}/drop", (string remote, string? service, IServiceNode node, CancellationToken cancel) =>
            DropAsync(node, new LinkMessages.DropConnection(Questions.Service(node, service), Questions.Remote(remote)), cancel));
    }

    /// <summary>What a loss of the link would do; nothing of it is done.</summary>
    private static async Task<LossView> ForeseeAsync(IServiceNode node, Domain service, Domain remote, CancellationToken cancel)
    {
        var rooms = await Questions.RoomsBehindAsync(node, new LinkMessages.DescribeRooms(service, remote, Foresee: true), cancel);
        return rooms is { Rooms: 0, Silent: 0 } ? throw NoSuchLink(service, remote) : Views.Of(service, remote, rooms);
    }

    /// <summary>A link that nobody is behind, that is not held and whom nobody waits for, is none: it would be made by asking.</summary>
    private static async Task<LinkView> ShowAsync(IServiceNode node, LinkMessages.Describe question, CancellationToken cancel)
    {
        var link = await Questions.AskLinkAsync(node, question, cancel);
        if (link is { Rooms: 0, Notices: 0, Hold: null })
            throw NoSuchLink(question.Service, question.Remote);

        var rooms = await Questions.RoomsBehindAsync(node, new LinkMessages.DescribeRooms(question.Service, question.Remote, Foresee: false), cancel);
        return Views.Of(link) with { Sessions = rooms.Sessions, OutOfSync = rooms.OutOfSync };
    }

    private static RefusalException NoSuchLink(Domain service, Domain remote) =>
        new(StatusCodes.Status404NotFound, $"nobody of {remote} is in a room of {service}: there is no such link");

    private static async Task<LinkView> AnswerAsync(IServiceNode node, ILinkMessage message, CancellationToken cancel) =>
        Views.Of(await Questions.AskLinkAsync(node, message, cancel));

    private static async Task<DoneView> DropAsync(IServiceNode node, LinkMessages.DropConnection message, CancellationToken cancel)
    {
        await Questions.DropAsync(node, message, cancel);
        return new DoneView($"dropped the host's connection from {message.Service} to {message.Remote}");
    }

    private static bool IsUp(string written) => written switch
    {
        "up" => true,
        "down" => false,
        _ => throw new RefusalException(StatusCodes.Status400BadRequest, $"a link is held up or down, not '{written}'"),
    };
}
