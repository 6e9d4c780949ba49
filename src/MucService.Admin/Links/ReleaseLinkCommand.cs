using System.CommandLine;

namespace MucService.Admin.Links;

/// <summary><c>mucctl link release &lt;domain&gt; [--service domain]</c></summary>
internal static class ReleaseLinkCommand
{
    public static Command Create(Invocation invocation)
    {
        var remote = LinkArguments.Remote();
        var service = Invocation.ServiceOption();

        var command = new Verb("release", "Let a held link be judged by its evidence again", "mucctl link release capulet.lit") { remote, service };
        command.SetAction((parsed, cancel) => invocation.RunAsync(parsed, async (admin, printer) =>
            printer.Print(await admin.ReleaseLinkAsync(parsed.GetRequiredValue(remote), parsed.GetValue(service), cancel), LinkArguments.Sentence)));
        return command;
    }
}
