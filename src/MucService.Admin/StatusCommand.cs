using System.CommandLine;
using MucService.Admin.Output;

namespace MucService.Admin;

/// <summary><c>mucctl status</c></summary>
internal static class StatusCommand
{
    public static Command Create(Invocation invocation)
    {
        var command = new Verb("status", "Show the node, its services and its streams to the hosts", "mucctl status --output json");
        command.SetAction((parsed, cancel) => invocation.RunAsync(parsed, async (admin, printer) =>
            printer.Print(await admin.StatusAsync(cancel), Tables.Node)));
        return command;
    }
}
