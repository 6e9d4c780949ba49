using System.CommandLine;

namespace MucService.Admin.Links;

/// <summary><c>mucctl link drop &lt;domain&gt; [--service domain]</c></summary>
internal static class DropLinkCommand
{
    public static Command Create(Invocation invocation)
    {
        var remote = LinkArguments.Remote();
        var service = Invocation.ServiceOption();

        var command = new Verb("drop", "Have the host close its connection to the domain, with what is unsent in it", "mucctl link drop capulet.lit") { remote, service };
        command.SetAction((parsed, cancel) => invocation.RunAsync(parsed, async (admin, printer) =>
            printer.Print(await admin.DropLinkAsync(parsed.GetRequiredValue(remote), parsed.GetValue(service), cancel), done => done.Summary)));
        return command;
    }
}
