using System.Net;
using System.Net.Sockets;

namespace MucService.Host.Tests.Fakes;

/// <summary>Free TCP ports on the loopback address.</summary>
internal static class Ports
{
    public static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
