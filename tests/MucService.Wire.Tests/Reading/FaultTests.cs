namespace MucService.Wire.Tests.Reading;

/// <summary>What ends a stream, and with which error. RFC 6120 section 11.</summary>
public sealed class FaultTests
{
    [Theory]
    [InlineData("<!-- x -->")]
    [InlineData("<?php ?>")]
    [InlineData("<!DOCTYPE a>")]
    [InlineData("<message><!-- x --></message>")]
    [InlineData("<message><?php ?></message>")]
    [InlineData("<message><body>&nbsp;</body></message>")]
    [InlineData("<message><body a='&nbsp;'/></message>")]
    public void Restricted_XML_is_told_apart(string written) => Faults(Bytes.Of(written), XmlFault.RestrictedXml);

    [Theory]
    [InlineData("x")]
    [InlineData("<message><a></message>")]
    [InlineData("<message><a></b></message>")]
    [InlineData("<message><a b='1' b='2'/></message>")]
    [InlineData("<message><a xmlns:p='u' xmlns:q='u' p:b='1' q:b='2'/></message>")]
    [InlineData("<message><p:a/></message>")]
    [InlineData("<message p:a=''/>")]
    [InlineData("<message><a p:b=''/></message>")]
    [InlineData("<message><a>]]></a></message>")]
    [InlineData("<message><a b='<'/></message>")]
    [InlineData("<message><a b=1/></message>")]
    [InlineData("<message><a b/></message>")]
    [InlineData("<message><a b='1'c='2'/></message>")]
    [InlineData("<message><a>&#0;</a></message>")]
    [InlineData("<message><a>&#xD800;</a></message>")]
    [InlineData("<message><a>&#99999999999999999999;</a></message>")]
    [InlineData("<message><a>& </a></message>")]
    [InlineData("<message><a>\u0001</a></message>")]
    [InlineData("<message><a>\uFFFF</a></message>")]
    [InlineData("<message><a xmlns:xmlns='u'/></message>")]
    [InlineData("<message><a xmlns:xml='u'/></message>")]
    [InlineData("<message><a xmlns:p=''/></message>")]
    [InlineData("<message><xmlns:a/></message>")]
    [InlineData("<message><1/></message>")]
    [InlineData("< message/>")]
    [InlineData("</stream>")]
    public void Ill_formed_XML_is_told_apart(string written) => Faults(Bytes.Of(written), XmlFault.NotWellFormed);

    [Theory]
    [InlineData(new byte[] { 0xFF })]
    [InlineData(new byte[] { 0xC0, 0x80 })]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 })]
    [InlineData(new byte[] { 0xF4, 0x90, 0x80, 0x80 })]
    [InlineData(new byte[] { 0xE2, 0x82 })]
    public void What_is_not_UTF_8_is_told_apart(byte[] text) =>
        Faults([.. Bytes.Of("<message><body>"), .. text, .. Bytes.Of("</body></message>")], XmlFault.UnsupportedEncoding);

    [Theory]
    [InlineData("<message><a b='1'\n\tc = \"'\" /></message >")]
    [InlineData("<message><a xmlns:xml='http://www.w3.org/XML/1998/namespace' xml:lang='en'/></message>")]
    [InlineData("<message><a>]] ]></a><![CDATA[]]]]></message>")]
    [InlineData("<message><a>&#x10FFFF;&#9;</a></message>")]
    public void What_XML_allows_is_read(string written) =>
        Assert.Equal(StreamChildKind.Stanza, Assert.Single(Bytes.Read([.. Bytes.Header, .. Bytes.Of(written)], [])).Kind);

    [Fact]
    public void A_stream_of_another_protocol_is_told_apart()
    {
        var fault = Assert.Throws<IllFormedXmlException>(() => Bytes.Read(Bytes.Of("<stream:stream xmlns:stream='urn:other'>"), []));

        Assert.Equal(XmlFault.InvalidNamespace, fault.Fault);
    }

    private static void Faults(byte[] written, XmlFault expected)
    {
        byte[] stream = [.. Bytes.Header, .. written];
        for (var cut = Bytes.Header.Length; cut <= stream.Length; cut++)
        {
            var fault = Assert.Throws<IllFormedXmlException>(() => Bytes.Read(stream, [cut]));
            Assert.Equal(expected, fault.Fault);
        }
    }
}
