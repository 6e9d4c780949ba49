using System.Diagnostics;

namespace MucService.Host.Tests.Fakes;

/// <summary>One of our programs, run as a process of its own.</summary>
internal static class ProgramUnderTest
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Runs it to its end, which must come within 30 s.</summary>
    public static async Task<ProgramResult> RunAsync(string program, IEnumerable<string> arguments, params (string Name, string? Value)[] environment)
    {
        using var process = Process.Start(StartInfo(program, arguments, environment))!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException late)
        {
            process.Kill();
            throw new TimeoutException($"{program} did not end: {await output}{await errors}", late);
        }

        return new ProgramResult(process.ExitCode, await output, await errors);
    }

    /// <summary>Waits for a line with some words in it on standard output.</summary>
    public static async Task<string> LineAsync(Process program, string part)
    {
        var heard = new List<string>();
        while (await program.StandardOutput.ReadLineAsync().WaitAsync(Patience) is { } line)
        {
            heard.Add(line);
            if (line.Contains(part, StringComparison.Ordinal))
                return line;
        }

        throw new InvalidOperationException($"it ended before it said '{part}': {string.Join('\n', heard)}{await program.StandardError.ReadToEndAsync()}");
    }

    /// <summary>Sends a signal, e.g. <c>TERM</c>.</summary>
    public static void Signal(Process program, string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{program.Id}"]);
        kill.WaitForExit();
    }

    /// <summary>How it is started: the compiled program that lies beside this test.</summary>
    public static ProcessStartInfo StartInfo(string program, IEnumerable<string> arguments, params (string Name, string? Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, program + ".dll"), .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return start;
    }
}

/// <summary>How a program ended, and what it said.</summary>
internal sealed record ProgramResult(int ExitCode, string Output, string Errors)
{
    /// <summary>Each line of what it said on stderr.</summary>
    public IReadOnlyList<string> ErrorLines => Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
