using System.Reflection;
using MucService.Host.Health;
using MucService.Storage;
using MucService.Xmpp;

namespace MucService.Host.Admin;

/// <summary>The admin API: HTTP and JSON under <c>/admin/v1</c>, for mucctl and for scripts.</summary>
internal static class AdminEndpoints
{
    public static void MapAdmin(this IEndpointRouteBuilder routes)
    {
        var admin = routes.MapGroup("/admin/v1").AddEndpointFilter<RefusalFilter>().AddEndpointFilter<OperatorLog>();
        admin.MapGet("/status", StatusAsync);
        admin.MapGet("/refusals", (IServiceNode node) => node.Refusals.Read()
            .OrderByDescending(refused => refused.Count)
            .Select(refused => new RefusalView(refused.Reason, refused.Condition, refused.Count)));
        admin.MapRooms();
        admin.MapLinks();
        admin.MapBlocks();
        admin.MapMemory();
    }

    private static async Task<NodeView> StatusAsync(IServiceNode node, CancellationToken cancel)
    {
        var services = new List<ServiceView>();
        foreach (var service in node.Services)
            services.Add(new ServiceView(service.Value, await CountAsync(node.Store, service, cancel)));

        return new NodeView(
            Version(),
            node.StartedAt,
            Readiness.Of(node).Ready,
            node.Store.Health.Reason,
            services,
            [.. node.Streams.Select(Views.Of)],
            [.. node.Nodes.Select(Views.Of)],
            node.Refusals.Read().Sum(refused => refused.Count));
    }

    // The status is asked for most when something is broken: it comes without what cannot be had.
    private static async Task<long?> CountAsync(IRoomStore store, Domain service, CancellationToken cancel)
    {
        try
        {
            return await store.CountAsync(service, publicOnly: false, cancel);
        }
        catch (StorageFaultException)
        {
            return null;
        }
    }

    private static string Version() =>
        typeof(AdminEndpoints).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0";
}
