using System.Globalization;

namespace MucService.Host.Settings;

/// <summary>The values that a setting of one type may have, as text.</summary>
internal static class SettingValue
{
    /// <summary>Turns what an operator wrote into what the binder reads. False if it is not of the type.</summary>
    public static bool TryNormalize(string written, Type type, out string normal)
    {
        normal = written;
        if (type == typeof(string))
            return true;
        if (type == typeof(bool))
            return bool.TryParse(written, out _);
        if (type == typeof(int))
            return int.TryParse(written, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);
        if (type == typeof(long))
            return long.TryParse(written, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);
        if (type.IsEnum)
            return Enum.GetNames(type).Contains(written, StringComparer.OrdinalIgnoreCase);
        if (type != typeof(TimeSpan))
            throw new ArgumentException($"no setting has the type {type}", nameof(type));
        if (!Duration.TryParse(written, out var time))
            return false;

        normal = time.ToString("c", CultureInfo.InvariantCulture);
        return true;
    }

    /// <summary>What is expected, to complete "must be".</summary>
    public static string Expected(Type type) => type switch
    {
        _ when type == typeof(bool) => "true or false",
        _ when type == typeof(int) || type == typeof(long) => "a whole number",
        _ when type == typeof(TimeSpan) => "a time such as 500ms, 10s, 5m or 00:00:10",
        _ when type.IsEnum => string.Join(" or ", Enum.GetNames(type)),
        _ => "text",
    };

    /// <summary>A value as the README and the faults show it.</summary>
    public static string Text(object value) => value switch
    {
        TimeSpan time => Duration.Text(time),
        bool yes => yes ? "true" : "false",
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
