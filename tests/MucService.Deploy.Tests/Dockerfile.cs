namespace MucService.Deploy.Tests;

/// <summary>The Dockerfile as a list of instructions.</summary>
internal sealed class Dockerfile
{
    private readonly List<(string Word, string Text)> _instructions = [];

    public static Dockerfile Read()
    {
        var file = new Dockerfile();
        var joined = Shell.Read("deploy/Dockerfile").Replace("\\\n", " ", StringComparison.Ordinal);
        foreach (var line in joined.Split('\n').Where(line => line.Length > 0 && !line.StartsWith('#')))
        {
            var space = line.IndexOf(' ', StringComparison.Ordinal);
            file._instructions.Add((line[..space], line[(space + 1)..].Trim()));
        }

        return file;
    }

    /// <summary>What follows each instruction of that word, in order.</summary>
    public IEnumerable<string> Commands(string word) => _instructions.Where(one => one.Word == word).Select(one => one.Text);

    /// <summary>The variables of <c>ENV</c>.</summary>
    public IReadOnlyDictionary<string, string> Environment() => Commands("ENV")
        .SelectMany(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .Select(pair => pair.Split('=', 2))
        .ToDictionary(pair => pair[0], pair => pair[1]);
}
