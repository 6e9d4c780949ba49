using System.Diagnostics;

namespace MucService.TestBed;

/// <summary>Waiting for what announces itself to nobody.</summary>
public static class Poll
{
    /// <summary>Asks until the answer is yes.</summary>
    /// <exception cref="TimeoutException">It stayed no.</exception>
    public static Task UntilAsync(string what, TimeSpan patience, Func<Task<bool>> ask) => UntilAsync(() => what, patience, ask);

    /// <summary>Asks until the answer is yes; what it waited for is said as it is in the end.</summary>
    /// <exception cref="TimeoutException">It stayed no.</exception>
    public static async Task UntilAsync(Func<string> what, TimeSpan patience, Func<Task<bool>> ask)
    {
        for (var began = Stopwatch.GetTimestamp(); !await ask(); await Task.Delay(100))
        {
            if (Stopwatch.GetElapsedTime(began) > patience)
                throw new TimeoutException($"Not within {patience.TotalSeconds} s: {what()}.");
        }
    }
}
