namespace MucService.Actors.Tests;

/// <summary>A clock whose wall-clock time is set forward or back, as an operator or NTP does; timers and what is measured go on as before.</summary>
internal sealed class JumpingTime(TimeProvider steady) : TimeProvider
{
    private TimeSpan _ahead;

    public override long TimestampFrequency => steady.TimestampFrequency;

    /// <summary>Sets the wall clock forward, or back.</summary>
    public void Jump(TimeSpan by) => _ahead += by;

    public override DateTimeOffset GetUtcNow() => steady.GetUtcNow() + _ahead;

    public override long GetTimestamp() => steady.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        steady.CreateTimer(callback, state, dueTime, period);
}
