namespace MucService.Benchmarks.Scenarios;

/// <summary>What a scenario measured of one component.</summary>
/// <param name="Count">How much was done.</param>
/// <param name="Time">In what time.</param>
/// <param name="Cpu">With how much of the component's CPU time.</param>
/// <param name="Faults">What came twice, out of order, or not at all.</param>
internal sealed record Measured(long Count, TimeSpan Time, TimeSpan Cpu, long Faults)
{
    /// <summary>Done per second.</summary>
    public double Rate => Count / Time.TotalSeconds;

    /// <summary>CPU time of the component for one, in microseconds.</summary>
    public double MicrosecondsEach => Cpu.TotalMicroseconds / Count;
}

/// <summary>How long something took, each time.</summary>
/// <param name="Milliseconds">Sorted.</param>
/// <param name="Faults">What came twice, out of order, or not at all.</param>
internal sealed record Latencies(double[] Milliseconds, long Faults)
{
    public static Latencies Of(IEnumerable<double> milliseconds, long faults) => new([.. milliseconds.Order()], faults);

    /// <summary>What all but a part of them stay below.</summary>
    public double Percentile(double part) => Milliseconds[(int)Math.Min(Milliseconds.Length - 1, part * Milliseconds.Length)];
}
