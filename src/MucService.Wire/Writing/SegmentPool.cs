namespace MucService.Wire;

/// <summary>A piece of output: an array of the pool, and how much of it is filled. It belongs to whoever holds its batch.</summary>
public sealed class OutputSegment
{
    internal OutputSegment(byte[] array) => Array = array;

    internal byte[] Array { get; }

    internal int Length { get; set; }

    internal int Free => Array.Length - Length;

    internal ReadOnlyMemory<byte> Written => Array.AsMemory(0, Length);
}

/// <summary>
/// The arrays that output is made in, used over and over. It keeps a bounded number of those nobody uses, and counts them all.
/// Safe to use from any thread.
/// </summary>
/// <param name="maxIdle">How many unused segments are kept at most.</param>
public sealed class SegmentPool(int maxIdle = SegmentPool.UsualMaxIdle)
{
    /// <summary>The size of a segment in bytes: below 85,000, over which an array is never moved by the collector.</summary>
    public const int SegmentBytes = 64 * 1024;

    private const int UsualMaxIdle = 256;

    private readonly Lock _lock = new();
    private readonly Stack<OutputSegment> _idle = new();
    private int _inUse;
    private int _leastIdle;

    /// <summary>Segments that nobody uses.</summary>
    public int Idle
    {
        get
        {
            lock (_lock)
                return _idle.Count;
        }
    }

    /// <summary>Segments being filled or waiting to be written.</summary>
    public int InUse => Volatile.Read(ref _inUse);

    /// <summary>Lets go of the segments that nobody needed since this was called last: what a storm took is not kept forever.</summary>
    public void LetGo()
    {
        lock (_lock)
        {
            for (; _leastIdle > 0; _leastIdle--)
                _idle.Pop();
            _leastIdle = _idle.Count;
        }
    }

    internal OutputSegment Rent()
    {
        Interlocked.Increment(ref _inUse);
        lock (_lock)
        {
            if (_idle.TryPop(out var segment))
            {
                _leastIdle = Math.Min(_leastIdle, _idle.Count);
                return segment;
            }

            _leastIdle = 0;
        }

        return new OutputSegment(GC.AllocateUninitializedArray<byte>(SegmentBytes));
    }

    internal OutputSegment RentSmall(int bytes)
    {
        Interlocked.Increment(ref _inUse);
        return new OutputSegment(new byte[bytes]);
    }

    internal OutputSegment RentLarge(int bytes)
    {
        if (bytes <= SegmentBytes)
            return Rent();

        Interlocked.Increment(ref _inUse);
        return new OutputSegment(new byte[bytes]);
    }

    internal void Return(OutputSegment segment)
    {
        Interlocked.Decrement(ref _inUse);
        segment.Length = 0;
        if (segment.Array.Length != SegmentBytes)
            return;

        lock (_lock)
        {
            if (_idle.Count < maxIdle)
                _idle.Push(segment);
        }
    }
}
