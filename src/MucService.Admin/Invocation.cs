using System.CommandLine;
using System.Globalization;
using MucService.Admin.Client;
using MucService.Admin.Output;

namespace MucService.Admin;

/// <summary>What all verbs share: the node they talk to, how they print, and how they fail.</summary>
/// <param name="connect">Makes a client of an address.</param>
/// <param name="output">Where answers go.</param>
/// <param name="errors">Where refusals go, one line each.</param>
internal sealed class Invocation(Func<NodeAddress, IAdminClient> connect, TextWriter output, TextWriter errors)
{
    /// <summary>Where answers go.</summary>
    public TextWriter Output => output;

    /// <summary>Where refusals go.</summary>
    public TextWriter Errors => errors;

    /// <summary>True if a person can be asked. Scripts must say <c>--yes</c>.</summary>
    public bool IsTerminal { get; init; } = !Console.IsInputRedirected && !Console.IsOutputRedirected;

    /// <summary>What the person answers.</summary>
    public TextReader Input { get; init; } = Console.In;

    /// <summary><c>--address</c></summary>
    public Option<string?> AddressOption { get; } = new("--address", "-a")
    {
        HelpName = "address",
        Description = "The node: unix:/path or http://127.0.0.1:5380 (otherwise $MUCCTL_ADDRESS, otherwise the socket in the default data directory)",
        Recursive = true,
    };

    /// <summary><c>--output</c></summary>
    public Option<string> FormatOption { get; } = new Option<string>("--output", "-o")
    {
        Description = "How to print the answer",
        HelpName = "table|json",
        DefaultValueFactory = _ => "table",
        Recursive = true,
    }.AcceptOnlyFromAmong("table", "json");

    /// <summary><c>--yes</c>, for verbs that cannot be undone.</summary>
    public static Option<bool> YesOption() => new("--yes", "-y") { Description = "Do not ask; needed where there is no terminal" };

    /// <summary><c>--service</c>, for nodes with several services.</summary>
    public static Option<string?> ServiceOption() => new("--service") { Description = "The service, where the node has several, e.g. chats.shakespeare.lit" };

    /// <summary>An option that is a whole number.</summary>
    /// <param name="name">The option, e.g. <c>--limit</c>.</param>
    /// <param name="description">What it is, for the help.</param>
    /// <param name="usual">What it is if it is not said.</param>
    /// <param name="least">The least that it may be.</param>
    public static Option<int> NumberOption(string name, string description, int usual, int least) => new(name)
    {
        Description = description,
        DefaultValueFactory = _ => usual,
        CustomParser = result =>
        {
            if (result.Tokens is [var token] && int.TryParse(token.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least)
                return number;

            result.AddError($"{name} must be a whole number, {least} or more");
            return usual;
        },
    };

    /// <summary>Does what a verb does, and turns its failures into one line and an exit code.</summary>
    public async Task<int> RunAsync(ParseResult parsed, Func<IAdminClient, Printer, Task> verb)
    {
        try
        {
            using var client = connect(NodeAddress.Choose(parsed.GetValue(AddressOption)));
            await verb(client, new Printer(output, parsed.GetValue(FormatOption) == "json" ? OutputFormat.Json : OutputFormat.Table));
            return ExitCodes.Done;
        }
        catch (AdminException failure)
        {
            await errors.WriteLineAsync($"mucctl: {Printer.Plain(failure.Message)}");
            return failure.ExitCode;
        }
    }

    /// <summary>Asks a person whether to do what cannot be undone.</summary>
    /// <exception cref="AdminException">The answer is no, or there is nobody to ask.</exception>
    public void Confirm(bool yes, string question)
    {
        if (yes)
            return;
        if (!IsTerminal)
            throw new AdminException(ExitCodes.Misused, "this cannot be undone, and there is no terminal to ask at: say --yes");

        output.Write($"{Printer.Plain(question)} [y/N] ");
        if (Input.ReadLine()?.Trim() is not ("y" or "Y" or "yes"))
            throw new AdminException(ExitCodes.Refused, "not done");
    }
}
