using System.Globalization;
using MucService.Benchmarks.Scenarios;

namespace MucService.Benchmarks;

/// <summary>One row of the table: what the service did, beside what the limit program did in the same run.</summary>
/// <param name="Title">What was measured.</param>
/// <param name="Unit">In what.</param>
/// <param name="Service">What the service did.</param>
/// <param name="Limit">What the limit program did, where it can be compared.</param>
/// <param name="Goal">What is aimed at, in words.</param>
/// <param name="IsMet">Whether that is reached; null where nothing is aimed at.</param>
/// <param name="Note">What else is to be said of it.</param>
internal sealed record Figure(string Title, string Unit, double Service, double? Limit = null, string Goal = "", bool? IsMet = null, string Note = "")
{
    /// <summary>Service over limit.</summary>
    public double? Ratio => Service / Limit;

    /// <summary>A rate and the CPU time of one, against the limit program's.</summary>
    /// <param name="title">What was done.</param>
    /// <param name="unit">What was counted.</param>
    /// <param name="service">By the service.</param>
    /// <param name="limit">By the limit program.</param>
    /// <param name="leastRate">The part of the limit's rate that is aimed at, or null.</param>
    /// <param name="mostCpu">The multiple of the limit's CPU time that is aimed at, or null.</param>
    public static IEnumerable<Figure> Compare(
        string title, (string One, string Many) unit, Measured service, Measured limit, double? leastRate, double? mostCpu = null)
    {
        yield return new Figure(title, $"1,000 {unit.Many}/s", service.Rate / 1000, limit.Rate / 1000)
        {
            Goal = leastRate is null ? "" : string.Create(CultureInfo.InvariantCulture, $"≥ {leastRate:0.0#} × limit"),
            IsMet = leastRate is null ? null : service.Rate >= leastRate * limit.Rate,

            // Who reads the limit program twice as fast as the service cannot have held the service up.
            Note = limit.Rate < 2 * service.Rate ? "the driver may be the bound: CPU decides" : "",
        };
        yield return new Figure($"{title}, CPU", $"µs/{unit.One}", service.MicrosecondsEach, limit.MicrosecondsEach)
        {
            Goal = mostCpu is null ? "" : string.Create(CultureInfo.InvariantCulture, $"≤ {mostCpu:0.0#} × limit"),
            IsMet = mostCpu is null ? null : service.MicrosecondsEach <= mostCpu * limit.MicrosecondsEach,
        };
    }

    /// <summary>A part that could not be measured.</summary>
    public static Figure Failed(string part, Exception failure) =>
        new(part, "", double.NaN) { IsMet = false, Note = failure.Message.Split('\n')[0].Replace('|', '/') };

    /// <summary>A rate that is to reach a bound.</summary>
    public static Figure AtLeast(string title, string unit, double service, double? limit, double bound) => new(title, unit, service, limit)
    {
        Goal = string.Create(CultureInfo.InvariantCulture, $"≥ {bound:N0} {unit}"),
        IsMet = service >= bound,
    };

    /// <summary>A figure that is to stay below a multiple of another, which stands beside it.</summary>
    public static Figure Within(string title, string unit, double service, double other, double most) => new(title, unit, service, other)
    {
        Goal = string.Create(CultureInfo.InvariantCulture, $"≤ {most:0.##} ×"),
        IsMet = service <= most * other,
    };

    /// <summary>A figure that is to stay below a bound.</summary>
    public static Figure Below(string title, string unit, double service, double? limit, double? bound) => new(title, unit, service, limit)
    {
        Goal = bound is null ? "" : string.Create(CultureInfo.InvariantCulture, $"< {bound:0.##} {unit}"),
        IsMet = bound is null ? null : service < bound,
    };
}
