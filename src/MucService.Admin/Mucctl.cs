using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using MucService.Admin.Blocks;
using MucService.Admin.Client;
using MucService.Admin.Links;
using MucService.Admin.Occupants;
using MucService.Admin.Rooms;
using MucService.Admin.Services;

namespace MucService.Admin;

/// <summary>The program <c>mucctl</c>: its verbs, and how a command line becomes an exit code.</summary>
internal static class Mucctl
{
    /// <summary>Runs one command line against the node it names.</summary>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    public static Task<int> RunAsync(string[] arguments) =>
        RunAsync(arguments, new Invocation(address => new AdminClient(address), Console.Out, Console.Error));

    /// <summary>Runs one command line.</summary>
    public static async Task<int> RunAsync(string[] arguments, Invocation invocation)
    {
        var root = Create(invocation);
        foreach (var help in root.Options.OfType<HelpOption>())
            help.Action = new HelpWithExample(help.Action as SynchronousCommandLineAction);

        // No response files: an argument that begins with @ is what somebody chose as his nick.
        var parsed = root.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Errors.Count == 0)
            return await parsed.InvokeAsync(new InvocationConfiguration { Output = invocation.Output, Error = invocation.Errors });

        foreach (var error in parsed.Errors)
            await invocation.Errors.WriteLineAsync($"mucctl: {OneLine(error.Message)}");
        await invocation.Errors.WriteLineAsync($"Try: {string.Join(' ', PathOf(parsed.CommandResult.Command))} --help");
        return ExitCodes.Misused;
    }

    private static RootCommand Create(Invocation invocation) => new("Looks after a MucService node: its rooms, its occupants and its links to other domains.")
    {
        invocation.AddressOption,
        invocation.FormatOption,
        StatusCommand.Create(invocation),
        RefusalsCommand.Create(invocation),
        MemoryCommand.Create(invocation),
        new Command("service", "The services of the node")
        {
            RetireServiceCommand.Create(invocation),
        },
        new Command("room", "The rooms of the node")
        {
            ListRoomsCommand.Create(invocation),
            ShowRoomCommand.Create(invocation),
            DestroyRoomCommand.Create(invocation),
            ListTombstonesCommand.Create(invocation),
            ForgetRoomCommand.Create(invocation),
        },
        new Command("occupant", "Who is in a room")
        {
            ListOccupantsCommand.Create(invocation),
            KickOccupantCommand.Create(invocation),
        },
        new Command("removal", "Who was removed without anybody wanting it")
        {
            ListRemovalsCommand.Create(invocation),
        },
        new Command("block", "Who is not let in, whatever rooms say")
        {
            ListBlocksCommand.Create(invocation),
            AddBlockCommand.Create(invocation),
            RemoveBlockCommand.Create(invocation),
        },
        new Command("link", "Whether other domains can be reached")
        {
            ListLinksCommand.Create(invocation),
            ShowLinkCommand.Create(invocation),
            HoldLinkCommand.Create(invocation),
            ReleaseLinkCommand.Create(invocation),
            ProbeLinkCommand.Create(invocation),
            DropLinkCommand.Create(invocation),
            WaitForLinkCommand.Create(invocation),
            SimulateLossCommand.Create(invocation),
        },
    };

    private static string OneLine(string text) =>
        string.Join(' ', text.Split([' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries));

    private static IEnumerable<string> PathOf(Command command)
    {
        var above = command.Parents.OfType<Command>().FirstOrDefault();
        return above is null ? ["mucctl"] : [.. PathOf(above), command.Name];
    }
}
