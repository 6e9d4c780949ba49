using System.Globalization;

namespace MucService.Benchmarks;

/// <summary>Figures as a Markdown table. A goal that is missed is shown as missed.</summary>
internal static class Report
{
    /// <summary>The first lines of the table.</summary>
    public const string Header = "| | unit | service | limit | ratio | goal | |\n|---|---|--:|--:|--:|---|---|";

    /// <summary>The figures of several runs of the same: of each row the run in the middle, by the ratio that counts, or by the figure itself.</summary>
    public static IReadOnlyList<Figure> Medians(IReadOnlyList<IReadOnlyList<Figure>> runs) =>
        [.. runs.SelectMany(run => run).GroupBy(figure => figure.Title).Select(row => Median([.. row]))];

    /// <summary>One line of the table.</summary>
    public static string Row(Figure figure)
    {
        var met = figure.IsMet switch { true => "met", false => "**missed**", null => "" };
        var note = figure.Note.Length == 0 ? met : $"{met} ({figure.Note})".TrimStart();
        return $"| {figure.Title} | {figure.Unit} | {Number(figure.Service)} | {Number(figure.Limit)} | {Number(figure.Ratio)} | {figure.Goal} | {note} |";
    }

    private static Figure Median(Figure[] runs) => runs.OrderBy(figure => figure.Ratio ?? figure.Service).ElementAt(runs.Length / 2);

    private static string Number(double? value) => value switch
    {
        null or double.NaN => "",
        >= 100 => value.Value.ToString("N0", CultureInfo.InvariantCulture),
        >= 10 => value.Value.ToString("N1", CultureInfo.InvariantCulture),
        _ => value.Value.ToString("0.###", CultureInfo.InvariantCulture),
    };
}
