using System.Globalization;

namespace MucService.Host.Settings;

/// <summary>
/// Times as people write them in settings: <c>250ms</c>, <c>10s</c>, <c>5m</c>, <c>2h</c>, <c>1d</c>, or <c>hh:mm:ss</c>.
/// A bare number is refused: the platform would read it as days.
/// </summary>
internal static class Duration
{
    private static readonly (string Suffix, TimeSpan Unit)[] Units =
    [
        ("ms", TimeSpan.FromMilliseconds(1)),
        ("s", TimeSpan.FromSeconds(1)),
        ("m", TimeSpan.FromMinutes(1)),
        ("h", TimeSpan.FromHours(1)),
        ("d", TimeSpan.FromDays(1)),
    ];

    /// <summary>Reads a time. False if it is not one.</summary>
    public static bool TryParse(string text, out TimeSpan time)
    {
        if (text.Contains(':', StringComparison.Ordinal))
            return TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out time);

        foreach (var (suffix, unit) in Units)
        {
            if (!text.EndsWith(suffix, StringComparison.Ordinal))
                continue;
            if (double.TryParse(text.AsSpan(0, text.Length - suffix.Length), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count)
                && count * unit.TotalDays < TimeSpan.MaxValue.TotalDays)
            {
                time = count * unit;
                return true;
            }
        }

        time = default;
        return false;
    }

    /// <summary>The shortest way to write a time: <c>10s</c> rather than <c>00:00:10</c>.</summary>
    public static string Text(TimeSpan time)
    {
        foreach (var (suffix, unit) in Units.Reverse())
        {
            if (time != TimeSpan.Zero && time.Ticks % unit.Ticks == 0)
                return (time.Ticks / unit.Ticks).ToString(CultureInfo.InvariantCulture) + suffix;
        }

        return time == TimeSpan.Zero ? "0s" : time.ToString("c", CultureInfo.InvariantCulture);
    }
}
