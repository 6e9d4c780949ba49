using Akka.Actor;
using MucService.Actors.Protection;
using MucService.Xmpp;

namespace MucService.Host.Admin;

/// <summary>Who is not let in, under <c>/admin/v1/blocks</c>.</summary>
internal static class BlockEndpoints
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    public static void MapBlocks(this IEndpointRouteBuilder admin)
    {
        admin.MapGet("/blocks", async (IServiceNode node, CancellationToken cancel) =>
            Of(await node.Blocks.Ask<BlockMessages.Description>(new BlockMessages.Describe(), Deadline, cancel)));
        admin.MapPost("/blocks/{jid}/add", (string jid, IServiceNode node, CancellationToken cancel) =>
            ChangeAsync(node, new BlockMessages.Add(Read(jid)), $"blocked {jid}", cancel));
        admin.MapPost("/blocks/{jid}/remove", (string jid, IServiceNode node, CancellationToken cancel) =>
            ChangeAsync(node, new BlockMessages.Remove(Read(jid)), $"no longer blocked {jid}", cancel));
    }

    private static async Task<DoneView> ChangeAsync(IServiceNode node, object change, string summary, CancellationToken cancel)
    {
        if (await node.Blocks.Ask<object>(change, Deadline, cancel) is BlockMessages.Failed failed)
        {
            throw failed.IsStorage
                ? new RefusalException(StatusCodes.Status503ServiceUnavailable, RefusalFilter.StorageIsDown(failed.Reason))
                : new RefusalException(StatusCodes.Status409Conflict, failed.Reason);
        }


        return new DoneView(summary);
    }

    private static BareJid Read(string written) => BareJid.TryParse(written, out var jid)
        ? jid
        : throw new RefusalException(StatusCodes.Status400BadRequest, $"'{Questions.InPath(written)}' is neither a bare JID nor a domain");

    private static BlocksView Of(BlockMessages.Description blocks) => new(
        [
            .. blocks.Configured.Select(domain => new BlockView(domain.Value, "configuration")),
            .. blocks.Added.Select(jid => new BlockView(jid.ToString(), "added")),
        ],
        [.. blocks.Lists.Select(list => new BlockListView(list.Name, list.Entries, list.State, list.HeardAt))]);
}
