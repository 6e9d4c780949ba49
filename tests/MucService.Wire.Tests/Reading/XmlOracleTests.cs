namespace MucService.Wire.Tests.Reading;

/// <summary>Whatever comes, ours reads what System.Xml reads, or both refuse it.</summary>
public sealed class XmlOracleTests
{
    private const int StreamsPerSeed = 1000;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Generated_XML_is_read_alike(int seed)
    {
        for (var i = 0; i < StreamsPerSeed; i++)
        {
            var generator = new XmlGenerator((seed * 1_000_000) + i);
            byte[] stream = [.. Bytes.Header, .. generator.Children()];
            var expected = XmlOracle.BySystemXml(stream);

            Assert.True(expected.IsWhole, Bytes.Text(stream));
            AssertAlike(stream, expected, XmlOracle.ByOurs(stream, []));
        }
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void Spoilt_XML_is_read_alike_or_refused_by_both(int seed)
    {
        for (var i = 0; i < StreamsPerSeed; i++)
        {
            var generator = new XmlGenerator((seed * 1_000_000) + i);
            byte[] stream = [.. Bytes.Header, .. generator.Spoil(generator.Children())];

            AssertAlike(stream, XmlOracle.BySystemXml(stream), XmlOracle.ByOurs(stream, generator.Cuts(stream.Length)));
        }
    }

    [Theory]
    [InlineData(7)]
    [InlineData(8)]
    public void Spoilt_recordings_are_read_alike_or_refused_by_both(int seed)
    {
        for (var i = 0; i < StreamsPerSeed; i++)
        {
            var generator = new XmlGenerator((seed * 1_000_000) + i);
            byte[] stream = [.. Bytes.Header, .. generator.Spoil(Bytes.Of(Samples.Stream))];

            AssertAlike(stream, XmlOracle.BySystemXml(stream), XmlOracle.ByOurs(stream, generator.Cuts(stream.Length)));
        }
    }

    // Where both refuse they may do so at different places: a stanza is checked as a whole, System.Xml reads on until the fault.
    private static void AssertAlike(byte[] stream, XmlOracle.Reading expected, XmlOracle.Reading actual)
    {
        Assert.True(expected.IsWhole == actual.IsWhole, $"whole: {expected.IsWhole} by System.Xml, {actual.IsWhole} by ours: {Bytes.Text(stream)}");
        var common = expected.IsWhole ? Math.Max(expected.Children.Count, actual.Children.Count) : Math.Min(expected.Children.Count, actual.Children.Count);
        Assert.True(
            expected.Children.Take(common).SequenceEqual(actual.Children.Take(common)),
            $"{string.Join('\n', expected.Children)}\nis expected, and was\n{string.Join('\n', actual.Children)}\nfor {Bytes.Text(stream)}");
    }
}
