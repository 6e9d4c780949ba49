using System.Net.Sockets;

namespace MucService.Host.Health;

/// <summary>
/// Kestrel on the health address, which anybody may reach: it answers with 200 or 503 and nothing else. Why a node is not ready is said
/// at the admin address and in the log.
/// </summary>
internal static class HealthServer
{
    /// <summary>Builds it in front of a node, which may not be there yet; it is not started.</summary>
    /// <param name="isReady">Whether the node is ready.</param>
    /// <param name="listener">The socket that is bound to its address.</param>
    /// <param name="loggers">Where it logs.</param>
    public static WebApplication Build(Func<bool> isReady, Socket listener, ILoggerFactory loggers)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Services.AddSingleton(loggers);
        builder.Services.AddRoutingCore();
        builder.WebHost
            .UseKestrelCore()
            .UseSockets(sockets => sockets.CreateBoundListenSocket = _ => listener)
            .ConfigureKestrel(kestrel =>
            {
                kestrel.AddServerHeader = false;
                kestrel.Limits.MaxRequestBodySize = 0;
                kestrel.Limits.MaxConcurrentConnections = 100;
                kestrel.Listen(listener.LocalEndPoint!);
            });

        var app = builder.Build();
        app.MapGet("/health/live", () => Results.StatusCode(StatusCodes.Status200OK));
        app.MapGet("/health/ready", () =>
            Results.StatusCode(isReady() ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable));
        return app;
    }
}
