using MucService.Xmpp.Unicode;
using Xunit;

namespace MucService.Xmpp.Tests.Unicode;

/// <summary>The conformance test of UAX #15.</summary>
public sealed class NormalizationTests
{
    [Fact]
    public void Forms_C_and_KC_are_those_of_the_conformance_test()
    {
        var lines = 0;
        foreach (var line in Lines())
        {
            lines++;
            var columns = line.Split(';').Take(5).Select(Text).ToArray();
            Assert.All(columns[..3], text => Assert.Equal(columns[1], Normalization.FormC(text)));
            Assert.All(columns[3..], text => Assert.Equal(columns[3], Normalization.FormC(text)));
            Assert.All(columns, text => Assert.Equal(columns[3], Normalization.FormKC(text)));
        }

        Assert.True(lines > 1000);
    }

    [Fact]
    public void A_thousand_marks_in_the_wrong_order_are_put_in_order()
    {
        var marks = string.Concat(Enumerable.Repeat("\u0301\u0323", 500));
        var ordered = new string('\u0323', 499) + new string('\u0301', 500);
        Assert.Equal("\u1EA1" + ordered, Normalization.FormC("a" + marks));
    }

    private static string Text(string column) =>
        CodePointText.Join([.. column.Split(' ').Select(code => Convert.ToInt32(code, 16))]);

    private static IEnumerable<string> Lines()
    {
        using var reader = new StreamReader(typeof(NormalizationTests).Assembly.GetManifestResourceStream("normalization")!);
        while (reader.ReadLine() is { } line)
        {
            if (line[0] != '#')
                yield return line;
        }
    }
}
