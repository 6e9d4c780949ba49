using System.Buffers;
using System.IO.Pipelines;

namespace MucService.Wire;

/// <summary>Reads the host's side of the stream: its header, then one batch of children after another.</summary>
internal sealed class StreamInput(PipeReader pipe, WireLimits limits)
{
    private readonly StanzaReader _reader = new(limits);
    private IllFormedXmlException? _fault;
    private long _bytes;

    /// <summary>How many bytes were taken from the pipe.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>Reads the header. Null if the host closed the connection instead.</summary>
    /// <exception cref="IllFormedXmlException">It is not the header of a stream.</exception>
    public async ValueTask<StreamHeader?> ReadHeaderAsync(CancellationToken cancel)
    {
        while (true)
        {
            var read = await pipe.ReadAsync(cancel);
            var buffer = read.Buffer;
            var found = StreamHeader.TryRead(ref buffer, limits.MaxHeaderBytes, out var header);
            pipe.AdvanceTo(buffer.Start, found ? buffer.Start : buffer.End);
            if (header is not null)
            {
                _reader.Follow(header);
                return header;
            }

            if (read.IsCompleted)
                return null;
        }
    }

    /// <summary>Reads what has arrived, and waits only if that is nothing. False once the host has closed the connection.</summary>
    /// <param name="children">Gets the children; emptied before.</param>
    /// <param name="max">How many at most.</param>
    /// <param name="cancel">Ends the waiting.</param>
    /// <exception cref="IllFormedXmlException">What follows the children read so far is not what a stream may carry.</exception>
    public async ValueTask<bool> ReadAsync(List<StreamChild> children, int max, CancellationToken cancel)
    {
        children.Clear();
        if (_fault is not null)
            throw _fault;

        var read = await pipe.ReadAsync(cancel);
        var buffer = read.Buffer;
        var before = buffer.Length;
        var mayHoldMore = Take(ref buffer, children, max);
        Interlocked.Add(ref _bytes, before - buffer.Length);
        pipe.AdvanceTo(buffer.Start, mayHoldMore ? buffer.Start : buffer.End);
        return children.Count > 0 || _fault is not null || !read.IsCompleted;
    }

    // What came before a fault is still delivered: the fault waits for the next call.
    private bool Take(ref ReadOnlySequence<byte> buffer, List<StreamChild> children, int max)
    {
        try
        {
            while (children.Count < max)
            {
                if (!_reader.TryRead(ref buffer, out var child))
                    return false;

                children.Add(child);
            }
        }
        catch (IllFormedXmlException fault)
        {
            _fault = fault;
        }

        return true;
    }
}
