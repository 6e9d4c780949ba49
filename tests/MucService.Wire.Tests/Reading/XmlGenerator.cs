using System.Text;

namespace MucService.Wire.Tests.Reading;

/// <summary>Makes streams of well-formed XML, odd in every way that XML allows, and spoils them.</summary>
internal sealed class XmlGenerator(int seed)
{
    private static readonly string[] Names = ["a", "b", "x-1", "_y", "subject", "error", "body", "é", "名", "a.b"];
    private static readonly string[] Spaces = ["urn:a", "urn:b", "jabber:client", "jabber:component:accept", "http://jabber.org/protocol/muc#user", "urn:&amp;&#x3c;"];
    private static readonly string[] Texts = ["", "x", " ", "\n\t", "\r\n", "\r", "é", "日本", "😀", "&amp;", "&lt;", "&#65;", "&#x1F600;", "&quot;'", "]]", "]>", "]]&gt;", ">", "<![CDATA[]]>", "<![CDATA[<a>&]]]]>"];
    private static readonly string[] Values = ["", "v", "&amp;", "\n", "\t", "&#10;", "é>", "😀", "]]>"];
    private static readonly string[] Nasty =
    [
        "<", ">", "&", "'", "\"", "/", "=", ":", "]]>", "<!--x-->", "<?p?>", "<!DOCTYPE a>", "&nbsp;", "&#0;", "&#xFFFE;", "&#xD800;", "&#1114112;", "&#x;", "&#;",
        "&;", "&a", "\u0001", "\uFFFE", "\uFFFF", "\uFFFD", "<![CDATA[", "</a>", "<a/>", " a='1'", " a='1' a='2'", " xmlns:p='urn:p' xmlns:q='urn:p' p:a='' q:a=''",
        " xmlns:p=''", " xmlns:xml='urn:x'", " xmlns:xmlns='urn:x'", " xmlns='http://www.w3.org/XML/1998/namespace'", " xmlns='http://www.w3.org/2000/xmlns/'",
        " xmlns:y='http://www.w3.org/XML/1998/namespace'", " xmlns:xml='http://www.w3.org/XML/1998/namespace'", "<zz:a/>", " zz:a='1'", " xml:lang='de'", "<xmlns:a/>",
        "<xml:a/>", "<a:b:c/>", "<:a/>", "<a:/>", "<1/>", "<-a/>", "<a·/>", "<·a/>", "<a😀/>", " xmlns=''", "</stream:stream>", "<message/>", "\u0085", "\u2028", "\0",
    ];

    private readonly Random _random = new(seed);

    /// <summary>The bytes that follow a stream header, up to the end of the stream.</summary>
    public byte[] Children()
    {
        var xml = new StringBuilder();
        for (var count = _random.Next(1, 4); count > 0; count--)
        {
            AddStanza(xml);
            xml.Append(Pick("", " ", "\r\n"));
        }

        return Encoding.UTF8.GetBytes(xml.Append("</stream:stream>").ToString());
    }

    /// <summary>The same, spoilt once or twice: cut, spliced, flipped, nested or lengthened.</summary>
    public byte[] Spoil(byte[] bytes)
    {
        for (var times = _random.Next(1, 3); times > 0 && bytes.Length > 0; times--)
        {
            var (one, other) = (_random.Next(bytes.Length), _random.Next(bytes.Length));
            var (from, to) = (Math.Min(one, other), Math.Max(one, other));
            bytes = _random.Next(8) switch
            {
                0 => bytes[..from],
                1 => [.. bytes[..from], .. bytes[to..]],
                2 => [.. bytes[..to], .. bytes[from..]],
                3 => Flip(bytes, from),
                4 => [.. bytes[..from], .. Repeat(bytes[from..Math.Min(to, from + 40)], 5), .. bytes[from..]],
                5 => [.. bytes[..from], .. "<n>"u8, .. bytes[from..to], .. "</n>"u8, .. bytes[to..]],
                _ => [.. bytes[..from], .. Encoding.UTF8.GetBytes(Pick(Nasty)), .. bytes[from..]],
            };
        }

        return bytes;
    }

    /// <summary>Where the bytes are cut on their way.</summary>
    public int[] Cuts(int length) => [.. Enumerable.Range(0, _random.Next(4)).Select(_ => _random.Next(length + 1)).Order()];

    private byte[] Flip(byte[] bytes, int at)
    {
        byte[] flipped = [.. bytes];
        flipped[at] = (byte)_random.Next(256);
        return flipped;
    }

    private static IEnumerable<byte> Repeat(byte[] bytes, int times) => Enumerable.Repeat(bytes, times).SelectMany(part => part);

    private void AddStanza(StringBuilder xml)
    {
        var name = Pick("message", "presence", "iq");
        xml.Append('<').Append(name).Append(Pick("", " from='ada@home.example/d'", " from=\"bo@away.example\" id='1'"));
        xml.Append(Pick("", " xmlns='jabber:client'", " xmlns='jabber:server'")).Append(Pick("", " xmlns:p='urn:p'", " xmlns:stream='urn:mine'"));
        xml.Append(Pick("", " type='error'", " xml:lang='de'")).Append(Pick("", " ", "\n")).Append('>');
        for (var count = _random.Next(4); count > 0; count--)
            AddElement(xml, 0);
        xml.Append("</").Append(name).Append(Pick("", " ")).Append('>');
    }

    private void AddElement(StringBuilder xml, int depth)
    {
        var declares = _random.Next(3) == 0;
        var prefix = declares ? "k:" : Pick("", "", "stream:");
        var name = prefix + Pick(Names);
        xml.Append('<').Append(name);
        if (declares)
            xml.Append(" xmlns:k='").Append(Pick(Spaces)).Append('\'');
        if (_random.Next(3) == 0)
            xml.Append(" xmlns = \"").Append(Pick(Spaces)).Append('"');
        foreach (var attribute in Names.Where(_ => _random.Next(6) == 0))
            xml.Append(Pick(" ", "\t\n")).Append(declares && _random.Next(2) == 0 ? "k:" : "").Append(attribute).Append("='").Append(Pick(Values)).Append('\'');

        if (_random.Next(4) == 0)
        {
            xml.Append(Pick("/>", " />"));
            return;
        }

        xml.Append('>').Append(Pick(Texts));
        for (var count = depth < 4 ? _random.Next(3) : 0; count > 0; count--)
        {
            AddElement(xml, depth + 1);
            xml.Append(Pick(Texts));
        }

        xml.Append("</").Append(name).Append('>');
    }

    private string Pick(params string[] choices) => choices[_random.Next(choices.Length)];
}
