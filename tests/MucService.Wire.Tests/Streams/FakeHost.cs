using System.Net;
using System.Net.Sockets;
using System.Text;
using MucService.Xmpp;

namespace MucService.Wire.Tests.Streams;

/// <summary>A host that does exactly what the test tells it, over a real socket.</summary>
internal sealed class FakeHost : IDisposable
{
    public const string Secret = "s3cret";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly StringBuilder _heard = new();
    private Socket? _socket;

    public FakeHost() => _listener.Start();

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public ComponentEndpoint Endpoint => new(Domain.Parse("tea.example"), "127.0.0.1", Port, Secret);

    /// <summary>Everything the component has said so far.</summary>
    public string Heard => _heard.ToString();

    public async Task AcceptAsync() => _socket = await _listener.AcceptSocketAsync(Deadline());

    public async Task SayAsync(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var sent = 0;
        while (sent < bytes.Length)
            sent += await _socket!.SendAsync(bytes.AsMemory(sent), Deadline());
    }

    /// <summary>Reads until the component has said this, since the last time it was asked for, and gives all up to its end.</summary>
    public async Task<string> HearAsync(string text)
    {
        var buffer = new byte[64 * 1024];
        int at;
        while ((at = Heard.IndexOf(text, StringComparison.Ordinal)) < 0)
        {
            var read = await _socket!.ReceiveAsync(buffer, Deadline());
            Assert.True(read > 0, $"the component closed the connection, having said '{Heard}'");
            _heard.Append(Encoding.UTF8.GetString(buffer, 0, read));
        }

        var heard = Heard[..(at + text.Length)];
        _heard.Remove(0, heard.Length);
        return heard;
    }

    /// <summary>Reads until the component closes the connection.</summary>
    public async Task HearEndAsync()
    {
        var buffer = new byte[64 * 1024];
        while (await _socket!.ReceiveAsync(buffer, Deadline()) is > 0 and var read)
            _heard.Append(Encoding.UTF8.GetString(buffer, 0, read));
    }

    public async Task OpenAsync()
    {
        await AcceptAsync();
        await HearAsync(">");
        await HearAsync("to='tea.example'>");
        await SayAsync("<?xml version='1.0'?><stream:stream xmlns='jabber:component:accept' xmlns:stream='http://etherx.jabber.org/streams' id='abc' from='tea.example'>");
    }

    public async Task ShakeHandsAsync()
    {
        await OpenAsync();
        var handshake = await HearAsync("</handshake>");
        Assert.Equal($"<handshake>{Handshake.Proof("abc", Secret)}</handshake>", handshake);
        await SayAsync("<handshake/>");
    }

    public void EndOutput() => _socket!.Shutdown(SocketShutdown.Send);

    public void Reset()
    {
        _socket!.LingerState = new LingerOption(enable: true, seconds: 0);
        _socket.Dispose();
    }

    public void StopListening() => _listener.Stop();

    public void Dispose()
    {
        _socket?.Dispose();
        _listener.Dispose();
    }

    private static CancellationToken Deadline() => new CancellationTokenSource(TimeSpan.FromSeconds(20)).Token;
}
