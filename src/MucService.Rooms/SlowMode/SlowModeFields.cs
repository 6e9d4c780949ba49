using System.Globalization;
using MucService.Rooms.Owners;
using MucService.Xmpp;

namespace MucService.Rooms.SlowMode;

/// <summary>How owners set slow mode, and how anyone learns of it. XEP-0500 #muc-configuration-activation, #client-discovering.</summary>
internal static class SlowModeFields
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <summary>The field of the configuration form.</summary>
    public static ConfigField Duration { get; } = new("muc#roomconfig_slow_mode_duration", FormFieldType.TextSingle, "Seconds Between Two Messages of One Person")
    {
        Get = config => [Seconds(config)],
        Set = (config, _, values) =>
            values is [var text] && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= Longest.TotalSeconds
                ? config with { SlowMode = TimeSpan.FromSeconds(seconds) }
                : ConfigReading.Fault($"must be a number of seconds from 0 (no slow mode) to {Longest.TotalSeconds}"),
        Range = new FormRange(0, (long)Longest.TotalSeconds),
    };

    /// <summary>The field of the room's information, or null where nobody is slowed.</summary>
    public static FormField? Info(RoomConfig config) => config.SlowMode > TimeSpan.Zero
        ? FormField.TextSingle("muc#roominfo_slow_mode_duration", "Seconds between two messages of one person", Seconds(config))
        : null;

    /// <summary>The time between two messages, as forms and people read it.</summary>
    public static string Seconds(RoomConfig config) => ((long)config.SlowMode.TotalSeconds).ToString(CultureInfo.InvariantCulture);
}
