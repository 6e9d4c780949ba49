using System.CommandLine;
using System.CommandLine.Invocation;

namespace MucService.Admin;

/// <summary>A command that does something, with an example for its help.</summary>
internal sealed class Verb(string name, string description, string example) : Command(name, description)
{
    /// <summary>A command line that a reader could copy.</summary>
    public string Example { get; } = example;
}

/// <summary>The usual help, and below it the example of the verb.</summary>
internal sealed class HelpWithExample(SynchronousCommandLineAction? usual) : SynchronousCommandLineAction
{
    /// <summary>Who asks for help has not misused anything.</summary>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        usual?.Invoke(parseResult);
        if (parseResult.CommandResult.Command is Verb verb)
            parseResult.InvocationConfiguration.Output.WriteLine($"Example:\n  {verb.Example}\n");
        return ExitCodes.Done;
    }
}
