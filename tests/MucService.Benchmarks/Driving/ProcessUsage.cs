using System.Globalization;

namespace MucService.Benchmarks.Driving;

/// <summary>What a process has used, as the kernel counts it.</summary>
/// <param name="Cpu">Time in its own code and in the kernel for it.</param>
/// <param name="ResidentBytes">Memory that is there.</param>
internal sealed record ProcessUsage(TimeSpan Cpu, long ResidentBytes)
{
    // sysconf(_SC_CLK_TCK) is 100 on every Linux that .NET runs on.
    private const int TicksPerSecond = 100;
    private const int PageBytes = 4096;

    /// <summary>What it has used until now.</summary>
    public static ProcessUsage Of(int process)
    {
        var stat = File.ReadAllText($"/proc/{process.ToString(CultureInfo.InvariantCulture)}/stat");

        // The second field is a name in brackets, which may hold spaces; utime and stime are the 14th and 15th, rss is the 24th.
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        var ticks = long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture);
        return new ProcessUsage(
            TimeSpan.FromSeconds((double)ticks / TicksPerSecond),
            long.Parse(fields[21], CultureInfo.InvariantCulture) * PageBytes);
    }
}
