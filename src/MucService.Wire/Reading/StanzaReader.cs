using System.Buffers;

namespace MucService.Wire;

/// <summary>
/// Takes one complete child of the stream at a time from the bytes that the host sent. As long as it is incomplete nothing is consumed
/// and nothing copied; a child over a bound is consumed as it comes, so that it takes no memory, and ends as <see cref="StreamChildKind.Oversized"/>.
/// </summary>
internal sealed class StanzaReader(WireLimits limits)
{
    private readonly StanzaParser _parser = new(limits);
    private readonly StanzaBoundary _boundary = new(limits.MaxDepth);
    private long _looked;
    private bool _skipping;
    private StanzaHead? _headOfSkipped;

    /// <summary>Reads what follows as children of this stream.</summary>
    public void Follow(StreamHeader stream) => _parser.Follow(stream);

    /// <summary>
    /// Takes the next child from the beginning of what has arrived and was not consumed. False if it is incomplete.
    /// The next call must give the same bytes again, and what arrived since.
    /// </summary>
    /// <exception cref="IllFormedXmlException">What came is not what a stream may carry.</exception>
    public bool TryRead(ref ReadOnlySequence<byte> buffer, out StreamChild child)
    {
        child = default;
        if (_boundary.Length == 0)
            SkipSpace(ref buffer);

        var complete = Look(buffer.Slice(_looked));
        if (!_skipping && IsOverBound())
            BeginSkipping(buffer);
        if (_skipping)
        {
            buffer = buffer.Slice(_looked);
            _looked = 0;
        }

        if (!complete)
            return false;

        child = Take(ref buffer);
        _boundary.Reset();
        _looked = 0;
        return true;
    }

    private StreamChild Take(ref ReadOnlySequence<byte> buffer)
    {
        if (_skipping)
        {
            _skipping = false;
            return new StreamChild(StreamChildKind.Oversized, Head: _headOfSkipped);
        }

        var bytes = buffer.Slice(0, _boundary.Length).ToArray();
        buffer = buffer.Slice(_boundary.Length);
        return _boundary.IsStreamEnd ? _parser.ParseStreamEnd(bytes) : _parser.Parse(bytes);
    }

    private bool Look(ReadOnlySequence<byte> unseen)
    {
        var before = _boundary.Length;
        var found = false;
        foreach (var segment in unseen)
        {
            found = _boundary.Find(segment.Span);
            if (found)
                break;
        }

        _looked += _boundary.Length - before;
        return found;
    }

    // Until its start tag is complete a stanza is kept, since that says to whom it is refused; but not over the bound of a whole one.
    private bool IsOverBound() =>
        _boundary.Length > limits.MaxStanzaBytes
        || (_boundary.HeadLength > 0 && (_boundary.Depth > limits.MaxDepth || _boundary.Attributes > limits.MaxAttributes));

    private void BeginSkipping(ReadOnlySequence<byte> buffer)
    {
        _skipping = true;
        _headOfSkipped = _boundary.HeadLength is > 0 and var length && length <= limits.MaxStanzaBytes
            ? StanzaHead.OfStartTag(buffer.Slice(0, length).ToArray())
            : null;
    }

    private static void SkipSpace(ref ReadOnlySequence<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            var span = buffer.FirstSpan;
            var space = 0;
            while (space < span.Length && XmlCharacters.IsSpace(span[space]))
                space++;

            buffer = buffer.Slice(space);
            if (space < span.Length)
                return;
        }
    }
}
