namespace MucService.Rooms.Protection;

/// <summary>
/// A token bucket in eight bytes: instead of tokens it holds when it will be full again, so that nothing has to fill it and
/// <c>default</c> is a full one. The same as the virtual scheduling of ITU-T I.371 (GCRA).
/// </summary>
public struct TokenBucket
{
    private long _fullAt;

    /// <summary>Takes tokens, or none where there are not enough. What costs more than the whole bucket takes all of it.</summary>
    /// <param name="rate">How large the bucket is, and how fast it fills.</param>
    /// <param name="tokens">How many; at least one.</param>
    /// <param name="now">The wall clock, in ticks. Set back, it costs at most one period of waiting.</param>
    /// <param name="wait">How long until there are enough; zero if they were taken.</param>
    public bool TryTake(Rate rate, int tokens, long now, out TimeSpan wait)
    {
        wait = TimeSpan.Zero;
        if (rate.IsUnlimited)
            return true;

        var missing = Math.Clamp(_fullAt - now, 0, rate.Period.Ticks);
        var cost = rate.Period.Ticks / rate.Burst * Math.Min(tokens, rate.Burst);
        if (missing + cost > rate.Period.Ticks)
        {
            wait = TimeSpan.FromTicks(missing + cost - rate.Period.Ticks);
            _fullAt = now + missing;
            return false;
        }

        _fullAt = now + missing + cost;
        return true;
    }

    /// <summary>True if it is as good as a new one.</summary>
    public readonly bool IsFull(long now) => _fullAt <= now;
}
