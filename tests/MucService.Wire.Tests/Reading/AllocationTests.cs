using System.Buffers;

namespace MucService.Wire.Tests.Reading;

public sealed class AllocationTests
{
    [Fact]
    public void A_chat_message_costs_little_more_than_its_bytes()
    {
        var stanza = Bytes.Of("<message from='ada@home.example/desk' to='tea@muc.example' type='groupchat' id='0123456789'><body>"
            + new string('x', 80) + "</body><active xmlns='http://jabber.org/protocol/chatstates'/></message>");

        Assert.InRange(AllocatedPerByte(stanza), 0, 5);
    }

    [Theory]
    [MemberData(nameof(Extremes))]
    public void Nothing_costs_more_than_a_small_multiple_of_its_bytes(string child)
    {
        var stanza = Bytes.Of($"<message from='ada@home.example/desk'><x xmlns='jabber:x:data'>{child}</x></message>");

        Assert.InRange(AllocatedPerByte(stanza), 0, 60);
    }

    public static TheoryData<string> Extremes => new()
    {
        string.Concat(Enumerable.Repeat("<a/>", 10_000)),
        string.Concat(Enumerable.Repeat("&#1114109;", 10_000)),
        string.Concat(Enumerable.Repeat("<a/>b", 5_000)),
        string.Concat(Enumerable.Repeat("<![CDATA[]]>", 5_000)),
        string.Concat(Enumerable.Repeat("<a b='' c='' d=''/>", 5_000)),
        string.Concat(Enumerable.Repeat("<a xmlns='u'/>", 5_000)),
        string.Concat(Enumerable.Range(0, 60).Select(i => $"<n{i} xmlns:p{i}='u{i}'>")) + string.Concat(Enumerable.Range(0, 60).Reverse().Select(i => $"</n{i}>")),
    };

    private static double AllocatedPerByte(byte[] stanza)
    {
        const int Times = 50;
        var reader = new StanzaReader(WireLimits.Default);
        reader.Follow(StreamHeader.OfComponents);
        for (var i = 0; i < Times; i++)
            Read();

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Times; i++)
            Read();
        return (double)(GC.GetAllocatedBytesForCurrentThread() - before) / Times / stanza.Length;

        void Read()
        {
            var buffer = new ReadOnlySequence<byte>(stanza);
            Assert.True(reader.TryRead(ref buffer, out var child));
            Assert.Equal(StreamChildKind.Stanza, child.Kind);
        }
    }
}
