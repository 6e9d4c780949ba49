using System.Diagnostics;
using MucService.Host.Admin;
using MucService.Host.Health;
using MucService.Host.Settings;
using MucService.Storage;

namespace MucService.Host.Startup;

/// <summary>Runs a node: its actors, and the admin address in front of them.</summary>
internal static class NodeHost
{
    // SIGTERM to exit takes at most 5 s.
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(4.5);

    /// <summary>Runs a node until it is told to stop, or its actor system ends.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(MucOptions options, Claims claims, IRoomStore store, ILoggerFactory loggers)
    {
        var log = loggers.CreateLogger("MucService");
        await using var node = await ServiceNode.StartAsync(options, store, loggers);
        await using var app = AdminServer.Build(node, claims.Admin, claims.AdminListener!, loggers);
        await app.StartAsync();
        log.LogInformation("Admin address is {Address}", claims.Admin);
        await using var health = claims.HealthListener is { } listener ? HealthServer.Build(node, listener, loggers) : null;
        if (health is not null)
            await health.StartAsync();

        using var told = new ReadinessLog(node, log);
        var stopping = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var stop = app.Lifetime.ApplicationStopping.Register(stopping.SetResult);
        var ended = await Task.WhenAny(stopping.Task, node.Ended);

        await StopAsync(app, node, log);
        if (ended == stopping.Task)
            return NodeProgram.Stopped;

        log.LogCritical("The actor system has ended by itself; the process ends with it");
        return NodeProgram.Failed;
    }

    private static async Task StopAsync(WebApplication app, ServiceNode node, ILogger log)
    {
        var started = Stopwatch.GetTimestamp();
        using var limit = new CancellationTokenSource(StopLimit);
        try
        {
            await Task.WhenAll(app.StopAsync(limit.Token), node.StopAsync()).WaitAsync(limit.Token);
            log.LogInformation("Stopped after {Milliseconds:0} ms; occupants stay", Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }
        catch (OperationCanceledException)
        {
            log.LogWarning("Not all was stopped within {Limit}; occupants stay", StopLimit);
        }
    }
}
