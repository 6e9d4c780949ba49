namespace MucService.Actors.Nodes;

/// <summary>
/// Whether this node may write to hosts now. A process that was frozen writes first and hears later that others have taken its place:
/// so that the right runs out by itself, on a clock that goes on while the machine sleeps. Thread-safe; looked at before every write.
/// </summary>
/// <param name="clock">A monotonic clock that counts sleep.</param>
internal sealed class SpeakingRight(TimeProvider clock)
{
    private long _until = long.MinValue;

    /// <summary>True until it has run out.</summary>
    public bool IsValid => clock.GetTimestamp() < Interlocked.Read(ref _until);

    /// <summary>Now, to be given back with what extends the right.</summary>
    public long Now => clock.GetTimestamp();

    /// <summary>How long ago a moment is.</summary>
    public TimeSpan Since(long moment) => clock.GetElapsedTime(moment);

    /// <summary>Others agreed to a question.</summary>
    /// <param name="askedAt">When it was asked: by then, not later, they knew of nobody in our place.</param>
    /// <param name="length">How long the right lasts from then on.</param>
    public void Extend(long askedAt, TimeSpan length)
    {
        var until = askedAt + clock.TimestampsIn(length);
        for (var known = Interlocked.Read(ref _until); until > known;)
        {
            var found = Interlocked.CompareExchange(ref _until, until, known);
            if (found == known)
                return;
            known = found;
        }
    }

    /// <summary>It is lost at once.</summary>
    public void Lose() => Interlocked.Exchange(ref _until, long.MinValue);
}
