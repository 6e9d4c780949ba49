using System.ComponentModel;
using System.Diagnostics;

namespace MucService.Quickstart;

/// <summary>A browser client, fetched with npm once and kept in the user's cache.</summary>
internal static class ConverseJs
{
    private const string Package = "converse.js@14.0.0";

    /// <summary>Puts converse.js and a page that starts it into a folder.</summary>
    /// <returns>Why that cannot be done; <see langword="null"/> where it was.</returns>
    public static async Task<string?> InstallAsync(DirectoryInfo web, CancellationToken cancel)
    {
        var cache = Path.Combine(CacheFolder(), Package);
        if (!Directory.Exists(Path.Combine(cache, "package", "dist")))
        {
            Directory.CreateDirectory(cache);
            if (await RunAsync("npm", ["pack", Package, "--silent", "--pack-destination", cache], cache, cancel) is { } noPackage)
                return noPackage;
            var archive = Directory.GetFiles(cache, "*.tgz").Single();
            if (await RunAsync("tar", ["--extract", "--file", archive, "--directory", cache, "package/dist"], cache, cancel) is { } noArchive)
                return noArchive;
        }

        Directory.CreateSymbolicLink(Path.Combine(web.FullName, "dist"), Path.Combine(cache, "package", "dist"));
        File.Copy(Path.Combine(AppContext.BaseDirectory, "web", "index.html"), Path.Combine(web.FullName, "index.html"));
        return null;
    }

    private static string CacheFolder() =>
        Path.Combine(
            Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache
                ? cache
                : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"),
            "mucservice");

    private static async Task<string?> RunAsync(string program, string[] arguments, string folder, CancellationToken cancel)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, UseShellExecute = false })!;
            await process.StandardOutput.ReadToEndAsync(cancel);
            await process.WaitForExitAsync(cancel);
            return process.ExitCode == 0 ? null : $"{program} ended with {process.ExitCode}";
        }
        catch (Win32Exception)
        {
            return $"{program} is not installed";
        }
    }
}
