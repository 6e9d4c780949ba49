using System.CommandLine;

namespace MucService.Admin.Services;

/// <summary><c>mucctl service retire &lt;domain&gt; [--reason text] [--yes]</c></summary>
internal static class RetireServiceCommand
{
    public static Command Create(Invocation invocation)
    {
        var service = new Argument<string>("domain") { Description = "The service, e.g. chats.shakespeare.lit" };
        var reason = new Option<string?>("--reason") { Description = "Shown to the occupants, and to everybody who comes later" };
        var yes = Invocation.YesOption();

        var command = new Verb("retire", "Retire a service for good: its occupants are told, its rooms are closed", "mucctl service retire chats.shakespeare.lit --reason 'We moved to chats.example' --yes")
        {
            service,
            reason,
            yes,
        };
        command.SetAction((parsed, cancel) => invocation.RunAsync(parsed, async (admin, printer) =>
        {
            var domain = parsed.GetRequiredValue(service);
            invocation.Confirm(parsed.GetValue(yes), $"Retire {domain} for good?");
            printer.Print(await admin.RetireServiceAsync(domain, parsed.GetValue(reason), cancel), answer => answer.Summary);
        }));
        return command;
    }
}
