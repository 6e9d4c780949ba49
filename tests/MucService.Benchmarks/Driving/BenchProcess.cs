using System.Diagnostics;

namespace MucService.Benchmarks.Driving;

/// <summary>A process that is measured. It ends with this object.</summary>
internal sealed class BenchProcess : IDisposable
{
    private readonly Process _process;
    private readonly List<string> _said = [];
    private bool _isEnded;

    private BenchProcess(Process process) => _process = process;

    /// <summary>What it has used until now.</summary>
    public ProcessUsage Usage => ProcessUsage.Of(_process.Id);

    /// <summary>The first lines that it wrote.</summary>
    public string Said
    {
        get
        {
            lock (_said)
                return string.Join('\n', _said);
        }
    }

    public static BenchProcess Start(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        var started = new BenchProcess(Process.Start(start)!);
        started._process.OutputDataReceived += (_, line) => started.Remember(line.Data);
        started._process.ErrorDataReceived += (_, line) => started.Remember(line.Data);
        started._process.BeginOutputReadLine();
        started._process.BeginErrorReadLine();
        return started;
    }

    /// <summary>Ends it at once.</summary>
    public void Dispose()
    {
        if (_isEnded)
            return;

        _isEnded = true;
        if (!_process.HasExited)
            _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private void Remember(string? line)
    {
        lock (_said)
        {
            if (line is not null && _said.Count < 200)
                _said.Add(line);
        }
    }
}
