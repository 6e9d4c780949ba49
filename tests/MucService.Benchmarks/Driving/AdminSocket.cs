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
        using var http = At(path);
        using var response = await http.PostAsync(new Uri("admin/v1/memory/collect", UriKind.Relative), content: null);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>True if it answers that it is ready.</summary>
    /// <param name="path">The socket.</param>
    public static async Task<bool> IsReadyAsync(string path)
    {
        using var http = At(path);
        try
        {
            using var response = await http.GetAsync(new Uri("health/ready", UriKind.Relative));
            return response.IsSuccessStatusCode;
        }
        catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }

    private static HttpClient At(string path) => new(new SocketsHttpHandler
    {
        ConnectCallback = async (_, cancel) =>
        {
            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancel);
            return new NetworkStream(socket, ownsSocket: true);
        },
    }) { BaseAddress = new Uri("http://localhost/") };
}
