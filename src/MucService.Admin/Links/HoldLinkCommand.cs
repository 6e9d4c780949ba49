using System.CommandLine;
using MucService.Admin.Client;

namespace MucService.Admin.Links;

/// <summary><c>mucctl link hold &lt;domain&gt; &lt;up|down&gt; [--service domain]</c></summary>
internal static class HoldLinkCommand
{
    public static Command Create(Invocation invocation)
    {
        var remote = LinkArguments.Remote();
        var state = new Argument<string>("up|down") { Description = "What rooms are told until the link is released" }.AcceptOnlyFromAmong("up", "down");
        var service = Invocation.ServiceOption();

        var command = new Verb("hold", "Hold a link up or down, whatever the evidence says", "mucctl link hold capulet.lit down") { remote, state, service };
        command.SetAction((parsed, cancel) => invocation.RunAsync(parsed, async (admin, printer) =>
        {
            var held = parsed.GetRequiredValue(state) == "up" ? HoldAs.Up : HoldAs.Down;
            var link = await admin.HoldLinkAsync(parsed.GetRequiredValue(remote), parsed.GetValue(service), held, cancel);
            printer.Print(link, LinkArguments.Sentence);
        }));
        return command;
    }
}
