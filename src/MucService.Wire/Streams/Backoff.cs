namespace MucService.Wire;

/// <summary>How long to wait before trying once more: from 1 s to 60 s, doubled each time, with jitter of up to a quarter either way.</summary>
/// <param name="random">A number from 0 up to, but not including, 1: the jitter.</param>
public sealed class Backoff(Func<double> random)
{
    private const double Spread = 0.25;

    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);

    private TimeSpan _next = First;

    /// <summary>The longest wait.</summary>
    public TimeSpan Longest { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long to wait after one more failure.</summary>
    public TimeSpan Next()
    {
        var jittered = _next * (1 + (Spread * ((2 * random()) - 1)));
        _next = Min(_next * 2, Longest);
        return Min(jittered < First ? First : jittered, Longest);
    }

    /// <summary>Begins anew after a success.</summary>
    public void Reset() => _next = First;

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
