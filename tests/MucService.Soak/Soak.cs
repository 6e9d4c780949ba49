using System.Diagnostics;
using System.Globalization;
using MucService.TestBed;

namespace MucService.Soak;

/// <summary>Round after round, each with one disaster, until the time is over.</summary>
internal static class Soak
{
    /// <summary>Runs it.</summary>
    /// <returns>What came of it.</returns>
    public static async Task<SoakTable> RunAsync(SoakOptions options, CancellationToken stop)
    {
        var table = new SoakTable(options);
        var random = new Random(options.Seed);
        var began = Stopwatch.GetTimestamp();
        Scenery? scenery = null;
        try
        {
            for (var round = 1; Stopwatch.GetElapsedTime(began).TotalMinutes < options.Minutes && !stop.IsCancellationRequested; round++)
            {
                var disaster = Next(options, random, round);
                scenery ??= await Scenery.OpenAsync(options, random);
                await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{DateTime.UtcNow:HH:mm:ss} round {round}: {disaster.Name}"));
                if (await RoundAsync(scenery, disaster, table))
                    continue;

                // Whatever state it has left, the next round does not begin in it.
                await scenery.DisposeAsync();
                scenery = null;
            }
        }
        finally
        {
            if (scenery is not null)
                await scenery.DisposeAsync();
        }

        table.Lasted(Stopwatch.GetElapsedTime(began));
        return table;
    }

    // Each kind once, then as chance has it.
    private static Disaster Next(SoakOptions options, Random random, int round)
    {
        Disaster[] kinds = [.. Disaster.All.Where(disaster => options.Only.Count == 0 ? disaster.Name != Disaster.Upgrade : options.Only.Contains(disaster.Name, StringComparer.Ordinal))];
        return round <= kinds.Length ? kinds[round - 1] : kinds[random.Next(kinds.Length)];
    }

    /// <summary>One round; false if it did not come to its end, or leaves nothing to go on with: no node of the earlier version.</summary>
    private static async Task<bool> RoundAsync(Scenery scenery, Disaster disaster, SoakTable table)
    {
        try
        {
            await scenery.RestoreAsync();
            await scenery.BeginAsync(disaster.LosesHost);
            await scenery.Chat.GoesOnAsync();

            var since = Stopwatch.GetTimestamp();
            var mayLose = await disaster.StrikeAsync(scenery);
            await scenery.Chat.GoesOnAsync();
            await scenery.RestoreAsync();
            await scenery.Chat.GoesOnAsync();
            var silence = scenery.Chat.LongestSilence(since);
            var findings = await scenery.Chat.EndAsync(mayLose);

            await table.AddAsync(disaster, scenery, silence, findings);
            return disaster.Name != Disaster.Upgrade;
        }
        catch (Exception fault) when (fault is BedException or TimeoutException or IOException or InvalidOperationException)
        {
            await table.AddFailureAsync(disaster, scenery, fault);
            return false;
        }
        finally
        {
            await scenery.EndAsync();
        }
    }
}
