using System.CommandLine;
using MucService.Admin.Client;
using MucService.Admin.Output;

namespace MucService.Admin.Rooms;

/// <summary><c>mucctl room list [--service domain] [--limit n]</c></summary>
internal static class ListRoomsCommand
{
    private const int PageSize = 1000;

    public static Command Create(Invocation invocation)
    {
        var service = Invocation.ServiceOption();
        var limit = Invocation.NumberOption("--limit", "How many rooms at most", usual: 1000, least: 1);

        var command = new Verb("list", "List rooms, by their JIDs", "mucctl room list --service chats.shakespeare.lit --limit 50")
        {
            service,
            limit,
        };
        command.SetAction((parsed, cancel) => invocation.RunAsync(parsed, async (admin, printer) =>
        {
            var most = parsed.GetValue(limit);
            var (rooms, total) = await ReadAsync(admin, parsed.GetValue(service), most, cancel);
            printer.Print<IReadOnlyList<RoomRow>>(rooms, Tables.Rooms);
            if (total > rooms.Count && rooms.Count >= most)
                await invocation.Errors.WriteLineAsync($"mucctl: {total - rooms.Count} more: say --limit {total}");
        }));
        return command;
    }

    private static async Task<(List<RoomRow> Rooms, long Total)> ReadAsync(IAdminClient admin, string? service, int most, CancellationToken cancel)
    {
        var rooms = new List<RoomRow>();
        string? after = null;
        do
        {
            var page = await admin.ListRoomsAsync(service, after, Math.Min(PageSize, most - rooms.Count), cancel);
            rooms.AddRange(page.Items);
            if (page.Next is null || rooms.Count >= most)
                return (rooms, page.Total);

            after = page.Next;
        }
        while (true);
    }
}
