namespace MucService.Actors;

/// <summary>Spans of time in the units of a clock's timestamps.</summary>
internal static class Timestamps
{
    /// <summary>How many timestamps of a clock a span is.</summary>
    public static long TimestampsIn(this TimeProvider clock, TimeSpan span) => (long)(span.TotalSeconds * clock.TimestampFrequency);
}
