using System.Net.Sockets;

namespace MucService.Benchmarks.Driving;

/// <summary>The service's admin address, as far as a benchmark needs it.</summary>
internal static class AdminSocket
{
    /// <summary>Has the service free what is dead, and waits until it has. What it asks meanwhile is answered afterwards.</summary>
    /// <param name="path">The socket.</param>
    /// <exception cref="HttpRequestException">It does not.</exception>
    public static async Task CollectAsync(string path)
    {
        using var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (_, cancel) =>
            {
                var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancel);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
        using var http = new HttpClient(handler) { BaseAddress = new Uri("http://localhost/admin/v1/") };
        using var response = await http.PostAsync(new Uri("memory/collect", UriKind.Relative), content: null);
        response.EnsureSuccessStatusCode();
    }
}
