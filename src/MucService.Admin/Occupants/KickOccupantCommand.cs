using System.CommandLine;

namespace MucService.Admin.Occupants;

/// <summary><c>mucctl occupant kick &lt;room&gt; &lt;nick&gt; [--reason text] [--yes]</c></summary>
internal static class KickOccupantCommand
{
    public static Command Create(Invocation invocation)
    {
        var room = new Argument<string>("room") { Description = "Room JID, e.g. orchard@chats.shakespeare.lit" };
        var nick = new Argument<string>("nick") { Description = "Nick of the occupant, as it is shown" };
        var reason = new Option<string?>("--reason") { Description = "Shown to the occupants" };
        var yes = Invocation.YesOption();

        var command = new Verb("kick", "Remove an occupant from a room", "mucctl occupant kick orchard@chats.shakespeare.lit Tybalt --reason 'Peace!' --yes")
        {
            room,
            nick,
            reason,
            yes,
        };
        command.SetAction((parsed, cancel) => invocation.RunAsync(parsed, async (admin, printer) =>
        {
            var (jid, name) = (parsed.GetRequiredValue(room), parsed.GetRequiredValue(nick));
            invocation.Confirm(parsed.GetValue(yes), $"Kick {name} from {jid}?");
            var done = await admin.KickAsync(jid, name, parsed.GetValue(reason), cancel);
            printer.Print(done, answer => answer.Summary);
        }));
        return command;
    }
}
