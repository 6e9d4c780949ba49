using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using MucService.Actors.Hosts;
using MucService.Host.Health;
using MucService.Host.Tests.Fakes;
using Xunit;

namespace MucService.Host.Tests.Startup;

/// <summary>The address that orchestrators ask, on a real port.</summary>
public sealed class HealthServerTests
{
    [Theory]
    [InlineData(true, HttpStatusCode.OK)]
    [InlineData(false, HttpStatusCode.ServiceUnavailable)]
    public async Task It_says_whether_the_node_is_ready_and_nothing_else(bool open, HttpStatusCode expected)
    {
        using var node = new FakeNode { Streams = [new StreamStatus(FakeNode.Chats, "127.0.0.1:5347", open, open ? "" : "wrong secret", FakeNode.Noon)] };
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        await using var app = HealthServer.Build(() => Readiness.Of(node).Ready, listener, NullLoggerFactory.Instance);
        await app.StartAsync();
        using var http = new HttpClient { BaseAddress = new Uri($"http://{listener.LocalEndPoint}") };

        using var live = await http.GetAsync(new Uri("/health/live", UriKind.Relative));
        using var ready = await http.GetAsync(new Uri("/health/ready", UriKind.Relative));
        using var status = await http.GetAsync(new Uri("/admin/v1/status", UriKind.Relative));

        Assert.Equal(
            (HttpStatusCode.OK, expected, HttpStatusCode.NotFound),
            (live.StatusCode, ready.StatusCode, status.StatusCode));
        Assert.Equal("", await ready.Content.ReadAsStringAsync());
    }
}
