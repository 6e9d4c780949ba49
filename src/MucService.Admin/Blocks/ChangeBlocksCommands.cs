using System.CommandLine;

namespace MucService.Admin.Blocks;

/// <summary><c>mucctl block add &lt;jid&gt;</c></summary>
internal static class AddBlockCommand
{
    public static Command Create(Invocation invocation)
    {
        var jid = BlockArguments.Jid();
        var command = new Verb("add", "Let somebody, or everybody of a domain, in no more; who is in a room is removed", "mucctl block add spam.example") { jid };
        command.SetAction((parsed, cancel) => invocation.RunAsync(parsed, async (admin, printer) =>
            printer.Print(await admin.AddBlockAsync(parsed.GetRequiredValue(jid), cancel), done => done.Summary)));
        return command;
    }
}

/// <summary><c>mucctl block remove &lt;jid&gt;</c></summary>
internal static class RemoveBlockCommand
{
    public static Command Create(Invocation invocation)
    {
        var jid = BlockArguments.Jid();
        var command = new Verb("remove", "Let somebody whom you blocked in again", "mucctl block remove spam.example") { jid };
        command.SetAction((parsed, cancel) => invocation.RunAsync(parsed, async (admin, printer) =>
            printer.Print(await admin.RemoveBlockAsync(parsed.GetRequiredValue(jid), cancel), done => done.Summary)));
        return command;
    }
}

/// <summary>What the verbs about one entry share.</summary>
internal static class BlockArguments
{
    /// <summary>Who.</summary>
    public static Argument<string> Jid() => new("jid") { Description = "A domain, e.g. spam.example, or a bare JID" };
}
