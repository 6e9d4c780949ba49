using System.CommandLine;
using MucService.Admin.Output;

namespace MucService.Admin;

/// <summary><c>mucctl refusals</c></summary>
internal static class RefusalsCommand
{
    public static Command Create(Invocation invocation)
    {
        var command = new Verb("refusals", "Count what the node has refused since it was started, by reason and condition", "mucctl refusals");
        command.SetAction((parsed, cancel) => invocation.RunAsync(parsed, async (admin, printer) =>
            printer.Print(await admin.RefusalsAsync(cancel), Tables.Refusals)));
        return command;
    }
}
