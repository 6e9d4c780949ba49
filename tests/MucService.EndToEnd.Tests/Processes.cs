namespace MucService.EndToEnd.Tests;

/// <summary>What runs on this machine, in every namespace.</summary>
internal static class Processes
{
    /// <summary>The command lines that contain a text.</summary>
    public static IReadOnlyList<string> Of(string text) =>
        [.. Directory.EnumerateDirectories("/proc").Select(CommandLine).Where(line => line.Contains(text, StringComparison.Ordinal))];

    private static string CommandLine(string process)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "cmdline")).Replace('\0', ' ');
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
