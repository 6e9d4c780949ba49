using System.Net;
using System.Net.Sockets;
using System.Text;

namespace MucService.Host.Tests.Fakes;

/// <summary>An XMPP server that lets any component in, and notes whether it closes its stream. XEP-0114.</summary>
internal sealed class FakeHost : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public FakeHost()
    {
        _listener.Start();
        Closed = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>True if the first stream was closed with its end tag.</summary>
    public Task<bool> Closed { get; }

    public void Dispose() => _listener.Dispose();

    private async Task<bool> ServeAsync()
    {
        using var client = await _listener.AcceptTcpClientAsync();
        var stream = client.GetStream();
        await ReadUntilAsync(stream, "to=");
        await WriteAsync(stream, "<?xml version='1.0'?><stream:stream xmlns='jabber:component:accept' xmlns:stream='http://etherx.jabber.org/streams' from='chats.shakespeare.lit' id='s1'>");
        await ReadUntilAsync(stream, "</handshake>");
        await WriteAsync(stream, "<handshake/>");
        var closed = await ReadUntilAsync(stream, "</stream:stream>");
        await WriteAsync(stream, "</stream:stream>");
        return closed;
    }

    private static async Task WriteAsync(NetworkStream stream, string text) => await stream.WriteAsync(Encoding.UTF8.GetBytes(text));

    private static async Task<bool> ReadUntilAsync(NetworkStream stream, string end)
    {
        var heard = new StringBuilder();
        var buffer = new byte[4096];
        while (!heard.ToString().Contains(end, StringComparison.Ordinal))
        {
            var count = await stream.ReadAsync(buffer);
            if (count == 0)
                return false;

            heard.Append(Encoding.UTF8.GetString(buffer, 0, count));
        }

        return true;
    }
}
