using System.CommandLine;
using MucService.Admin.Output;

namespace MucService.Admin.Blocks;

/// <summary><c>mucctl block list</c></summary>
internal static class ListBlocksCommand
{
    public static Command Create(Invocation invocation)
    {
        var command = new Verb("list", "List who is not let in, and how the lists of others stand", "mucctl block list");
        command.SetAction((parsed, cancel) => invocation.RunAsync(parsed, async (admin, printer) =>
            printer.Print(await admin.ListBlocksAsync(cancel), Tables.Blocks)));
        return command;
    }
}
