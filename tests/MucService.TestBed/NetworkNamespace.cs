using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace MucService.TestBed;

/// <summary>
/// A network, process and mount namespace of its own, and what runs in it. Nothing in it outlives it: not a process, not an address,
/// not a rule that drops packets, even if the program that made it is killed.
/// </summary>
public sealed class NetworkNamespace : IAsyncDisposable
{
    private static readonly TimeSpan CommandTime = TimeSpan.FromSeconds(60);

    private readonly Process _first;
    private readonly SemaphoreSlim _oneAtATime = new(1);

    private NetworkNamespace(Process first, string directory)
    {
        _first = first;
        Directory = directory;
    }

    /// <summary>Where commands run and where their logs are.</summary>
    public string Directory { get; }

    /// <summary>Makes the namespace. Who is not root becomes root in a user namespace.</summary>
    /// <exception cref="BedException">The kernel or the container does not allow it.</exception>
    public static async Task<NetworkNamespace> CreateAsync(string directory)
    {
        string[] user = Environment.IsPrivilegedProcess ? [] : ["--user", "--map-root-user"];
        var start = new ProcessStartInfo("setsid")
        {
            UseShellExecute = false,
            WorkingDirectory = directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        string[] arguments =
        [
            "unshare", .. user, "--net", "--ipc", "--pid", "--fork", "--kill-child", "--mount-proc",
            "bash", Path.Combine(AppContext.BaseDirectory, "Files", "namespace.sh"),
        ];
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);

        // The sbin folders are not on everyone's path; iptables and dnsmasq are there.
        start.Environment["PATH"] = $"{Environment.GetEnvironmentVariable("PATH")}:/usr/local/sbin:/usr/sbin:/sbin";

        var made = new NetworkNamespace(Process.Start(start)!, directory);
        var (status, output) = await made.AnswerAsync();
        if (status == 0)
            return made;

        var why = await made._first.StandardError.ReadToEndAsync();
        await made.DisposeAsync();
        throw new BedException($"Cannot make a network namespace: {output}{why.Trim()}");
    }

    /// <summary>Runs a command to its end.</summary>
    /// <returns>What it said.</returns>
    /// <exception cref="BedException">It failed.</exception>
    public async Task<string> RunAsync(params string[] command)
    {
        var (status, output) = await TellAsync(command);
        return status == 0 ? output : throw new BedException($"{string.Join(' ', command)} ended with {status}: {output}");
    }

    /// <summary>Runs a command to its end.</summary>
    /// <returns>Whether it succeeded.</returns>
    public async Task<bool> SucceedsAsync(params string[] command) => (await TellAsync(command)).Status == 0;

    /// <summary>Starts a command that goes on; what it says goes to a log named after it.</summary>
    public Task StartAsync(string name, params string[] command) => RunAsync(["start", name, .. command]);

    /// <summary>Sends a signal to a command that was started, and waits for its end.</summary>
    /// <returns>The exit status that a shell would show: 128 and the number of the signal, where that ended it.</returns>
    /// <exception cref="TimeoutException">It goes on.</exception>
    public async Task<int> StopAsync(string name, string signal, TimeSpan patience)
    {
        var tenths = (int)Math.Ceiling(patience.TotalSeconds * 10);
        var (status, output) = await TellAsync(["stop", name, signal, tenths.ToString(CultureInfo.InvariantCulture)]);
        return status switch
        {
            124 => throw new TimeoutException($"{name} goes on {patience.TotalSeconds} s after {signal}."),
            125 => throw new BedException($"{name} does not run: {output}"),
            _ => status,
        };
    }

    /// <summary>Sends a signal to a command that was started, and waits for nothing.</summary>
    public Task SignalAsync(string name, string signal) => RunAsync("signal", name, signal);

    /// <summary>Whether a command that was started goes on.</summary>
    public Task<bool> IsRunningAsync(string name) => SucceedsAsync("running", name);

    /// <summary>The last lines of what a command said.</summary>
    public string LogOf(string name, int lines = 30)
    {
        var path = Path.Combine(Directory, $"{name}.log");
        return File.Exists(path) ? string.Join('\n', File.ReadLines(path).TakeLast(lines)) : $"(no {name}.log)";
    }

    public async ValueTask DisposeAsync()
    {
        _first.StandardInput.Close();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        try
        {
            await _first.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            // It takes the namespace with it: unshare was told to kill its child.
            _first.Kill();
            await _first.WaitForExitAsync(CancellationToken.None);
        }

        _first.Dispose();
        _oneAtATime.Dispose();
    }

    private async Task<(int Status, string Output)> TellAsync(string[] command)
    {
        await _oneAtATime.WaitAsync();
        try
        {
            await _first.StandardInput.WriteLineAsync(string.Join(' ', command.Select(Quote)));
            await _first.StandardInput.FlushAsync();
            return await AnswerAsync();
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    private async Task<(int Status, string Output)> AnswerAsync()
    {
        var output = new StringBuilder();
        while (await _first.StandardOutput.ReadLineAsync().WaitAsync(CommandTime) is { } line)
        {
            if (line.StartsWith("= ", StringComparison.Ordinal))
                return (int.Parse(line.AsSpan(2), CultureInfo.InvariantCulture), output.ToString());
            output.AppendLine(line);
        }

        return (-1, output.ToString());
    }

    private static string Quote(string word) => $"'{word.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
