using System.CommandLine;
using MucService.Admin.Output;

namespace MucService.Admin.Rooms;

/// <summary><c>mucctl room show &lt;room&gt;</c></summary>
internal static class ShowRoomCommand
{
    public static Command Create(Invocation invocation)
    {
        var room = new Argument<string>("room") { Description = "Room JID, e.g. orchard@chats.shakespeare.lit" };

        var command = new Verb("show", "Show a room's configuration, subject and lists", "mucctl room show orchard@chats.shakespeare.lit") { room };
        command.SetAction((parsed, cancel) => invocation.RunAsync(parsed, async (admin, printer) =>
            printer.Print(await admin.ShowRoomAsync(parsed.GetRequiredValue(room), cancel), Tables.Room)));
        return command;
    }
}
