using System.Diagnostics;
using MucService.Host.Admin;
using MucService.Host.Health;
using MucService.Host.Settings;
using MucService.Storage;

namespace MucService.Host.Startup;

/// <summary>Runs a node: its storage, its actors, and the addresses in front of them.</summary>
internal static class NodeHost
{
    /// <summary>Runs a node until it is told to stop, or its actor system ends.</summary>
    /// <returns>The exit code.</returns>
    /// <exception cref="StorageFaultException">Storage cannot be used as it is configured.</exception>
    /// <exception cref="StartFaultException">The node cannot start as it is configured.</exception>
    /// <exception cref="OperationCanceledException">It was told to stop before it had started.</exception>
    public static async Task<int> RunAsync(MucOptions options, Claims claims, StopSignals signals, ILoggerFactory loggers)
    {
        ServiceNode? started = null;
        // While it waits for storage and for other nodes it lives, and is not ready.
        await using var health = claims.HealthListener is { } listener
            ? HealthServer.Build(() => Volatile.Read(ref started) is { } node && Readiness.Of(node).Ready, listener, loggers)
            : null;
        if (health is not null)
            await health.StartAsync();

        var store = await StorageStart.OpenAsync(options.Storage.ToSettings(), TimeProvider.System, loggers, signals.Asked);
        try
        {
            await using var node = await ServiceNode.StartAsync(options, store, loggers, signals.Asked);
            Volatile.Write(ref started, node);
            return await ServeAsync(node, claims, signals, loggers);
        }
        finally
        {
            // A database that does not answer does not keep the process.
            await store.DisposeAsync().AsTask().WaitAsync(signals.Left).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task<int> ServeAsync(ServiceNode node, Claims claims, StopSignals signals, ILoggerFactory loggers)
    {
        var log = loggers.CreateLogger("MucService");
        await using var app = AdminServer.Build(node, claims.Admin, claims.AdminListener!, loggers);
        await app.StartAsync();
        log.LogInformation("Admin address is {Address}", claims.Admin);

        using var told = new ReadinessLog(node, log);
        var stopping = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var stop = signals.Asked.Register(() => stopping.TrySetResult());
        var ended = await Task.WhenAny(stopping.Task, node.Ended);

        // That it is not ready any more is no news of one that was told to stop.
        told.Dispose();
        await StopAsync(app, node, signals, log);
        if (ended == stopping.Task)
            return NodeProgram.Stopped;

        log.LogCritical("The actor system has ended by itself; the process ends with it");
        return NodeProgram.Failed;
    }

    private static async Task StopAsync(WebApplication app, ServiceNode node, StopSignals signals, ILogger log)
    {
        var started = Stopwatch.GetTimestamp();
        using var limit = new CancellationTokenSource(signals.Left);
        try
        {
            await Task.WhenAll(app.StopAsync(limit.Token), node.StopAsync()).WaitAsync(limit.Token);
            log.LogInformation("Stopped after {Milliseconds:0} ms; occupants stay", Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }
        catch (OperationCanceledException)
        {
            log.LogWarning("Not all was stopped within {Milliseconds:0} ms; occupants stay", Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }
    }
}
