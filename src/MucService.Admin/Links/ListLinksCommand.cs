using System.CommandLine;
using MucService.Admin.Output;

namespace MucService.Admin.Links;

/// <summary><c>mucctl link list</c></summary>
internal static class ListLinksCommand
{
    public static Command Create(Invocation invocation)
    {
        var command = new Verb("list", "List the links to the domains of all sessions", "mucctl link list");
        command.SetAction((parsed, cancel) => invocation.RunAsync(parsed, async (admin, printer) =>
            printer.Print(await admin.ListLinksAsync(cancel), LinkTables.All)));
        return command;
    }
}
