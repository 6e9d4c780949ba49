using System.CommandLine;
using MucService.Admin.Output;

namespace MucService.Admin;

/// <summary><c>mucctl memory [--collect]</c></summary>
internal static class MemoryCommand
{
    public static Command Create(Invocation invocation)
    {
        var collect = new Option<bool>("--collect") { Description = "First free what is dead; the node stands still for that time" };

        var command = new Verb("memory", "Show what the node's process holds", "mucctl memory --collect") { collect };
        command.SetAction((parsed, cancel) => invocation.RunAsync(parsed, async (admin, printer) =>
            printer.Print(await admin.MemoryAsync(parsed.GetValue(collect), cancel), Tables.Memory)));
        return command;
    }
}
