using System.CommandLine;
using MucService.Admin.Client;

namespace MucService.Admin.Links;

/// <summary><c>mucctl link wait &lt;domain&gt; &lt;state&gt; [--timeout seconds] [--service domain]</c></summary>
internal static class WaitForLinkCommand
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(300);

    public static Command Create(Invocation invocation)
    {
        var remote = LinkArguments.Remote();
        var state = new Argument<string>("state") { Description = "The state detected that is waited for" }
            .AcceptOnlyFromAmong("unknown", "up", "suspect", "down", "returning");
        var timeout = Invocation.NumberOption("--timeout", "How many seconds to wait", usual: 60, least: 0);
        var service = Invocation.ServiceOption();

        var command = new Verb("wait", "Wait until a link is in a state; refused when the time is over", "mucctl link wait capulet.lit up --timeout 120") { remote, state, timeout, service };
        command.SetAction((parsed, cancel) => invocation.RunAsync(parsed, async (admin, printer) =>
        {
            var patience = TimeSpan.FromSeconds(parsed.GetValue(timeout));
            var link = await WaitAsync(admin, parsed.GetRequiredValue(remote), parsed.GetValue(service), parsed.GetRequiredValue(state), patience, cancel);
            printer.Print(link, LinkArguments.Sentence);
        }));
        return command;
    }

    private static async Task<LinkView> WaitAsync(IAdminClient admin, string remote, string? service, string state, TimeSpan patience, CancellationToken cancel)
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var link = await admin.ShowLinkAsync(remote, service, cancel);
            if (string.Equals(link.State, state, StringComparison.Ordinal))
                return link;
            if (TimeProvider.System.GetElapsedTime(begun) >= patience)
                throw new AdminException(ExitCodes.Refused, $"the link to {remote} is {link.State}, and not {state}");

            await Task.Delay(Interval, cancel);
        }
    }
}
