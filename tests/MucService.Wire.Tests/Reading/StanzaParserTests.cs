using MucService.Xmpp;

namespace MucService.Wire.Tests.Reading;

public sealed class StanzaParserTests
{
    [Fact]
    public void A_message_is_read_with_its_addresses_type_id_and_language()
    {
        var stanza = Bytes.Stanza("<message from='ada@home.example/desk' to='tea@muc.example' type='groupchat' id='a&amp;b' xml:lang='en'><body>hi</body></message>");

        Assert.Equal(StanzaKind.Message, stanza.Kind);
        Assert.Equal(StanzaType.Groupchat, stanza.Type);
        Assert.Equal("a&b", stanza.Id);
        Assert.Equal(Jid.Parse("ada@home.example/desk"), stanza.From);
        Assert.Equal(Jid.Parse("tea@muc.example"), stanza.To);
        Assert.Equal("en", stanza.Lang);
    }

    [Fact]
    public void A_body_stays_the_bytes_it_is()
    {
        var body = Assert.Single(Bytes.Stanza("<message><body  a = \"1\">x &#65; <![CDATA[<]]></body ></message>").Payloads);

        Assert.Equal(new XmlName("body", Namespaces.Component), body.Name);
        Assert.Null(body.Element);
        Assert.Equal("<body  a = \"1\">x &#65; <![CDATA[<]]></body >", Bytes.Text(body.Bytes));
    }

    [Fact]
    public void A_child_the_service_interprets_is_an_element_and_keeps_its_bytes()
    {
        const string X = "<x xmlns='http://jabber.org/protocol/muc#user'><invite to='bo@away.example'><reason>a &lt; b</reason></invite></x>";

        var payload = Assert.Single(Bytes.Stanza($"<message>{X}</message>").Payloads);

        Assert.Equal(X, Bytes.Text(payload.Bytes));
        var invite = payload.Element!.Child("invite")!;
        Assert.Equal("bo@away.example", invite["to"]);
        Assert.Equal("a < b", invite.Child("reason")!.Text);
    }

    [Theory]
    [InlineData("jabber:client")]
    [InlineData("jabber:server")]
    [InlineData("jabber:component:accept")]
    public void Stanzas_of_every_stanza_namespace_are_read_alike(string @namespace)
    {
        var stanza = Bytes.Stanza($"<message xmlns='{@namespace}'><subject>tea</subject></message>");

        Assert.Equal("tea", stanza.Child("subject", Namespaces.Component)!.Text);
        Assert.Equal("<subject>tea</subject>", Bytes.Text(stanza.Payloads[0].Bytes));
    }

    [Fact]
    public void Declarations_of_outer_scopes_are_added_to_a_child_that_uses_them()
    {
        var stanza = Bytes.Stanza("<message xmlns:q='urn:q&amp;' xmlns:r='urn:r'><q:a><b><stream:c r:d=''/></b></q:a><e/></message>");

        Assert.Equal(
            "<q:a xmlns:stream='http://etherx.jabber.org/streams' xmlns:q='urn:q&amp;' xmlns:r='urn:r'><b><stream:c r:d=''/></b></q:a>",
            Bytes.Text(stanza.Payloads[0].Bytes));
        Assert.Equal("<e/>", Bytes.Text(stanza.Payloads[1].Bytes));
    }

    [Fact]
    public void A_default_namespace_that_is_not_that_of_stanzas_is_added_to_a_child_that_inherits_it()
    {
        var stanza = Bytes.Stanza("<c:message xmlns:c='jabber:component:accept' xmlns='urn:other'><a><c:b/></a><c:body>x</c:body></c:message>");

        Assert.Equal("<a xmlns:c='jabber:component:accept' xmlns='urn:other'><c:b/></a>", Bytes.Text(stanza.Payloads[0].Bytes));
        Assert.Equal(new XmlName("a", "urn:other"), stanza.Payloads[0].Name);
        Assert.Equal(new XmlName("body", Namespaces.Component), stanza.Payloads[1].Name);
        Assert.Equal("<c:body xmlns:c='jabber:component:accept'>x</c:body>", Bytes.Text(stanza.Payloads[1].Bytes));
    }

    [Fact]
    public void What_was_rendered_is_read_again()
    {
        foreach (var stanza in Bytes.Read([.. Bytes.Header, .. Bytes.Of(Samples.Stream)], []).Select(child => child.Stanza).OfType<Stanza>())
        {
            var rendered = StanzaRenderer.RenderToBytes(stanza);
            Assert.Equal(rendered, StanzaRenderer.RenderToBytes(StanzaParser.ParseStanza(rendered)));
            foreach (var payload in stanza.Payloads)
                Assert.Equal(payload.Bytes.ToArray(), StanzaParser.ParsePayload(StanzaRenderer.RenderToBytes(payload)).Bytes.ToArray());
        }
    }

    [Theory]
    [InlineData("<message from='@' to='tea@muc.example'/>")]
    [InlineData("<message from='ada@home.example' to='te:a@muc.example'/>")]
    public void A_stanza_with_an_address_that_is_none_is_not_handed_over(string written)
    {
        var child = Assert.Single(Bytes.Read([.. Bytes.Header, .. Bytes.Of(written)], []));

        Assert.Equal(StreamChildKind.Malformed, child.Kind);
    }
}
