using System.CommandLine;

namespace MucService.Admin.Rooms;

/// <summary><c>mucctl room destroy &lt;room&gt; [--alternative room] [--reason text] [--yes]</c></summary>
internal static class DestroyRoomCommand
{
    public static Command Create(Invocation invocation)
    {
        var room = new Argument<string>("room") { Description = "Room JID, e.g. orchard@chats.shakespeare.lit" };
        var alternative = new Option<string?>("--alternative") { Description = "JID of a room that the occupants are pointed to" };
        var reason = new Option<string?>("--reason") { Description = "Shown to the occupants" };
        var yes = Invocation.YesOption();

        var command = new Verb("destroy", "Destroy a room and remove its occupants", "mucctl room destroy orchard@chats.shakespeare.lit --reason 'The wall was rebuilt' --yes")
        {
            room,
            alternative,
            reason,
            yes,
        };
        command.SetAction((parsed, cancel) => invocation.RunAsync(parsed, async (admin, printer) =>
        {
            var jid = parsed.GetRequiredValue(room);
            invocation.Confirm(parsed.GetValue(yes), $"Destroy {jid}?");
            var done = await admin.DestroyRoomAsync(jid, parsed.GetValue(alternative), parsed.GetValue(reason), cancel);
            printer.Print(done, answer => answer.Summary);
        }));
        return command;
    }
}
