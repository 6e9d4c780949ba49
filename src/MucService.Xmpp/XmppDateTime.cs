using System.Globalization;

namespace MucService.Xmpp;

/// <summary>Moments as protocols write them. XEP-0082, the DateTime profile.</summary>
public static class XmppDateTime
{
    private const int WithoutFraction = 19;
    private const int MostFractionDigits = 7;

    /// <summary>A moment in UTC; with milliseconds, unless they are zero.</summary>
    public static string Format(DateTimeOffset moment)
    {
        var utc = moment.UtcDateTime;
        return utc.ToString(utc.Millisecond == 0 ? "yyyy-MM-dd'T'HH:mm:ss'Z'" : "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
    }

    /// <summary>Reads a moment and gives it in UTC. Digits beyond 100 ns are dropped. False if it is not one, or has no time zone.</summary>
    public static bool TryParse(ReadOnlySpan<char> written, out DateTimeOffset moment)
    {
        moment = default;
        var zoneAt = written is [.., 'Z'] ? written.Length - 1 : written.Length - "+hh:mm".Length;
        if (zoneAt < WithoutFraction || !TryZone(written[zoneAt..], out var offset))
            return false;
        if (!DateTime.TryParseExact(written[..WithoutFraction], "yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
            return false;
        if (!TryFraction(written[WithoutFraction..zoneAt], out var fraction))
            return false;

        var ticks = local.Ticks + fraction - offset.Ticks;
        if (ticks < DateTimeOffset.MinValue.Ticks || ticks > DateTimeOffset.MaxValue.Ticks)
            return false;

        moment = new DateTimeOffset(ticks, TimeSpan.Zero);
        return true;
    }

    private static bool TryZone(ReadOnlySpan<char> zone, out TimeSpan offset)
    {
        offset = default;
        if (zone is ['Z'])
            return true;
        if (zone is not ['+' or '-', ..] || !TimeSpan.TryParseExact(zone[1..], @"hh\:mm", CultureInfo.InvariantCulture, out offset))
            return false;

        offset = zone[0] == '-' ? -offset : offset;
        return offset.Duration() <= TimeSpan.FromHours(14);
    }

    private static bool TryFraction(ReadOnlySpan<char> fraction, out long ticks)
    {
        ticks = 0;
        if (fraction.IsEmpty)
            return true;
        if (fraction is not ['.', _, ..] || fraction[1..].ContainsAnyExceptInRange('0', '9'))
            return false;

        for (var digit = 1; digit <= MostFractionDigits; digit++)
            ticks = (ticks * 10) + (digit < fraction.Length ? fraction[digit] - '0' : 0);
        return true;
    }
}
