using System.Buffers;
using System.Xml.Linq;
using MucService.Xmpp;

namespace MucService.Wire.Tests.Writing;

public sealed class RendererTests
{
    private const string Special = "\r\n\t&<>'\"]\0\uD83D\uDE00x";

    private static readonly Stanza Message = new()
    {
        Kind = StanzaKind.Message,
        Type = StanzaType.Groupchat,
        Id = "<1>",
        From = Jid.Parse("tea@muc.example/a'b&c"),
        To = Jid.Parse("bo@away.example/x"),
        Payloads = [new Element("subject", Namespaces.Component).WithText("a < b")],
    };

    [Fact]
    public void A_stanza_is_written_with_its_attributes_escaped() => Assert.Equal(
        "<message to='bo@away.example/x' from='tea@muc.example/a&apos;b&amp;c' type='groupchat' id='&lt;1&gt;'><subject>a &lt; b</subject></message>",
        Bytes.Rendered(Message));

    [Theory]
    [InlineData(StanzaKind.Message, StanzaType.Normal, "<message/>")]
    [InlineData(StanzaKind.Presence, StanzaType.Available, "<presence/>")]
    [InlineData(StanzaKind.Presence, StanzaType.Unavailable, "<presence type='unavailable'/>")]
    [InlineData(StanzaKind.Iq, StanzaType.Result, "<iq type='result'/>")]
    public void Default_types_are_left_out(StanzaKind kind, StanzaType type, string expected) =>
        Assert.Equal(expected, Bytes.Rendered(new Stanza { Kind = kind, Type = type }));

    [Fact]
    public void A_namespace_is_declared_only_where_it_changes() => Assert.Equal(
        "<iq type='error'><error type='cancel'><conflict xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>"
        + "<x xmlns='urn:x'><y/><z xmlns='jabber:component:accept'/></x></iq>",
        Bytes.Rendered(new Stanza { Kind = StanzaKind.Iq, Type = StanzaType.Error }
            .With(StanzaError.Of(ErrorCondition.Conflict).ToElement())
            .With(new Element("x", "urn:x").With(new Element("y", "urn:x")).With(new Element("z", Namespaces.Component)))));

    [Fact]
    public void Whatever_text_it_is_given_what_it_makes_is_well_formed()
    {
        var random = new Random(1);
        for (var i = 0; i < 2000; i++)
        {
            var text = new string([.. Enumerable.Range(0, random.Next(40)).Select(_ => random.Next(4) == 0 ? (char)random.Next(0x10000) : Special[random.Next(Special.Length)])]);
            var element = new Element("a", "urn:a").With("b", text).WithText(text);
            var bytes = StanzaRenderer.RenderToBytes(Payload.Of(element));

            var bySystemXml = XElement.Parse(Bytes.Text(bytes), LoadOptions.PreserveWhitespace);
            var byOurs = StanzaParser.ParsePayload(StanzaRenderer.RenderToBytes(Payload.Of(new Element("x", Namespaces.DataForms).With(element)))).Element!.Child("a", "urn:a")!;

            Assert.Equal(Allowed(text), bySystemXml.Value);
            Assert.Equal(Allowed(text), bySystemXml.Attribute("b")!.Value);
            Assert.Equal(Allowed(text), byOurs.Text);
            Assert.Equal(Allowed(text), byOurs["b"]);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a:b")]
    [InlineData("a><b")]
    public void A_name_that_is_none_is_never_written(string name)
    {
        Assert.Throws<ArgumentException>(() => StanzaRenderer.RenderToBytes(Payload.Of(new Element(name, "urn:a"))));
        Assert.Throws<ArgumentException>(() => StanzaRenderer.RenderToBytes(Payload.Of(new Element("a", "urn:a").With(name, ""))));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(100_000)]
    public void A_fan_out_stanza_is_the_stanza_for_each_recipient(int textLength)
    {
        var stanza = Message.With(new Element("x", "urn:x").WithText(new string('é', textLength)));
        var fanOut = StanzaRenderer.RenderFanOut(stanza);
        foreach (var to in new[] { Jid.Parse("bo@away.example/<'>"), Jid.Parse("ada@home.example") })
        {
            var escaped = XmlEscaping.ToAttribute(to);
            var expected = StanzaRenderer.RenderToBytes(stanza with { To = to });
            var output = new ArrayBufferWriter<byte>();
            fanOut.WriteTo(output, escaped);
            var span = new byte[fanOut.LengthFor(escaped.Length)];

            Assert.Equal(span.Length, fanOut.WriteTo(span, escaped));
            Assert.Equal(expected, output.WrittenSpan.ToArray());
            Assert.Equal(expected, span);
        }
    }

    [Fact]
    public void A_fan_out_stanza_allocates_nothing_per_recipient()
    {
        var fanOut = StanzaRenderer.RenderFanOut(Message);
        var to = XmlEscaping.ToAttribute(Jid.Parse("bo@away.example/x"));
        var writer = new SegmentWriter(new SegmentPool());
        Fill(1000);

        var before = GC.GetAllocatedBytesForCurrentThread();
        Fill(1000);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1000);

        void Fill(int times)
        {
            for (var i = 0; i < times; i++)
                writer.Add(fanOut, to);
            writer.TakeBatch()!.Dispose();
        }
    }

    [Fact]
    public void A_refusal_answers_with_the_addresses_as_they_came()
    {
        var head = StanzaHead.OfStartTag("<iq type='get' id=\"it's\" from='a@x.example/&lt;' to='@@'>"u8);
        var output = new ArrayBufferWriter<byte>();

        Assert.True(Refusal.TryRender(head, StanzaError.Of(ErrorCondition.JidMalformed), output));
        Assert.Equal(
            "<iq to='a@x.example/&lt;' from='@@' id='it&apos;s' type='error'><error type='modify'><jid-malformed xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>",
            Bytes.Text(output.WrittenMemory));
    }

    private static string Allowed(string text) => string.Concat(text.Where((character, i) => character switch
    {
        _ when char.IsHighSurrogate(character) => i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]),
        _ when char.IsLowSurrogate(character) => i > 0 && char.IsHighSurrogate(text[i - 1]),
        _ => XmlCharacters.IsAllowed(character),
    }));
}
