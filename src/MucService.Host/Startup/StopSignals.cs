using System.Diagnostics;
using System.Runtime.InteropServices;

namespace MucService.Host.Startup;

/// <summary>
/// What asks the process to end, heard from its first moment on: SIGTERM and SIGINT. SIGHUP asks other daemons to read their settings again;
/// this one says that it does not, and goes on, unless it was started from a terminal that is gone.
/// </summary>
internal sealed class StopSignals : IDisposable
{
    // SIGTERM to exit takes at most 5 s.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(4.7);
    private static readonly TimeSpan LeastLeft = TimeSpan.FromSeconds(0.2);

    private readonly CancellationTokenSource _stop = new();
    private readonly PosixSignalRegistration[] _registrations;
    private readonly ILogger _log;
    private long _askedAt;

    public StopSignals(ILogger log)
    {
        _log = log;
        _registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop),
            PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop),
            PosixSignalRegistration.Create(PosixSignal.SIGHUP, HangUp),
        ];
    }

    /// <summary>Cancelled when the process is to end.</summary>
    public CancellationToken Asked => _stop.Token;

    /// <summary>How much of the time for a clean end is left; all of it while nobody has asked.</summary>
    public TimeSpan Left
    {
        get
        {
            var askedAt = Interlocked.Read(ref _askedAt);
            var left = askedAt == 0 ? Limit : Limit - Stopwatch.GetElapsedTime(askedAt);
            return left > LeastLeft ? left : LeastLeft;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();
        _stop.Dispose();
    }

    private void Stop(PosixSignalContext context)
    {
        context.Cancel = true;
        Interlocked.CompareExchange(ref _askedAt, Stopwatch.GetTimestamp(), 0);
        _stop.Cancel();
    }

    private void HangUp(PosixSignalContext context)
    {
        if (!Console.IsInputRedirected)
        {
            Stop(context);
            return;
        }

        context.Cancel = true;
        _log.LogWarning("SIGHUP: settings are read at the start only; restart the service to have them read again. Occupants stay");
    }
}
