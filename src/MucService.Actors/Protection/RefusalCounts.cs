using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using System.Text.Json;
using MucService.Rooms.Protection;
using MucService.Xmpp;

namespace MucService.Actors.Protection;

/// <summary>How often something was refused.</summary>
/// <param name="Reason">Which bound or rule refused it, as in <c>rate-of-messages</c>.</param>
/// <param name="Condition">What its sender was told, as in <c>policy-violation</c>.</param>
/// <param name="Count">How often, since the node was started.</param>
public readonly record struct RefusalCount(string Reason, string Condition, long Count);

/// <summary>
/// What a node has refused since it was started: one addition per refusal, on any thread, and read without stopping anybody.
/// Told to the meter <see cref="MeterName"/>, too.
/// </summary>
public sealed class RefusalCounts
{
    /// <summary>The name of the meter.</summary>
    public const string MeterName = "MucService.Protection";

    private static readonly ImmutableArray<string> Reasons = WordsOf<RefusalReason>();
    private static readonly ImmutableArray<string> Conditions = WordsOf<ErrorCondition>();
    private static readonly Meter Meter = new(MeterName);
    private static readonly Counter<long> Refused = Meter.CreateCounter<long>("muc.refusals", description: "Stanzas refused, by reason and condition");

    private readonly long[] _counts = new long[Reasons.Length * Conditions.Length];

    /// <summary>Counts one.</summary>
    public void Count(Refusal refusal) => Count(refusal.Reason, refusal.Error.Condition);

    /// <summary>Counts one that was not even read: it was over a bound, or had an address that is none.</summary>
    public void CountOnWire(StanzaError error) => Count(
        error.Condition == ErrorCondition.PolicyViolation ? RefusalReason.Size : RefusalReason.Malformed,
        error.Condition);

    /// <summary>Counts one.</summary>
    public void Count(RefusalReason reason, ErrorCondition condition)
    {
        Interlocked.Increment(ref _counts[((int)reason * Conditions.Length) + (int)condition]);
        Refused.Add(1, new("reason", Reasons[(int)reason]), new("condition", Conditions[(int)condition]));
    }

    /// <summary>All that ever happened, by reason and condition.</summary>
    public IEnumerable<RefusalCount> Read()
    {
        for (var i = 0; i < _counts.Length; i++)
        {
            var count = Interlocked.Read(ref _counts[i]);
            if (count > 0)
                yield return new RefusalCount(Reasons[i / Conditions.Length], Conditions[i % Conditions.Length], count);
        }
    }

    /// <summary>The names of an enumeration as XMPP writes them.</summary>
    private static ImmutableArray<string> WordsOf<T>()
        where T : struct, Enum =>
        [.. Enum.GetNames<T>().Select(JsonNamingPolicy.KebabCaseLower.ConvertName)];
}
