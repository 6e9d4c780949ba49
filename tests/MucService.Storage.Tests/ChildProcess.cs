using System.Diagnostics;

namespace MucService.Storage.Tests;

/// <summary>This assembly as a process of its own.</summary>
internal sealed class ChildProcess : IDisposable
{
    private readonly Process _process;

    private ChildProcess(Process process) => _process = process;

    public StreamReader Output => _process.StandardOutput;

    public static ChildProcess Start(string verb, StorageSettings settings)
    {
        string[] arguments = settings.Provider == StorageProvider.Sqlite
            ? [verb, "sqlite", settings.DataDirectory]
            : [verb, "postgresql", settings.ConnectionString];
        var start = new ProcessStartInfo("dotnet", [typeof(ChildProcess).Assembly.Location, .. arguments]) 
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        return new ChildProcess(Process.Start(start)!);
    }

    public async Task<int> ExitAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await _process.WaitForExitAsync(patience.Token);
        return _process.ExitCode;
    }

    /// <summary>SIGKILL.</summary>
    public void Kill() => _process.Kill();

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }
}
