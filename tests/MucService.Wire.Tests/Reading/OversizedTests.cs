using System.Buffers;
using MucService.Xmpp;

namespace MucService.Wire.Tests.Reading;

public sealed class OversizedTests
{
    private const string After = "<presence from='bo@away.example/d'/>";

    private static readonly WireLimits Small = new() { MaxStanzaBytes = 300, MaxDepth = 4, MaxAttributes = 5 };

    public static TheoryData<string> OverABound => new()
    {
        $"<message from='ada@home.example/d' to='tea@muc.example' id='1'><body>{new string('x', 300)}</body></message>",
        "<message from='ada@home.example/d' to='tea@muc.example' id='1'><a><b><c><d/></c></b></a></message>",
        "<message from='ada@home.example/d' to='tea@muc.example' id='1'><a b='' c='' d='' e='' f='' g=''/></message>",
        "<message from='ada@home.example/d' to='tea@muc.example' id='1' a='' b='' c=''/>",
        $"<message from='ada@home.example/d' to='tea@muc.example' id='1'><a><![CDATA[{new string(']', 300)}]]></a></message>",
    };

    [Theory]
    [MemberData(nameof(OverABound))]
    public void A_stanza_over_a_bound_is_only_its_head_and_the_next_one_is_whole(string stanza)
    {
        byte[] stream = [.. Bytes.Header, .. Bytes.Of(stanza + After)];
        for (var cut = Bytes.Header.Length; cut <= stream.Length; cut++)
        {
            var children = Bytes.Read(stream, [cut], Small);

            Assert.Equal([StreamChildKind.Oversized, StreamChildKind.Stanza], children.Select(child => child.Kind));
            var head = children[0].Head!;
            Assert.Equal(StanzaKind.Message, head.Kind);
            Assert.Equal("ada@home.example/d", Bytes.Text(head.From));
            Assert.Equal("tea@muc.example", Bytes.Text(head.To));
            Assert.Equal("1", Bytes.Text(head.Id));
            Assert.True(head.MayBeAnswered);
        }
    }

    [Theory]
    [InlineData("<message><a><b><c/></b></a></message>")]
    [InlineData("<message><a b='' c='' d='' e='' f=''/></message>")]
    public void A_stanza_at_its_bounds_is_read(string stanza) =>
        Assert.Equal(StreamChildKind.Stanza, Assert.Single(Bytes.Read([.. Bytes.Header, .. Bytes.Of(stanza)], [], Small)).Kind);

    [Theory]
    [InlineData("message", "error")]
    [InlineData("iq", "error")]
    [InlineData("iq", "result")]
    public void An_answer_over_a_bound_is_not_answered(string kind, string type)
    {
        var written = $"<{kind} type='{type}' from='a@x.example' to='b@y.example' id='1'><a>{new string('x', 300)}</a></{kind}>";

        Assert.False(Assert.Single(Bytes.Read([.. Bytes.Header, .. Bytes.Of(written)], [], Small)).Head!.MayBeAnswered);
    }

    [Fact]
    public void A_stanza_whose_start_tag_is_over_the_bound_has_no_head()
    {
        var children = Bytes.Read([.. Bytes.Header, .. Bytes.Of($"<message a='{new string('x', 300)}'><b/></message>{After}")], [], Small);

        Assert.Equal([StreamChildKind.Oversized, StreamChildKind.Stanza], children.Select(child => child.Kind));
        Assert.Null(children[0].Head);
    }

    [Fact]
    public void An_endless_stanza_takes_no_memory()
    {
        var reader = new StanzaReader(WireLimits.Default);
        reader.Follow(StreamHeader.OfComponents);
        var start = new ReadOnlySequence<byte>(Bytes.Of("<message from='a@x.example'><body>" + new string('x', WireLimits.Default.MaxStanzaBytes)));
        Assert.False(reader.TryRead(ref start, out _));
        Assert.True(start.IsEmpty);

        var more = Bytes.Of(new string('y', 64 * 1024));
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            var next = new ReadOnlySequence<byte>(more);
            Assert.False(reader.TryRead(ref next, out _));
            Assert.True(next.IsEmpty);
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
    }

    [Fact]
    public void A_stanza_that_comes_byte_by_byte_is_not_looked_at_again_and_again()
    {
        var stanza = Bytes.Of($"<message><body>{new string('x', 400_000)}</body></message>");
        var reader = new StanzaReader(WireLimits.Default);
        reader.Follow(StreamHeader.OfComponents);
        var watch = System.Diagnostics.Stopwatch.StartNew();
        for (var arrived = 0; arrived < stanza.Length; arrived++)
        {
            var buffer = new ReadOnlySequence<byte>(stanza, 0, arrived);
            Assert.False(reader.TryRead(ref buffer, out _));
            Assert.Equal(arrived, buffer.Length);
        }

        var whole = new ReadOnlySequence<byte>(stanza);
        Assert.True(reader.TryRead(ref whole, out _));

        // Looking from the start each time would be 80,000,000,000 bytes.
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }
}
