using System.Xml.Linq;
using Xunit;

namespace MucService.Rooms.Tests.Examples;

/// <summary>
/// Every example of XEP-0045 1.35.5 that shows what a room does, as an exchange through the real parser and renderer. Where a room
/// rightly answers otherwise, the data says why. Examples from XEP-0045, © XMPP Standards Foundation, used under its permission notice.
/// </summary>
public class XepExamples
{
    /// <summary>How many examples the XEP has.</summary>
    private const int Last = 225;

    public static TheoryData<string> Exchanges => [.. ExampleFiles.Exchanges.Keys];

    [Theory]
    [MemberData(nameof(Exchanges))]
    public void A_room_answers_as_the_example_shows(string examples) => ExampleFiles.Exchanges[examples].Run();

    [Fact]
    public void Every_example_is_run_or_it_is_said_why_not()
    {
        var numbers = ExampleFiles.Exchanges.Values.SelectMany(exchange => exchange.Numbers)
            .Concat(ExampleFiles.NotRun.Elements().SelectMany(ExampleFiles.Numbers))
            .Distinct();

        Assert.Equal(Enumerable.Range(1, Last), ExampleFiles.Titles.Keys.Order());
        Assert.Equal(ExampleFiles.Titles.OrderBy(example => example.Key), numbers.Order().Select(number => KeyValuePair.Create(number, ExampleFiles.Titles[number])));
    }

    [Fact]
    public void What_is_not_run_has_a_reason_and_is_not_run()
    {
        var run = ExampleFiles.Exchanges.Values.SelectMany(exchange => exchange.Numbers).ToHashSet();

        Assert.All(ExampleFiles.NotRun.Elements("examples"), some =>
        {
            Assert.True(((string?)some.Attribute("because"))?.Length > 10, some.ToString());
            Assert.DoesNotContain(ExampleFiles.Numbers(some), run.Contains);
        });
    }

    [Fact]
    public void Every_file_says_whose_examples_they_are() =>
        Assert.All(
            ExampleFiles.Exchanges.Values.Select(exchange => exchange.Data.Parent!).Distinct(),
            file => Assert.Contains("© XMPP Standards Foundation", string.Concat(file.Document!.Nodes().OfType<XComment>()), StringComparison.Ordinal));
}
