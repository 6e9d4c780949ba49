namespace MucService.Wire;

/// <summary>
/// Whole stanzas, ready to be written. It belongs to one holder: whoever is given it either hands it on or disposes of it, once.
/// </summary>
public sealed class OutputBatch : IDisposable
{
    private const int MaxShrunk = SegmentPool.SegmentBytes / 8;

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

    /// <summary>
    /// What goes to many is there once, and their addresses, each behind its length. That is for <see cref="OutputFolder"/>; for a stream it
    /// is made <see cref="Whole"/>.
    /// </summary>
    public bool IsFolded { get; init; }

    /// <summary>How many bytes it has when it is whole.</summary>
    public int WholeBytes { get; init; }

    /// <summary>How many stanzas.</summary>
    public int Stanzas { get; private set; }

    /// <summary>Its bytes, in order; to be read only by whoever holds it.</summary>
    public IEnumerable<ReadOnlyMemory<byte>> Written => _segments.Select(segment => segment.Written);

    /// <summary>Those of its stanzas that go to many, in order.</summary>
    internal IReadOnlyList<FanOutRun> FanOuts { get; init; } = [];

    internal IReadOnlyList<OutputSegment> Segments => _segments;

    /// <summary>
    /// Makes a small batch small: to be called where it may wait for long, and with many others. A whole segment for each would be
    /// mostly air.
    /// </summary>
    public void Shrink()
    {
        if (_segments is not [var whole] || Bytes > MaxShrunk || whole.Array.Length == Bytes)
            return;

        MoveTo(_pool.RentSmall(Bytes));
    }

    /// <summary>Undoes <see cref="Shrink"/>, so that other batches can be appended.</summary>
    internal void Grow()
    {
        if (_segments is [{ Free: 0 }] && Bytes <= MaxShrunk)
            MoveTo(_pool.Rent());
    }

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

    /// <summary>The same, not folded, in the place of this one.</summary>
    public OutputBatch Whole()
    {
        if (!IsFolded)
            return this;

        var writer = new SegmentWriter(_pool);
        FoldedOutput.Unfold(FoldedOutput.Fold(this), writer);
        writer.Count(Stanzas);
        Dispose();
        return writer.TakeBatch()!;
    }

    private void MoveTo(OutputSegment segment)
    {
        var old = _segments[0];
        old.Written.Span.CopyTo(segment.Array);
        segment.Length = old.Length;
        _segments[0] = segment;
        _pool.Return(old);
    }

    /// <summary>Gives the segments back to their pool.</summary>
    public void Dispose()
    {
        foreach (var segment in _segments)
            _pool.Return(segment);
        _segments.Clear();
    }
}
