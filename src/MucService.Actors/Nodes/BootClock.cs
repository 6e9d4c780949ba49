using System.Diagnostics;
using System.Runtime.InteropServices;

namespace MucService.Actors.Nodes;

/// <summary>A monotonic clock that goes on while the machine sleeps: CLOCK_BOOTTIME. On other systems than Linux, their usual one.</summary>
internal sealed class BootClock : TimeProvider
{
    private const int BootTime = 7;
    private const long NanosecondsPerSecond = 1_000_000_000;

    private static readonly bool HasBootTime = OperatingSystem.IsLinux() && Read(BootTime, out _) == 0;

    /// <inheritdoc/>
    public override long TimestampFrequency => HasBootTime ? NanosecondsPerSecond : Stopwatch.Frequency;

    /// <inheritdoc/>
    public override long GetTimestamp()
    {
        if (!HasBootTime || Read(BootTime, out var now) != 0)
            return Stopwatch.GetTimestamp();

        return (now.Seconds * NanosecondsPerSecond) + now.Nanoseconds;
    }

#pragma warning disable SYSLIB1054 // The generated form of it would be unsafe code; this one marshals nothing.
    [DllImport("libc", EntryPoint = "clock_gettime", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Read(int clock, out Time now);
#pragma warning restore SYSLIB1054

    [StructLayout(LayoutKind.Sequential)]
    private struct Time
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
