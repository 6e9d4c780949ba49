namespace MucService.Conformance;

/// <summary>Who takes part in a script.</summary>
/// <param name="Name">What the script calls him.</param>
/// <param name="Jid">His account, with a resource or without.</param>
/// <param name="Password">His password.</param>
internal sealed record Character(string Name, string Jid, string Password);

/// <summary>What somebody does at one line of a script.</summary>
internal enum Doing
{
    /// <summary>Opens a stream and binds a resource; says nothing yet.</summary>
    Connects,

    /// <summary>Closes the stream.</summary>
    Disconnects,

    /// <summary>Sends a stanza.</summary>
    Sends,

    /// <summary>Waits for a stanza; what comes before it and is not it does not count.</summary>
    Receives,

    /// <summary>Waits for a while, in which no stanza may come.</summary>
    ReceivesNothing,
}

/// <summary>A step of a script.</summary>
/// <param name="Line">The line that it begins at, from 1.</param>
/// <param name="Who">The name of who does it.</param>
/// <param name="Doing">What he does.</param>
/// <param name="Xml">What is sent or expected, as it is written; empty otherwise.</param>
internal sealed record Step(int Line, string Who, Doing Doing, string Xml);

/// <summary>A script: who takes part, and what happens, in order.</summary>
internal sealed record Script(string Name, IReadOnlyList<Character> Characters, IReadOnlyList<Step> Steps);
