using System.Diagnostics;
using MucService.TestBed;
using Xunit;

namespace MucService.EndToEnd.Tests;

/// <summary>The demo tells the truth: it fails, and says at which step, when what it shows does not happen.</summary>
public sealed class QuickstartTests(QuickstartTests.Performances performances) : IClassFixture<QuickstartTests.Performances>
{
    private const string Told = "Romeo is told that Juliet's server is unavailable";
    private const string ToldAgain = "Romeo is told that it is available again";

    [Fact]
    public async Task The_story_happens()
    {
        var (exitCode, output) = await performances.Whole;

        Assert.True(exitCode == 0, output);
        Assert.Contains("<server-unavailable", output, StringComparison.Ordinal);
        Assert.Contains("s after the cut", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_cut_it_fails() => AssertFailedAt(Told, await performances.WithoutCut);

    [Fact]
    public async Task Without_the_healing_it_fails() => AssertFailedAt(ToldAgain, await performances.WithoutHealing);

    [Fact]
    public async Task With_a_client_that_does_not_ask_for_annotations_it_fails() => AssertFailedAt(Told, await performances.WithoutPsa);

    [Fact]
    public async Task Interrupted_it_ends_at_once_and_leaves_nothing_behind()
    {
        using var story = Performances.Start(leaveOut: "nothing", patience: 120);
        var output = "";
        while (!output.Contains("federate", StringComparison.Ordinal))
            output += (char)story.StandardOutput.Read();

        using var interrupt = Process.Start("kill", ["-INT", $"{story.Id}"]);
        await story.WaitForExitAsync().WaitAsync(Scene.Patience);
        Assert.Equal(130, story.ExitCode);
        Assert.Empty(Processes.Of($"mucbed-{story.Id}-"));
        Assert.Empty(Directory.GetDirectories(Path.GetTempPath(), $"mucbed-{story.Id}-*"));
    }

    private static void AssertFailedAt(string step, (int ExitCode, string Output) performance)
    {
        Assert.True(performance.ExitCode == 1, performance.Output);
        Assert.Contains($"The story failed at the step \"{step}\"", performance.Output, StringComparison.Ordinal);
    }

    /// <summary>Four performances at the same time: each has servers and a network of its own, and mostly waits.</summary>
    public sealed class Performances : IDisposable
    {
        private readonly List<Process> _playing = [];

        public Performances()
        {
            Whole = PlayAsync(leaveOut: "nothing", patience: 120);
            WithoutCut = PlayAsync("cut", patience: 40);
            WithoutHealing = PlayAsync("heal", patience: 60);
            WithoutPsa = PlayAsync("psa", patience: 60);
        }

        public Task<(int ExitCode, string Output)> Whole { get; }

        public Task<(int ExitCode, string Output)> WithoutCut { get; }

        public Task<(int ExitCode, string Output)> WithoutHealing { get; }

        public Task<(int ExitCode, string Output)> WithoutPsa { get; }

        public void Dispose()
        {
            foreach (var process in _playing)
            {
                // Interrupted, it cleans up after itself.
                if (!process.HasExited)
                    Process.Start("kill", ["-INT", $"{process.Id}"]).WaitForExit();
                process.WaitForExit(TimeSpan.FromSeconds(10));
                process.Dispose();
            }
        }

        internal static Process Start(string leaveOut, int patience)
        {
            var start = new ProcessStartInfo("dotnet", ["exec", Repository.Quickstart, "--demo"])
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            start.Environment["QUICKSTART_LEAVE_OUT"] = leaveOut;
            start.Environment["QUICKSTART_PATIENCE"] = $"{patience}";
            return Process.Start(start)!;
        }

        private async Task<(int ExitCode, string Output)> PlayAsync(string leaveOut, int patience)
        {
            var process = Start(leaveOut, patience);
            lock (_playing)
                _playing.Add(process);

            var output = process.StandardOutput.ReadToEndAsync();
            var errors = process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync();
            return (process.ExitCode, await output + await errors);
        }
    }
}
