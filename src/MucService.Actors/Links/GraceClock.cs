using MucService.Links;

namespace MucService.Actors.Links;

/// <summary>
/// The clock of the grace time as rooms run it from what they are told: for the operator, who wants to know when it ends. Times are those of a
/// clock that only goes forward.
/// </summary>
internal sealed class GraceClock
{
    private TimeSpan _observed;
    private TimeSpan? _since;

    /// <summary>Follows what rooms are told.</summary>
    public void Follow(Standing told, TimeSpan now)
    {
        _observed = told is Standing.Reachable or Standing.Damped ? TimeSpan.Zero : _observed + (now - _since ?? TimeSpan.Zero);
        _since = told == Standing.Unreachable ? now : null;
    }

    /// <summary>How much of a grace time is left; null while it does not run.</summary>
    public TimeSpan? Left(TimeSpan grace, TimeSpan now) => grace - _observed - (now - _since);
}
