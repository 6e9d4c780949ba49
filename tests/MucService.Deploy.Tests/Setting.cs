using Xunit;

namespace MucService.Deploy.Tests;

/// <summary>Settings as the environment names them.</summary>
internal static class Setting
{
    /// <summary>Each line of a file that begins with these words, as name and value.</summary>
    public static IReadOnlyDictionary<string, string> Of(string path, string begin) => Shell.Read(path).Split('\n')
        .Where(line => line.StartsWith($"{begin}Muc__", StringComparison.Ordinal))
        .Select(line => line[begin.Length..].Split('=', 2))
        .ToDictionary(pair => pair[0], pair => pair[1]);

    /// <summary>Fails unless the README has a row for it.</summary>
    public static void IsInReadme(string name)
    {
        var key = string.Join(':', name.Split("__").Select(part => part.All(char.IsAsciiDigit) ? "0" : part));
        Assert.Contains($"| `{key}` |", Shell.Read("README.md"), StringComparison.Ordinal);
    }
}
