namespace MucService.Benchmarks.Driving;

/// <summary>
/// Finds whole stanzas in what a socket gave, as fast as can be: nothing is parsed. The other side is trusted to send well-formed
/// XML in which <c>&gt;</c> is escaped in attributes; what the stanzas say is checked by who counts them.
/// </summary>
internal sealed class StanzaScanner(int bytes = 1 << 20)
{
    private byte[] _buffer = new byte[bytes];
    private int _start;
    private int _end;
    private int _lengthOfLast;

    /// <summary>Where to put what arrives.</summary>
    public Memory<byte> Free()
    {
        if (_start == _end)
            _start = _end = 0;
        if (_end == _buffer.Length && _start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _buffer.Length)
            Array.Resize(ref _buffer, _buffer.Length * 2);
        return _buffer.AsMemory(_end);
    }

    /// <summary>So many bytes were put there.</summary>
    public void Arrived(int count) => _end += count;

    /// <summary>The next whole stanza. It is valid until <see cref="Free"/> is called.</summary>
    public bool TryRead(out ReadOnlySpan<byte> stanza)
    {
        var rest = _buffer.AsSpan(_start, _end - _start);
        var length = LooksLikeTheLast(rest) ? _lengthOfLast : LengthOfFirst(rest);
        if (length == 0)
        {
            stanza = default;
            return false;
        }

        stanza = rest[..length];
        _lengthOfLast = length;
        _start += length;
        return true;
    }

    /// <summary>In a broadcast one stanza is as long as the one before it: then there is nothing to search.</summary>
    private bool LooksLikeTheLast(ReadOnlySpan<byte> rest)
    {
        var length = _lengthOfLast;
        return length > 16
            && rest.Length > length
            && rest[length] == '<'
            && rest[..length].EndsWith("</message>"u8)
            && rest.StartsWith("<message"u8);
    }

    private static int LengthOfFirst(ReadOnlySpan<byte> rest)
    {
        var tag = rest.IndexOf((byte)'>');
        if (tag < 1)
            return 0;
        if (rest[tag - 1] == '/' || rest[1] == '/')
            return tag + 1;

        var end = rest[1] switch
        {
            (byte)'m' => "</message>"u8,
            (byte)'p' => "</presence>"u8,
            (byte)'h' => "</handshake>"u8,
            _ => "</iq>"u8,
        };
        var found = rest.IndexOf(end);
        return found < 0 ? 0 : found + end.Length;
    }
}
