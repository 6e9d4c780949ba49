using System.Globalization;
using System.Text;

namespace MucService.Benchmarks;

/// <summary>The figures of several runs as a Markdown table of medians. A goal that is missed is shown as missed.</summary>
internal static class Report
{
    public static string Of(IReadOnlyList<IReadOnlyList<Figure>> runs)
    {
        var table = new StringBuilder();
        table.AppendLine("| | unit | service | limit | ratio | goal | |");
        table.AppendLine("|---|---|--:|--:|--:|---|---|");
        for (var row = 0; row < runs[0].Count; row++)
            Append(table, Median([.. runs.Select(run => run[row])]));

        return table.ToString();
    }

    /// <summary>The run in the middle, by the ratio that counts, or by the figure itself.</summary>
    private static Figure Median(Figure[] runs) => runs.OrderBy(figure => figure.Ratio ?? figure.Service).ElementAt(runs.Length / 2);

    private static void Append(StringBuilder table, Figure figure)
    {
        var met = figure.IsMet switch { true => "met", false => "**missed**", null => "" };
        var note = figure.Note.Length == 0 ? met : $"{met} ({figure.Note})";
        table.AppendLine(CultureInfo.InvariantCulture,
            $"| {figure.Title} | {figure.Unit} | {Number(figure.Service)} | {Number(figure.Limit)} | {Number(figure.Ratio)} | {figure.Goal} | {note} |");
    }

    private static string Number(double? value) => value switch
    {
        null => "",
        >= 100 => value.Value.ToString("N0", CultureInfo.InvariantCulture),
        >= 10 => value.Value.ToString("N1", CultureInfo.InvariantCulture),
        _ => value.Value.ToString("0.###", CultureInfo.InvariantCulture),
    };
}
