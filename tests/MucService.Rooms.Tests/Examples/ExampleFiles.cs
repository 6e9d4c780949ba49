using System.Globalization;
using System.Xml.Linq;

namespace MucService.Rooms.Tests.Examples;

/// <summary>The data files: a file for each section of the XEP with examples, and one that says why the other examples are not run.</summary>
internal static class ExampleFiles
{
    private const string Prefix = "XEP-0045.";

    /// <summary>The file of what shows no behaviour of a room.</summary>
    public static XElement NotRun { get; } = Load(Prefix + "not-run.xml");

    /// <summary>Every example of the XEP, by number.</summary>
    public static IReadOnlyDictionary<int, string> Titles { get; } =
        Load(Prefix + "titles.xml").Elements("example").ToDictionary(example => (int)example.Attribute("number")!, example => (string)example.Attribute("title")!);

    /// <summary>The exchanges by section and numbers, as in <c>enter-pw 25</c>.</summary>
    public static IReadOnlyDictionary<string, Exchange> Exchanges { get; } = (
        from name in typeof(ExampleFiles).Assembly.GetManifestResourceNames()
        where name.StartsWith(Prefix, StringComparison.Ordinal) && !name.EndsWith("not-run.xml", StringComparison.Ordinal)
            && !name.EndsWith("titles.xml", StringComparison.Ordinal)
        let file = Load(name)
        from exchange in file.Elements("exchange")
        select KeyValuePair.Create($"{(string)file.Attribute("anchor")!} {(string)exchange.Attribute("examples")!}", new Exchange(exchange)))
        .ToDictionary(StringComparer.Ordinal);

    /// <summary>The numbers in an <c>examples</c> attribute: numbers and ranges, as in <c>18 20-22</c>.</summary>
    public static IEnumerable<int> Numbers(XElement element) =>
        from part in ((string)element.Attribute("examples")!).Split(' ')
        let bounds = part.Split('-').Select(bound => int.Parse(bound, CultureInfo.InvariantCulture)).ToArray()
        from number in Enumerable.Range(bounds[0], bounds[^1] - bounds[0] + 1)
        select number;

    private static XElement Load(string name)
    {
        using var stream = typeof(ExampleFiles).Assembly.GetManifestResourceStream(name)!;
        return XDocument.Load(stream).Root!;
    }
}
