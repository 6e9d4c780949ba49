using System.Buffers;
using MucService.Xmpp;

namespace MucService.Wire;

/// <summary>Collects stanzas in segments of the pool until they are taken as a batch. Used by one thread at a time.</summary>
public sealed class SegmentWriter(SegmentPool pool) : IBufferWriter<byte>
{
    private List<OutputSegment> _segments = [];
    private List<FanOutRun> _fanOuts = [];
    private OutputSegment? _current;
    private int _stanzas;
    private int _runEnd;

    /// <summary>Bytes collected since the last batch was taken.</summary>
    public int Bytes { get; private set; }

    /// <summary>Writes one stanza.</summary>
    public void Add(Stanza stanza)
    {
        StanzaRenderer.Render(stanza, this);
        _stanzas++;
    }

    /// <summary>Writes a fan-out stanza for one recipient.</summary>
    /// <param name="stanza">The stanza.</param>
    /// <param name="escapedTo">The recipient: <see cref="XmlEscaping.ToAttribute(Jid)"/>.</param>
    public void Add(FanOutStanza stanza, ReadOnlySpan<byte> escapedTo)
    {
        Note(stanza, escapedTo.Length);
        stanza.WriteTo(this, escapedTo);
        _stanzas++;
    }

    /// <summary>Counts stanzas that were written through <see cref="IBufferWriter{T}"/>.</summary>
    public void Count(int stanzas) => _stanzas += stanzas;

    /// <summary>Takes what was collected, and begins anew. Null if it is nothing. The batch then belongs to the caller.</summary>
    public OutputBatch? TakeBatch()
    {
        if (Bytes == 0)
            return null;

        var batch = new OutputBatch(pool, _segments, _stanzas) { FanOuts = _fanOuts };
        (_segments, _fanOuts, _current, _stanzas, Bytes, _runEnd) = ([], [], null, 0, 0, 0);
        return batch;
    }

    /// <inheritdoc/>
    public void Advance(int count)
    {
        if (count == 0)
            return;

        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _current?.Free ?? 0);
        _current!.Length += count;
        Bytes += count;
    }

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        var segment = WithRoom(sizeHint);
        return segment.Array.AsMemory(segment.Length);
    }

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0)
    {
        var segment = WithRoom(sizeHint);
        return segment.Array.AsSpan(segment.Length);
    }

    // Only what lies in one segment as a whole can be found again.
    private void Note(FanOutStanza stanza, int escapedToLength)
    {
        var length = stanza.LengthFor(escapedToLength);
        if (length > FanOutStanza.MaxWhole)
            return;

        if (_runEnd == Bytes && _fanOuts is [.., var last] && ReferenceEquals(last.Stanza, stanza))
            _fanOuts[^1] = last with { Recipients = last.Recipients + 1 };
        else
            _fanOuts.Add(new FanOutRun(Bytes, stanza, 1));
        _runEnd = Bytes + length;
    }

    private OutputSegment WithRoom(int bytes)
    {
        if (_current is { } current && current.Free >= Math.Max(1, bytes))
            return current;

        _current = pool.RentLarge(bytes);
        _segments.Add(_current);
        return _current;
    }
}
