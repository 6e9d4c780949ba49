namespace MucService.Wire;

/// <summary>How long to wait before trying once more: from 1 s to 60 s, doubled each time, with jitter of up to a quarter either way.</summary>
/// <param name="random">A number from 0 up to, but not including, 1: the jitter.</param>
public sealed class Backoff(Func<double> random)
{
    private const double Spread = 0.25;

    private TimeSpan? _next;

    /// <summary>The first wait, and the shortest.</summary>
    public TimeSpan First { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest wait.</summary>
    public TimeSpan Longest { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long to wait after one more failure.</summary>
    public TimeSpan Next()
    {
        var next = _next ?? First;
        var jittered = next * (1 + (Spread * ((2 * random()) - 1)));
        _next = Min(next * 2, Longest);
        return Min(jittered < First ? First : jittered, Longest);
    }

    /// <summary>Begins anew after a success.</summary>
    public void Reset() => _next = null;

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
