using System.Collections.Immutable;

namespace MucService.Links;

/// <summary>
/// The round trips of a domain, and the deadline that fits them: the time after which an answer is so unlikely that the
/// suspicion level of the phi accrual detector (Hayashibara et al., 2004) reaches its threshold.
/// </summary>
public sealed record RoundTrips
{
    // Akka's detector calls phi = 8 a sound threshold: one wrong suspicion in 10^8 answers that are normally distributed.
    private const double StandardDeviationsAtPhi8 = 5.6;
    private const int Kept = 50;
    private const int Enough = 10;

    // A jitter that a healthy network may show at any time, so that very even round trips make nobody strict.
    private static readonly TimeSpan LeastDeviation = TimeSpan.FromMilliseconds(100);

    private ImmutableQueue<TimeSpan> _samples = [];

    private int _count;

    /// <summary>No round trips.</summary>
    public static RoundTrips None { get; } = new();

    /// <summary>The last one, or null.</summary>
    public TimeSpan? Last { get; private init; }

    /// <summary>With one more round trip; the oldest beyond fifty is forgotten.</summary>
    public RoundTrips With(TimeSpan roundTrip)
    {
        var samples = _samples.Enqueue(roundTrip);
        return _count < Kept
            ? new RoundTrips { _samples = samples, _count = _count + 1, Last = roundTrip }
            : new RoundTrips { _samples = samples.Dequeue(), _count = _count, Last = roundTrip };
    }

    /// <summary>How long a probe may take before it is missed.</summary>
    public TimeSpan Deadline(LinkTimings timings)
    {
        if (!timings.AdaptiveDeadlines || _count == 0)
            return timings.ProbeDeadline;

        var mean = _samples.Average(sample => sample.TotalSeconds);
        var variance = _samples.Average(sample => Math.Pow(sample.TotalSeconds - mean, 2));
        var deviation = Math.Max(Math.Sqrt(variance), LeastDeviation.TotalSeconds);
        var fitting = TimeSpan.FromSeconds(mean + (StandardDeviationsAtPhi8 * deviation));

        // Few samples may make us more patient, never stricter. An option below the usual bounds is the operator's will.
        var shortest = _count < Enough || timings.ProbeDeadline < timings.ShortestDeadline ? timings.ProbeDeadline : timings.ShortestDeadline;
        var longest = timings.LongestDeadline > shortest ? timings.LongestDeadline : shortest;
        return fitting < shortest ? shortest : fitting > longest ? longest : fitting;
    }
}
