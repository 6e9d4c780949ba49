using System.CommandLine;
using MucService.Admin.Output;

namespace MucService.Admin.Occupants;

/// <summary><c>mucctl occupant list &lt;room&gt;</c></summary>
internal static class ListOccupantsCommand
{
    public static Command Create(Invocation invocation)
    {
        var room = new Argument<string>("room") { Description = "Room JID, e.g. orchard@chats.shakespeare.lit" };

        var command = new Verb("list", "List who is in a room, one line for each session", "mucctl occupant list orchard@chats.shakespeare.lit") { room };
        command.SetAction((parsed, cancel) => invocation.RunAsync(parsed, async (admin, printer) =>
            printer.Print(await admin.ListOccupantsAsync(parsed.GetRequiredValue(room), cancel), Tables.Occupants)));
        return command;
    }
}
