namespace MucService.Wire;

/// <summary>
/// Whole stanzas, ready to be written. It belongs to one holder: whoever is given it either hands it on or disposes of it, once.
/// </summary>
public sealed class OutputBatch : IDisposable
{
    private readonly SegmentPool _pool;
    private readonly List<OutputSegment> _segments;

    internal OutputBatch(SegmentPool pool, List<OutputSegment> segments, int stanzas)
    {
        _pool = pool;
        _segments = segments;
        Stanzas = stanzas;
        foreach (var segment in segments)
            Bytes += segment.Length;
    }

    /// <summary>How many bytes.</summary>
    public int Bytes { get; private set; }

    /// <summary>How many stanzas.</summary>
    public int Stanzas { get; private set; }

    internal IReadOnlyList<OutputSegment> Segments => _segments;

    /// <summary>Takes over the bytes of a small batch if they fit where this one ends, so that both are written at once.</summary>
    internal bool TryAppend(OutputBatch small)
    {
        var last = _segments[^1];
        if (small._segments.Count != 1 || small.Bytes > last.Free)
            return false;

        small._segments[0].Written.Span.CopyTo(last.Array.AsSpan(last.Length));
        last.Length += small.Bytes;
        Bytes += small.Bytes;
        Stanzas += small.Stanzas;
        return true;
    }

    /// <summary>Gives the segments back to their pool.</summary>
    public void Dispose()
    {
        foreach (var segment in _segments)
            _pool.Return(segment);
        _segments.Clear();
    }
}
