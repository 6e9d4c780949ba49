namespace MucService.Wire.Tests.Reading;

public sealed class CutTests
{
    private static readonly byte[] Stream = [.. Bytes.Header, .. Bytes.Of(Samples.Stream)];
    private static readonly List<string> Whole = Described(Bytes.Read(Stream, []));

    [Fact]
    public void The_samples_are_read_as_what_they_are()
    {
        Assert.Equal(Samples.Stanzas.Length + 1, Whole.Count);
        Assert.Equal(9, Whole.Count(child => child.StartsWith("Stanza", StringComparison.Ordinal)));
        Assert.StartsWith("Other", Whole[^2], StringComparison.Ordinal);
        Assert.StartsWith("End", Whole[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_stream_cut_anywhere_gives_the_same_stanzas()
    {
        for (var cut = 0; cut <= Stream.Length; cut++)
            Assert.Equal(Whole, Described(Bytes.Read(Stream, [cut])));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void A_stream_that_comes_in_small_pieces_gives_the_same_stanzas(int bytes) =>
        Assert.Equal(Whole, Described(Bytes.Read(Stream, Enumerable.Range(0, Stream.Length).Where(at => at % bytes == 0))));

    [Theory]
    [InlineData(1)]
    [InlineData(13)]
    public void A_stream_kept_in_many_segments_gives_the_same_stanzas(int segmentBytes) =>
        Assert.Equal(Whole, Described(Bytes.Read(Stream, [], segmentBytes: segmentBytes)));

    internal static List<string> Described(IEnumerable<StreamChild> children) =>
        [.. children.Select(child => $"{child.Kind} {(child.Stanza is { } stanza ? Bytes.Rendered(stanza) : child.Element?.Name)}")];
}
