using System.CommandLine;
using MucService.Admin.Output;

namespace MucService.Admin.Links;

/// <summary><c>mucctl removal list [--jid jid]</c></summary>
internal static class ListRemovalsCommand
{
    public static Command Create(Invocation invocation)
    {
        var jid = new Option<string?>("--jid") { Description = "Of that session, account or domain only, e.g. juliet@capulet.lit" };

        var command = new Verb("list", "List who was removed lately without anybody wanting it, and why; newest first", "mucctl removal list --jid juliet@capulet.lit") { jid };
        command.SetAction((parsed, cancel) => invocation.RunAsync(parsed, async (admin, printer) =>
            printer.Print(await admin.ListRemovalsAsync(parsed.GetValue(jid), cancel), LinkTables.Removals)));
        return command;
    }
}
