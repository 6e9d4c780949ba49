using MucService.Links;

namespace MucService.Actors.Links;

/// <summary>The clock of the grace time as rooms run it from what they are told: for the operator, who wants to know when it ends.</summary>
internal sealed class GraceClock
{
    private TimeSpan _observed;
    private DateTimeOffset? _since;

    /// <summary>Follows what rooms are told.</summary>
    public void Follow(Standing told, DateTimeOffset now)
    {
        _observed = told is Standing.Reachable or Standing.Damped ? TimeSpan.Zero : _observed + (now - _since ?? TimeSpan.Zero);
        _since = told == Standing.Unreachable ? now : null;
    }

    /// <summary>When a grace time ends; null while it does not run.</summary>
    public DateTimeOffset? Ends(TimeSpan grace) => _since + (grace - _observed);
}
