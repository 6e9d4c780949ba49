using System.Security.Cryptography;
using MucService.Xmpp;

namespace MucService.Wire;

/// <summary>
/// Proves the stream again and again: a ping from the component's domain to itself, which the host routes back (XEP-0199). With
/// XEP-0114 the host has no address of its own that a component knows. Whatever the host sends after the ping shows that it lives;
/// the ping only makes it send something.
/// </summary>
internal sealed class KeepAlive(Domain domain, OutputQueue output, WireLimits limits, TimeProvider time)
{
    private readonly string _id = "ping-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
    private readonly SegmentWriter _writer = new(new SegmentPool(maxIdle: 1));
    private long _heard;
    private long _heardAt = time.GetTimestamp();
    private volatile bool _busy;

    /// <summary>How long the host has said nothing.</summary>
    public TimeSpan Silence => _busy ? TimeSpan.Zero : time.GetElapsedTime(Interlocked.Read(ref _heardAt));

    /// <summary>Something arrived, and the reader is busy with it: as long as it is, silence is not the host's.</summary>
    public void Heard()
    {
        _busy = true;
        Interlocked.Increment(ref _heard);
    }

    /// <summary>The reader listens again.</summary>
    public void Listening()
    {
        CameBack();
        _busy = false;
    }

    /// <summary>True for what came of an own ping: the ping itself, or an error of the host that would not route it.</summary>
    public bool IsOwn(Stanza stanza) => stanza.Kind == StanzaKind.Iq && stanza.Id == _id;

    /// <summary>An own ping came back another way: the host has read it.</summary>
    public void CameBack()
    {
        Interlocked.Exchange(ref _heardAt, time.GetTimestamp());
        Interlocked.Increment(ref _heard);
    }

    /// <summary>Pings until the host is silent for too long.</summary>
    public async Task<StreamFailure> RunAsync(CancellationToken cancel)
    {
        var ping = new Stanza { Kind = StanzaKind.Iq, Type = StanzaType.Get, Id = _id, From = new BareJid(domain), To = new BareJid(domain) }
            .With(new Element("ping", Namespaces.Ping));
        while (true)
        {
            await Task.Delay(limits.PingInterval, time, cancel);
            var heard = Interlocked.Read(ref _heard);
            if (!await IsAliveAsync(heard, Send(ping), cancel))
                return new StreamFailure(StreamFailureKind.TimedOut, $"the host was silent for {limits.PingDeadline} after a ping");
        }
    }

    private long Send(Stanza ping)
    {
        _writer.Add(ping);
        var batch = _writer.TakeBatch()!;
        if (output.TryEnqueue(batch, out var position))
            return position;

        batch.Dispose();
        return long.MaxValue;
    }

    // A ping that waits behind other output which a slow host still takes says nothing yet.
    private async Task<bool> IsAliveAsync(long heardBefore, long pingPosition, CancellationToken cancel)
    {
        while (true)
        {
            await Task.Delay(limits.PingDeadline / 10, time, cancel);
            if (HasHeard())
                return true;
            var written = output.Written;
            await Task.Delay(limits.PingDeadline, time, cancel);
            if (HasHeard())
                return true;
            if (written >= pingPosition || written == output.Written)
                return false;
        }

        bool HasHeard() => _busy || Interlocked.Read(ref _heard) != heardBefore;
    }
}
