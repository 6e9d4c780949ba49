using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using MucService.Benchmarks.Driving;

namespace MucService.Benchmarks.Cluster;

/// <summary>One of several nodes, as a process that can be ended and started again.</summary>
/// <param name="folder">Its data directory; made here.</param>
/// <param name="settings">What it is started with.</param>
internal sealed class NodeProcess(string folder, IReadOnlyList<string> settings) : IDisposable
{
    private readonly ConcurrentQueue<(long At, string Line)> _said = [];
    private Process? _process;

    /// <summary>True while its process is there.</summary>
    public bool IsRunning => _process is { HasExited: false };

    /// <summary>Its admin address.</summary>
    private string Socket => Path.Combine(folder, "admin.sock");

    /// <summary>Starts it.</summary>
    public void Start()
    {
        Directory.CreateDirectory(folder);
        var process = new Process
        {
            StartInfo = new ProcessStartInfo(Programs.Service, settings)
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        process.OutputDataReceived += (_, line) => Remember(line.Data);
        process.ErrorDataReceived += (_, line) => Remember(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        _process = process;
    }

    /// <summary>Ends it with SIGKILL.</summary>
    public void Kill() => _process!.Kill();

    /// <summary>Asks it to end, with SIGTERM.</summary>
    public void Terminate()
    {
        using var kill = Process.Start("kill", ["-TERM", _process!.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    /// <summary>When it said something first after a moment, or null.</summary>
    public long? WhenItSaid(string words, long after) =>
        _said.Where(said => said.At > after && said.Line.Contains(words, StringComparison.Ordinal)).Select(said => (long?)said.At).FirstOrDefault();

    /// <summary>When it said something last, or 0.</summary>
    public long LastTimeItSaid(string words) =>
        _said.Where(said => said.Line.Contains(words, StringComparison.Ordinal)).Select(said => said.At).LastOrDefault();

    /// <summary>All that it has said.</summary>
    public string Log => string.Join('\n', _said.Select(said => said.Line));

    /// <summary>True if it says that it is ready.</summary>
    public bool IsReady() => IsRunning && AdminSocket.IsReadyAsync(Socket).GetAwaiter().GetResult();

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_process is null)
            return;
        if (!_process.HasExited)
            _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private void Remember(string? line)
    {
        if (line is not null)
            _said.Enqueue((Stopwatch.GetTimestamp(), line));
    }
}
