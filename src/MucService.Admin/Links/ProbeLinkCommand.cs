using System.CommandLine;

namespace MucService.Admin.Links;

/// <summary><c>mucctl link probe &lt;domain&gt; [--service domain]</c></summary>
internal static class ProbeLinkCommand
{
    public static Command Create(Invocation invocation)
    {
        var remote = LinkArguments.Remote();
        var service = Invocation.ServiceOption();

        var command = new Verb("probe", "Probe a link now, and wait for the outcome", "mucctl link probe capulet.lit") { remote, service };
        command.SetAction((parsed, cancel) => invocation.RunAsync(parsed, async (admin, printer) =>
            printer.Print(await admin.ProbeLinkAsync(parsed.GetRequiredValue(remote), parsed.GetValue(service), cancel), LinkArguments.Sentence)));
        return command;
    }
}
