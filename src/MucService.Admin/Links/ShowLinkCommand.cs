using System.CommandLine;
using MucService.Admin.Output;

namespace MucService.Admin.Links;

/// <summary><c>mucctl link show &lt;domain&gt; [--service domain]</c></summary>
internal static class ShowLinkCommand
{
    public static Command Create(Invocation invocation)
    {
        var remote = LinkArguments.Remote();
        var service = Invocation.ServiceOption();

        var command = new Verb("show", "Show a link and the evidence for its state", "mucctl link show capulet.lit") { remote, service };
        command.SetAction((parsed, cancel) => invocation.RunAsync(parsed, async (admin, printer) =>
            printer.Print(await admin.ShowLinkAsync(parsed.GetRequiredValue(remote), parsed.GetValue(service), cancel), LinkTables.One)));
        return command;
    }
}
