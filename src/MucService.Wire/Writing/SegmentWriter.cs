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
    private int _saved;

    /// <summary>Bytes collected since the last batch was taken.</summary>
    public int Bytes { get; private set; }

    /// <summary>
    /// What goes to many is there once, and their addresses: for another node, which gets it folded anyhow. To be set while nothing is collected.
    /// </summary>
    public bool Folds { get; set; }

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
        _stanzas++;
        if (Folds)
        {
            AddFolded(stanza, escapedTo);
            return;
        }

        Note(stanza, escapedTo.Length);
        stanza.WriteTo(this, escapedTo);
    }

    /// <summary>Counts stanzas that were written through <see cref="IBufferWriter{T}"/>.</summary>
    public void Count(int stanzas) => _stanzas += stanzas;

    /// <summary>Takes what was collected, and begins anew. Null if it is nothing. The batch then belongs to the caller.</summary>
    public OutputBatch? TakeBatch()
    {
        if (Bytes == 0)
            return null;

        var batch = new OutputBatch(pool, _segments, _stanzas) { FanOuts = _fanOuts, IsFolded = Folds && _fanOuts.Count > 0, WholeBytes = Bytes + _saved };
        (_segments, _fanOuts, _current, _stanzas, Bytes, _runEnd, _saved) = ([], [], null, 0, 0, 0, 0);
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

    private void AddFolded(FanOutStanza stanza, ReadOnlySpan<byte> escapedTo)
    {
        if (_runEnd == 0 || _runEnd != Bytes || !ReferenceEquals(_fanOuts[^1].Stanza, stanza))
            _fanOuts.Add(new FanOutRun(Bytes, stanza, 0));
        var run = _fanOuts[^1];
        _fanOuts[^1] = run with { Recipients = run.Recipients + 1 };

        var length = FoldedOutput.WriteAddress(GetSpan(sizeof(ushort) + escapedTo.Length), escapedTo);
        Advance(length);
        _saved += stanza.LengthFor(escapedTo.Length) - length;
        _runEnd = Bytes;
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
