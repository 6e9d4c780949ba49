using MucService.Xmpp;

namespace MucService.Wire;

/// <summary>What went through the wire, counted since the process started. Safe to read from any thread.</summary>
public sealed class WireStatistics
{
    private readonly Action<StanzaError>? _refused;
    private long _bytesIn;
    private long _stanzasIn;
    private long _oversized;
    private long _malformed;
    private long _ignored;

    /// <param name="refused">Told of each refusal, on the reading loop. Null for nobody.</param>
    public WireStatistics(Action<StanzaError>? refused = null) => _refused = refused;

    /// <summary>Bytes read from the host.</summary>
    public long BytesIn => Interlocked.Read(ref _bytesIn);

    /// <summary>Stanzas read and handed over.</summary>
    public long StanzasIn => Interlocked.Read(ref _stanzasIn);

    /// <summary>Stanzas over a bound of <see cref="WireLimits"/>: not handed over, refused to their sender where that is allowed.</summary>
    public long Oversized => Interlocked.Read(ref _oversized);

    /// <summary>Stanzas with an address that is not a JID: not handed over, refused to their sender where that is allowed.</summary>
    public long Malformed => Interlocked.Read(ref _malformed);

    /// <summary>Children of the stream that are no stanza, and were left unread.</summary>
    public long Ignored => Interlocked.Read(ref _ignored);

    internal void CountIn(long bytes, int stanzas)
    {
        Interlocked.Add(ref _bytesIn, bytes);
        Interlocked.Add(ref _stanzasIn, stanzas);
    }

    internal void Refused(StanzaError error) => _refused?.Invoke(error);

    internal void CountOversized() => Interlocked.Increment(ref _oversized);

    internal void CountMalformed() => Interlocked.Increment(ref _malformed);

    internal void CountIgnored() => Interlocked.Increment(ref _ignored);
}
