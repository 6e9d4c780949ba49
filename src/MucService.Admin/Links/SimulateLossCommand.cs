using System.CommandLine;
using MucService.Admin.Output;

namespace MucService.Admin.Links;

/// <summary><c>mucctl link simulate &lt;domain&gt; [--service domain]</c></summary>
internal static class SimulateLossCommand
{
    public static Command Create(Invocation invocation)
    {
        var remote = LinkArguments.Remote();
        var service = Invocation.ServiceOption();

        var command = new Verb("simulate", "Show what the loss of a link would do, and do nothing of it", "mucctl link simulate capulet.lit") { remote, service };
        command.SetAction((parsed, cancel) => invocation.RunAsync(parsed, async (admin, printer) =>
            printer.Print(await admin.SimulateLossAsync(parsed.GetRequiredValue(remote), parsed.GetValue(service), cancel), LinkTables.Loss)));
        return command;
    }
}
