using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using MucService.Benchmarks.Driving;

namespace MucService.Benchmarks.Hosts;

/// <summary>The stream of somebody who has an account at a real host, without encryption. RFC 6120.</summary>
internal sealed class ClientStream : IDisposable
{
    private const int BufferBytes = 256 * 1024;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly Socket _socket;
    private readonly StanzaScanner _scanner = new(BufferBytes);
    private readonly byte[] _chunk = new byte[16 * 1024];

    private ClientStream(Socket socket) => _socket = socket;

    /// <summary>To be waited for together with others.</summary>
    public Socket Socket => _socket;

    /// <summary>Logs in as an occupant; waits for the host to be there.</summary>
    public static ClientStream LogIn(int port, int occupant)
    {
        var stream = new ClientStream(Connect(port));
        var user = Names.Occupant(occupant).Split('@')[0];
        stream.Open();
        stream.Send($"<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>{Convert.ToBase64String(Encoding.UTF8.GetBytes($"\0{user}\0secret"))}</auth>");
        stream.ReadUntil("<success");
        stream.Open();
        stream.Send("<iq type='set' id='bind'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>d</resource></bind></iq>");
        stream.ReadUntil("</iq>");
        return stream;
    }

    /// <summary>Sends all of it.</summary>
    public void Send(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
            bytes = bytes[_socket.Send(bytes)..];
    }

    /// <summary>Reads what is there, and hands the stanzas over.</summary>
    public void Read(StanzaHandler handle)
    {
        var count = _socket.Receive(_scanner.Free().Span);
        if (count == 0)
            throw new IOException("The host closed a client's connection.");

        _scanner.Arrived(count);
        while (_scanner.TryRead(out var stanza))
            handle(stanza);
    }

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();

    private static Socket Connect(int port)
    {
        var began = Stopwatch.GetTimestamp();
        while (true)
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                socket.Connect(IPAddress.Loopback, port);
                return socket;
            }
            catch (SocketException) when (Stopwatch.GetElapsedTime(began) < s_patience)
            {
                socket.Dispose();
                Thread.Sleep(100);
            }
        }
    }

    private void Open()
    {
        Send($"<?xml version='1.0'?><stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' version='1.0' to='{Names.Near}'>");
        ReadUntil("</stream:features>");
    }

    private void Send(string text) => Send(Encoding.UTF8.GetBytes(text));

    private void ReadUntil(string end)
    {
        var text = new StringBuilder();
        _socket.ReceiveTimeout = (int)s_patience.TotalMilliseconds;
        while (!text.ToString().Contains(end, StringComparison.Ordinal))
        {
            var count = _socket.Receive(_chunk);
            if (count == 0)
                throw new IOException($"The host closed a client's connection after: {text}");
            text.Append(Encoding.UTF8.GetString(_chunk, 0, count));
        }
    }
}
