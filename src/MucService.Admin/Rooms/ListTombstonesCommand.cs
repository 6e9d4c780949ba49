using System.CommandLine;
using MucService.Admin.Client;
using MucService.Admin.Output;

namespace MucService.Admin.Rooms;

/// <summary><c>mucctl room tombstones [--service domain]</c></summary>
internal static class ListTombstonesCommand
{
    private const int PageSize = 1000;

    public static Command Create(Invocation invocation)
    {
        var service = Invocation.ServiceOption();

        var command = new Verb("tombstones", "List rooms that were destroyed, and whose address says so", "mucctl room tombstones") { service };
        command.SetAction((parsed, cancel) => invocation.RunAsync(parsed, async (admin, printer) =>
            printer.Print<IReadOnlyList<TombstoneView>>(await ReadAsync(admin, parsed.GetValue(service), cancel), Tables.Tombstones)));
        return command;
    }

    private static async Task<List<TombstoneView>> ReadAsync(IAdminClient admin, string? service, CancellationToken cancel)
    {
        var all = new List<TombstoneView>();
        IReadOnlyList<TombstoneView> page;
        do
        {
            page = await admin.ListTombstonesAsync(service, all.Count == 0 ? null : all[^1].Room, PageSize, cancel);
            all.AddRange(page);
        }
        while (page.Count == PageSize);

        return all;
    }
}
