using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using MucService.Benchmarks.Driving;

namespace MucService.Benchmarks.Cluster;

/// <summary>
/// Plays a host that several nodes connect to, on one thread: the newest stream takes the place of the one before it, which is told so
/// and not listened to any more.
/// </summary>
internal sealed class ClusterHost : IDisposable
{
    private readonly TcpListener _listener = HostStream.Listen();
    private readonly List<HostStream> _replaced = [];
    private HostStream? _stream;

    public ClusterHost() => Duties = new HostDuties(stanza => Send(stanza));

    /// <summary>Where nodes connect.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Counts the streams: the one that is open now has this number.</summary>
    public int Streams { get; private set; }

    /// <summary>True while one is open.</summary>
    public bool IsOpen => _stream is not null;

    /// <summary>Stanzas that came through a stream whose place another had taken.</summary>
    public long Ignored { get; private set; }

    /// <summary>Answers iqs and, where a domain is lost, bounces.</summary>
    public HostDuties Duties { get; }

    /// <summary>Takes the messages.</summary>
    public StanzaHandler OnMessage { get; set; } = _ => { };

    /// <summary>Takes the presences.</summary>
    public StanzaHandler OnPresence { get; set; } = _ => { };

    /// <summary>Takes the answers to what people asked.</summary>
    public StanzaHandler OnAnswer { get; set; } = _ => { };

    /// <summary>Sends to the component. False if there is none: a host would bounce it.</summary>
    public bool Send(ReadOnlySpan<byte> stanzas)
    {
        try
        {
            _stream?.Send(stanzas);
        }
        catch (SocketException)
        {
            Lose();
        }

        return _stream is not null;
    }

    /// <summary>Handles what arrives, and whoever connects, for a time at most.</summary>
    public void Step(TimeSpan wait)
    {
        var read = new List<Socket> { _listener.Server };
        if (_stream is not null)
            read.Add(_stream.Socket);
        read.AddRange(_replaced.Select(stream => stream.Socket));
        Socket.Select(read, null, null, wait);

        if (_stream is { } open && read.Contains(open.Socket))
            Read(open);
        foreach (var replaced in _replaced.Where(stream => read.Contains(stream.Socket)).ToList())
            Drain(replaced);
        if (_listener.Pending())
            Accept();
    }

    /// <summary>Handles what arrives until a condition holds.</summary>
    /// <exception cref="TimeoutException">It did not within the time.</exception>
    public void RunUntil(Func<bool> isDone, string what, TimeSpan limit)
    {
        var began = Stopwatch.GetTimestamp();
        while (!isDone())
        {
            if (Stopwatch.GetElapsedTime(began) > limit)
                throw new TimeoutException($"After {limit.TotalSeconds:0} s there is still missing: {what}.");
            Step(TimeSpan.FromMilliseconds(5));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stream?.Dispose();
        foreach (var replaced in _replaced)
            replaced.Dispose();
        _listener.Dispose();
    }

    private void Accept()
    {
        HostStream stream;
        try
        {
            stream = HostStream.Greet(_listener.AcceptSocket());
        }
        catch (Exception fault) when (fault is IOException or SocketException)
        {
            // Whoever connected was ended before it was let in.
            return;
        }

        if (_stream is { } before)
        {
            Replace(before);
            _replaced.Add(before);
        }

        _stream = stream;
        Streams++;
    }

    private static void Replace(HostStream before)
    {
        try
        {
            before.Send("<stream:error><conflict xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error></stream:stream>"u8);
            before.Socket.Shutdown(SocketShutdown.Send);
        }
        catch (SocketException)
        {
            // It is gone already.
        }
    }

    private void Read(HostStream open)
    {
        try
        {
            while (ReferenceEquals(open, _stream) && open.Receive(TimeSpan.Zero))
            {
                while (open.TryRead(out var stanza))
                    Handle(stanza);
            }
        }
        catch (Exception fault) when (fault is IOException or SocketException)
        {
            Lose();
        }
    }

    private void Drain(HostStream replaced)
    {
        try
        {
            replaced.Receive(TimeSpan.Zero);
            while (replaced.TryRead(out _))
                Ignored++;
        }
        catch (Exception fault) when (fault is IOException or SocketException)
        {
            _replaced.Remove(replaced);
            replaced.Dispose();
        }
    }

    private void Lose()
    {
        _stream?.Dispose();
        _stream = null;
    }

    private void Handle(ReadOnlySpan<byte> stanza)
    {
        switch (stanza[1])
        {
            case (byte)'m' when !Duties.Bounces(stanza):
                OnMessage(stanza);
                break;
            case (byte)'p' when !Duties.Bounces(stanza):
                OnPresence(stanza);
                break;
            case (byte)'i':
                OnAnswer(stanza);
                Duties.Answer(stanza);
                break;
        }
    }
}
