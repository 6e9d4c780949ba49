using System.Net;
using System.Net.Sockets;
using MucService.Host.Settings;

namespace MucService.Host.Startup;

/// <summary>
/// The name that other nodes know this one by. Where an orchestrator gives out names, that of a new container may be known some seconds after
/// its process was started.
/// </summary>
internal static class OwnName
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>Waits until the name resolves, for a minute at most; whoever uses it then says what is wrong with it.</summary>
    /// <exception cref="OperationCanceledException">The process is to end.</exception>
    public static async Task ResolveAsync(ClusterOptions options, TimeProvider time, ILogger log, CancellationToken stop)
    {
        var host = options.ListenAddress().Host;
        if (!options.HasOthers || IPAddress.TryParse(host, out _))
            return;

        var began = time.GetTimestamp();
        for (var told = false; !await ResolvesAsync(host, stop) && time.GetElapsedTime(began) < Patience; told = true)
        {
            if (!told)
                log.LogWarning("Waiting for a name server to know {Host}, by which Muc:Cluster:Listen calls this node", host);
            await Task.Delay(Pause, time, stop);
        }
    }

    private static async Task<bool> ResolvesAsync(string host, CancellationToken stop)
    {
        try
        {
            return (await Dns.GetHostAddressesAsync(host, stop)).Length > 0;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
