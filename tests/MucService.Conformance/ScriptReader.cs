namespace MucService.Conformance;

/// <summary>
/// Reads scripts of Scansion: sections <c>[Client] Name</c> with properties, a rule of dashes, and then lines that say who does what, with what
/// is sent or expected indented below them. Lines that begin with <c>#</c> are remarks.
/// </summary>
internal static class ScriptReader
{
    /// <summary>Reads a script.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="text">Its text.</param>
    /// <exception cref="FormatException">It is not one; the message has the line.</exception>
    public static Script Read(string name, string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        var number = 0;
        var characters = ReadCharacters(name, lines, ref number);
        var steps = new List<Step>();
        while (number < lines.Length)
        {
            if (IsRemark(lines[number]))
                number++;
            else
                steps.Add(ReadStep(name, lines, ref number, characters));
        }

        return new Script(name, characters, steps);
    }

    private static List<Character> ReadCharacters(string name, string[] lines, ref int number)
    {
        var characters = new List<Character>();
        for (; number < lines.Length && !lines[number].StartsWith("---", StringComparison.Ordinal); number++)
        {
            if (IsRemark(lines[number]))
                continue;
            if (!lines[number].StartsWith("[Client]", StringComparison.Ordinal))
                throw new FormatException($"{name}, line {number + 1}: not a client: {lines[number]}");

            var who = lines[number]["[Client]".Length..].Trim();
            var properties = ReadBlock(lines, ref number)
                .Select(line => line.Split(':', 2))
                .Where(halves => halves.Length == 2)
                .ToDictionary(halves => halves[0].Trim(), halves => halves[1].Trim(), StringComparer.Ordinal);
            if (!properties.TryGetValue("jid", out var jid))
                throw new FormatException($"{name}, line {number + 1}: {who} has no jid.");
            characters.Add(new Character(who, jid, properties.GetValueOrDefault("password", "")));
        }

        // The rule itself.
        number++;
        return characters;
    }

    private static Step ReadStep(string name, string[] lines, ref int number, List<Character> characters)
    {
        var line = lines[number];
        var begins = number + 1;
        var who = characters
            .Select(character => character.Name)
            .Where(known => line.StartsWith(known + " ", StringComparison.Ordinal))
            .MaxBy(known => known.Length) ?? throw new FormatException($"{name}, line {begins}: nobody of that name: {line}");
        var words = line[who.Length..].Trim();
        var xml = string.Join('\n', ReadBlock(lines, ref number));
        number++;
        return words switch
        {
            "connects" => new Step(begins, who, Doing.Connects, ""),
            "disconnects" => new Step(begins, who, Doing.Disconnects, ""),
            "sends:" when xml.Length > 0 => new Step(begins, who, Doing.Sends, xml),
            "receives:" when xml.Length > 0 => new Step(begins, who, Doing.Receives, xml),
            "receives: nothing" => new Step(begins, who, Doing.ReceivesNothing, ""),
            _ => throw new FormatException($"{name}, line {begins}: not understood: {line}"),
        };
    }

    /// <summary>The indented lines below one; moves to the last of them.</summary>
    private static List<string> ReadBlock(string[] lines, ref int number)
    {
        var block = new List<string>();
        while (number + 1 < lines.Length && lines[number + 1] is var next && (next.Length == 0 || char.IsWhiteSpace(next[0])))
        {
            number++;
            if (next.Trim().Length > 0)
                block.Add(next);
        }

        return block;
    }

    private static bool IsRemark(string line) => line.Trim().Length == 0 || line.StartsWith('#');
}
