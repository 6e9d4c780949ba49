using System.Buffers;
using System.Text;

namespace MucService.Wire.Tests.Writing;

/// <summary>What was folded comes out as it was, and what goes to many takes little.</summary>
public sealed class FoldedOutputTests
{
    private readonly SegmentWriter _writer = new(new SegmentPool());

    [Fact]
    public void What_goes_to_many_is_folded_into_one_stanza_and_addresses()
    {
        var stanza = Stanza("<message to='", $"'><body>{new string('x', 300)}</body></message>");
        for (var recipient = 0; recipient < 1000; recipient++)
            _writer.Add(stanza, Encoding.UTF8.GetBytes($"o{recipient}@a.example/d"));

        Assert.InRange(AssertComesBack(), 1, 25_000);
    }

    [Fact]
    public void What_goes_to_one_lies_between_as_it_is()
    {
        var (one, other) = (Stanza("<a to='", "'/>"), Stanza("<b to='", "' x='&apos;'/>"));
        _writer.Add(one, "o1@a.example"u8);
        _writer.Write("<c/>"u8);
        _writer.Add(one, "o1@a.example"u8);
        _writer.Add(one, "o&apos;2@a.example"u8);
        _writer.Add(other, ""u8);
        _writer.Write("<d/>"u8);

        AssertComesBack();
    }

    [Fact]
    public void Stanzas_too_large_to_lie_in_one_segment_come_back_too()
    {
        var (small, large) = (Stanza("<a to='", "'/>"), Stanza("<b to='", $"'>{new string('y', 50_000)}</b>"));
        for (var recipient = 0; recipient < 10; recipient++)
        {
            _writer.Add(large, "o1@a.example"u8);
            _writer.Add(small, "o2@a.example"u8);
        }

        AssertComesBack();
    }

    [Fact]
    public void What_was_shrunk_or_appended_comes_back_too()
    {
        var stanza = Stanza("<a to='", "'/>");
        _writer.Add(stanza, "o1@a.example"u8);
        _writer.Add(stanza, "o2@a.example"u8);
        using var first = _writer.TakeBatch()!;
        _writer.Add(stanza, "o3@a.example"u8);
        using var second = _writer.TakeBatch()!;
        first.Shrink();
        first.Grow();
        Assert.True(first.TryAppend(second));

        Assert.Equal("<a to='o1@a.example'/><a to='o2@a.example'/><a to='o3@a.example'/>", Unfolded(FoldedOutput.Fold(first)));
    }

    [Fact]
    public void What_is_written_folded_is_the_same_when_it_is_whole()
    {
        _writer.Folds = true;
        var (one, other) = (Stanza("<a to='", "'/>"), Stanza("<b to='", $"' x='{new string('y', 70_000)}'/>"));
        for (var recipient = 0; recipient < 3; recipient++)
            _writer.Add(one, Encoding.UTF8.GetBytes($"o{recipient}@a.example"));
        _writer.Write("<c/>"u8);
        _writer.Add(one, "o1@a.example"u8);
        _writer.Add(other, "o2@a.example"u8);
        _writer.Add(other, "o3@a.example"u8);
        var batch = _writer.TakeBatch()!;
        var large = $"' x='{new string('y', 70_000)}'/>";
        var all = $"<a to='o0@a.example'/><a to='o1@a.example'/><a to='o2@a.example'/><c/><a to='o1@a.example'/><b to='o2@a.example{large}<b to='o3@a.example{large}";

        Assert.Equal(all, Unfolded(FoldedOutput.Fold(batch)));
        Assert.True(batch.IsFolded);
        Assert.Throws<ArgumentException>(() => new OutputQueue(1 << 20).TryEnqueue(batch, out _));
        var (bytes, stanzas) = (batch.WholeBytes, batch.Stanzas);
        using var whole = batch.Whole();
        Assert.Equal((false, all.Length, 6, all.Length, 6), (whole.IsFolded, whole.Bytes, whole.Stanzas, bytes, stanzas));
        Assert.Equal(all, string.Concat(whole.Written.Select(written => Encoding.UTF8.GetString(written.Span))));
    }

    [Fact]
    public void What_is_gathered_names_the_same_many_once()
    {
        var folder = new OutputFolder(gathers: true);
        var all = AddToMany(folder, "<a to='", 500);
        var first = folder.Folded.Length;
        all += AddToMany(folder, "<b to='", 500);
        Assert.InRange(folder.Folded.Length, first + 1, first + 100);

        all += AddToMany(folder, "<c to='", 499) + AddToMany(folder, "<d to='", 499);
        folder.AddPlain("<e/>"u8);
        all += "<e/>" + AddToMany(folder, "<f to='", 499);
        Assert.Equal(all, Unfolded(folder.Folded));

        folder.Clear();
        Assert.Equal(AddToMany(folder, "<g to='", 499), Unfolded(folder.Folded));
    }

    [Fact]
    public void What_was_folded_before_may_lie_between()
    {
        var folder = new OutputFolder(gathers: true);
        var all = AddToMany(folder, "<a to='", 3);
        var other = new OutputFolder(gathers: true);
        all += AddToMany(other, "<b to='", 2) + AddToMany(other, "<c to='", 2);
        folder.AddFolded(other.Folded.Span);
        all += AddToMany(folder, "<d to='", 3);

        Assert.Equal(all, Unfolded(folder.Folded));
    }

    [Theory]
    [InlineData(new byte[] { 2 })]
    [InlineData(new byte[] { 3 })]
    [InlineData(new byte[] { 0, 5, 0, 0, 0, 1 })]
    [InlineData(new byte[] { 0, 255, 255, 255, 255 })]
    [InlineData(new byte[] { 1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 9, 0 })]
    public void What_was_not_folded_is_refused(byte[] bytes) =>
        Assert.ThrowsAny<ArgumentException>(() => FoldedOutput.Unfold(bytes, new ArrayBufferWriter<byte>()));

    // The text that it should unfold to.
    private string AddToMany(OutputFolder folder, string head, int recipients)
    {
        var stanza = Stanza(head, "'/>");
        for (var recipient = 0; recipient < recipients; recipient++)
            _writer.Add(stanza, Encoding.UTF8.GetBytes($"o{recipient}@a.example"));
        using var batch = _writer.TakeBatch()!;
        folder.Add(batch);
        return string.Concat(batch.Written.Select(written => Encoding.UTF8.GetString(written.Span)));
    }

    private int AssertComesBack()
    {
        using var batch = _writer.TakeBatch()!;
        var folded = FoldedOutput.Fold(batch);
        Assert.Equal(string.Concat(batch.Written.Select(written => Encoding.UTF8.GetString(written.Span))), Unfolded(folded));
        return folded.Length;
    }

    private static string Unfolded(ReadOnlyMemory<byte> folded)
    {
        var output = new ArrayBufferWriter<byte>();
        FoldedOutput.Unfold(folded, output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    private static FanOutStanza Stanza(string head, string tail) => new(Encoding.UTF8.GetBytes(head), Encoding.UTF8.GetBytes(tail));
}
