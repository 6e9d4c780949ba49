using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace MucService.Benchmarks.Driving;

/// <summary>The host's side of a stream to a component. XEP-0114. One thread reads and writes, so that nothing is handed over.</summary>
internal sealed class HostStream : IDisposable
{
    private const int SocketBytes = 4 << 20;

    /// <summary>How long a component may neither read nor say what it has to: far longer than it ever should.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    private readonly Socket _socket;
    private readonly StanzaScanner _scanner = new();

    private HostStream(Socket socket)
    {
        _socket = socket;
        _socket.NoDelay = true;
        _socket.ReceiveBufferSize = SocketBytes;
        _socket.SendTimeout = _socket.ReceiveTimeout = (int)s_patience.TotalMilliseconds;
    }

    /// <summary>What it runs on.</summary>
    public Socket Socket => _socket;

    /// <summary>Bytes read.</summary>
    public long Received { get; private set; }

    /// <summary>Listens on a free port of the loopback address.</summary>
    public static TcpListener Listen()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return listener;
    }

    /// <summary>Waits for the component, and lets it in whatever its secret.</summary>
    public static HostStream Accept(TcpListener listener, TimeSpan limit)
    {
        var began = Stopwatch.GetTimestamp();
        while (!listener.Pending())
        {
            if (Stopwatch.GetElapsedTime(began) > limit)
                throw new TimeoutException("The component did not connect.");
            Thread.Sleep(10);
        }

        return Greet(listener.AcceptSocket());
    }

    /// <summary>Lets a component in that has connected, whatever its secret.</summary>
    public static HostStream Greet(Socket socket)
    {
        var stream = new HostStream(socket);
        stream.Greet();
        return stream;
    }

    /// <summary>Sends all of it.</summary>
    /// <exception cref="SocketException">The component has not read for minutes.</exception>
    public void Send(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
            bytes = bytes[_socket.Send(bytes)..];
    }

    /// <summary>Waits until something arrives. False if nothing does.</summary>
    public bool Receive(TimeSpan limit)
    {
        if (_socket.Available == 0 && !_socket.Poll(limit, SelectMode.SelectRead))
            return false;

        var count = _socket.Receive(_scanner.Free().Span);
        if (count == 0)
            throw new IOException("The component closed its connection.");

        _scanner.Arrived(count);
        Received += count;
        return true;
    }

    /// <summary>The next whole stanza of what has arrived.</summary>
    public bool TryRead(out ReadOnlySpan<byte> stanza) => _scanner.TryRead(out stanza);

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();

    private void Greet()
    {
        var header = new StringBuilder();
        Span<byte> one = stackalloc byte[1];
        while (!header.ToString().Contains("<stream:stream", StringComparison.Ordinal) || header[^1] != '>')
        {
            if (_socket.Receive(one) == 0)
                throw new IOException("The component closed its connection.");
            header.Append((char)one[0]);
        }

        Send("<?xml version='1.0'?><stream:stream xmlns='jabber:component:accept' xmlns:stream='http://etherx.jabber.org/streams' from='chats.example' id='1'>"u8);
        while (!TryRead(out _))
        {
            if (!Receive(s_patience))
                throw new TimeoutException("The component does not say its secret.");
        }

        Send("<handshake/>"u8);
    }
}
