using System.CommandLine;

namespace MucService.Admin.Rooms;

/// <summary><c>mucctl room forget &lt;room&gt; [--yes]</c></summary>
internal static class ForgetRoomCommand
{
    public static Command Create(Invocation invocation)
    {
        var room = new Argument<string>("room") { Description = "JID of a room that was destroyed, e.g. orchard@chats.shakespeare.lit" };
        var yes = Invocation.YesOption();

        var command = new Verb("forget", "Forget that a room was destroyed: anybody may create one there", "mucctl room forget orchard@chats.shakespeare.lit --yes")
        {
            room,
            yes,
        };
        command.SetAction((parsed, cancel) => invocation.RunAsync(parsed, async (admin, printer) =>
        {
            var jid = parsed.GetRequiredValue(room);
            invocation.Confirm(parsed.GetValue(yes), $"Forget that {jid} was destroyed?");
            printer.Print(await admin.ForgetRoomAsync(jid, cancel), answer => answer.Summary);
        }));
        return command;
    }
}
