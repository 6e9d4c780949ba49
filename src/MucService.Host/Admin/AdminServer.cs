using System.Net.Sockets;
using System.Text.Encodings.Web;
using MucService.Host.Health;
using MucService.Host.Settings;

namespace MucService.Host.Admin;

/// <summary>Kestrel on the admin address, and nowhere else: health, and the admin API.</summary>
internal static class AdminServer
{
    /// <summary>Builds it in front of a node; it is not started.</summary>
    /// <param name="node">What it tells of.</param>
    /// <param name="address">Where it listens.</param>
    /// <param name="listener">The socket that is bound to that address.</param>
    /// <param name="loggers">Where it logs.</param>
    public static WebApplication Build(IServiceNode node, AdminAddress address, Socket listener, ILoggerFactory loggers)
    {
        // Empty: no other source of settings, no other address, no other logger.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Services.AddSingleton(loggers);
        builder.Services.AddSingleton(node);
        builder.Services.AddRoutingCore();
        builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping);
        builder.WebHost
            .UseKestrelCore()
            .UseSockets(sockets => sockets.CreateBoundListenSocket = _ => listener)
            .ConfigureKestrel(kestrel =>
            {
                kestrel.AddServerHeader = false;
                kestrel.Limits.MaxRequestBodySize = 65_536;
                if (address.SocketPath is { } path)
                    kestrel.ListenUnixSocket(path);
                else
                    kestrel.Listen(address.Loopback!);
            });

        var app = builder.Build();
        app.UseMiddleware<LoopbackGuard>();
        app.MapHealth();
        app.MapAdmin();
        return app;
    }
}
