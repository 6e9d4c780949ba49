using System.Globalization;
using System.Text;
using MucService.TestBed;

namespace MucService.Soak;

/// <summary>What came of the rounds, a row for each kind.</summary>
internal sealed class SoakTable(SoakOptions options)
{
    private readonly SortedDictionary<string, Row> _rows = new(StringComparer.Ordinal);
    private readonly NodeMemory _memory = new();
    private TimeSpan _lasted;
    private int _relapses;
    private int _stanzas;

    /// <summary>True if nothing was wrong in any round.</summary>
    public bool IsSound => _relapses == 0 && _rows.Values.All(row => row is { Lost: 0, Doubled: 0, Misordered: 0, WrongViews: 0, Failed: 0 });

    /// <summary>Adds a round that came to its end.</summary>
    public async Task AddAsync(Disaster disaster, Scenery scenery, TimeSpan silence, ChatFindings findings)
    {
        var row = RowOf(disaster);
        row.Rounds++;
        row.Messages += scenery.Chat.Said * scenery.Chat.Rooms.Count * 2;
        row.LongestSilence = silence > row.LongestSilence ? silence : row.LongestSilence;
        row.Unanswered += findings.Unanswered;
        row.Refused += findings.Refused;
        row.Lost += findings.Lost.Count;
        row.Doubled += findings.Doubled.Count;
        row.Misordered += findings.Misordered.Count;
        row.WrongViews += findings.WrongViews.Count;
        foreach (var finding in findings.All.Take(20).Concat(findings.Unheard))
            await Console.Error.WriteLineAsync($"  {finding}");
        await LookAtInstancesAsync(scenery);
        await _memory.MeasureAsync(scenery.Cluster);
    }

    /// <summary>Adds a round that did not come to its end.</summary>
    public async Task AddFailureAsync(Disaster disaster, Scenery scenery, Exception fault)
    {
        var row = RowOf(disaster);
        row.Rounds++;
        row.Failed++;
        await Console.Error.WriteLineAsync($"  failed: {fault}");
        await LookAtInstancesAsync(scenery);
        _memory.Forget();
    }

    /// <summary>How long all rounds took.</summary>
    public void Lasted(TimeSpan time) => _lasted = time;

    /// <summary>The table, for a README.</summary>
    public string ToMarkdown()
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{DateTime.UtcNow:yyyy-MM-dd}, `--minutes={options.Minutes} --seed={options.Seed} --rooms={options.Rooms} --seconds={options.Seconds}`: {_lasted.TotalMinutes:0} minutes, {_rows.Values.Sum(row => row.Rounds)} rounds");
        text.AppendLine();
        text.AppendLine("| what happened | rounds | messages | longest silence | refused | never answered | lost | doubled | misordered | wrong views | not ended |");
        text.AppendLine("|---|---|---|---|---|---|---|---|---|---|---|");
        foreach (var (name, row) in _rows)
            text.AppendLine(CultureInfo.InvariantCulture, $"| {name} | {row.Rounds} | {row.Messages} | {row.LongestSilence.TotalSeconds:0.0} s | {row.Refused} | {row.Unanswered} | {row.Lost} | {row.Doubled} | {row.Misordered} | {row.WrongViews} | {row.Failed} |");
        text.AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"Stanzas that the host saw of an instance of a room after one of a later instance: {_relapses} of {_stanzas}. {_memory}");
        return text.ToString();
    }

    private async Task LookAtInstancesAsync(Scenery scenery)
    {
        // A bed's record grows; what was seen of it in earlier rounds is counted again, and is nothing as a rule.
        var relapses = scenery.Bed.Instances.Relapses();
        _stanzas = Math.Max(_stanzas, scenery.Bed.Instances.Stanzas);
        _relapses += relapses.Count;
        foreach (var relapse in relapses.Take(5))
            await Console.Error.WriteLineAsync($"  {relapse}");
    }

    private Row RowOf(Disaster disaster)
    {
        if (!_rows.TryGetValue(disaster.Name, out var row))
            _rows.Add(disaster.Name, row = new Row());
        return row;
    }

    private sealed class Row
    {
        public int Rounds { get; set; }

        public int Failed { get; set; }

        public int Messages { get; set; }

        public TimeSpan LongestSilence { get; set; }

        public int Refused { get; set; }

        public int Unanswered { get; set; }

        public int Lost { get; set; }

        public int Doubled { get; set; }

        public int Misordered { get; set; }

        public int WrongViews { get; set; }
    }
}
