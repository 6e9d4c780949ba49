using System.Runtime.InteropServices;

namespace MucService.Wire;

/// <summary>The pieces that an element consists of.</summary>
internal enum XmlTokenKind
{
    StartTag,
    EndTag,
    Text,
    CData,
}

/// <summary>Where an attribute stands in the input.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct AttributeRange(int NameStart, int NameLength, int PrefixLength, int ValueStart, int ValueLength);

/// <summary>
/// Splits one complete element into tags and text, and refuses what is not well-formed. It holds no names and makes no strings:
/// all it gives are places in the input. Nesting and namespaces are its caller's matter; so is <see cref="XmlCharacters.Check"/>.
/// </summary>
/// <param name="input">All bytes of the element.</param>
/// <param name="attributes">Room for the attributes of one tag; its length is the bound.</param>
internal ref struct XmlTokenizer(ReadOnlySpan<byte> input, Span<AttributeRange> attributes)
{
    private readonly ReadOnlySpan<byte> _input = input;
    private readonly Span<AttributeRange> _attributes = attributes;
    private int _attributeCount;
    private int _nameStart;
    private int _nameLength;
    private int _textStart;
    private int _textLength;

    /// <summary>What was read last.</summary>
    public XmlTokenKind Kind { get; private set; }

    /// <summary>Where the token begins.</summary>
    public int Start { get; private set; }

    /// <summary>Where the next token begins.</summary>
    public int Position { get; private set; }

    /// <summary>True for a start tag that is its own end tag.</summary>
    public bool IsEmpty { get; private set; }

    /// <summary>How long the prefix of <see cref="Name"/> is; 0 for none.</summary>
    public int PrefixLength { get; private set; }

    /// <summary>The name of the tag.</summary>
    public readonly ReadOnlySpan<byte> Name => _input.Slice(_nameStart, _nameLength);

    /// <summary>The prefix of the tag's name, or empty.</summary>
    public readonly ReadOnlySpan<byte> Prefix => _input.Slice(_nameStart, PrefixLength);

    /// <summary>The tag's name without its prefix.</summary>
    public readonly ReadOnlySpan<byte> LocalName => PrefixLength == 0 ? Name : Name[(PrefixLength + 1)..];

    /// <summary>The text as it stands in the input, its references checked.</summary>
    public readonly ReadOnlySpan<byte> RawText => _input.Slice(_textStart, _textLength);

    /// <summary>The attributes of the start tag, in order, namespace declarations among them.</summary>
    public readonly ReadOnlySpan<AttributeRange> Attributes => _attributes[.._attributeCount];

    /// <summary>The name of an attribute.</summary>
    public readonly ReadOnlySpan<byte> NameOf(in AttributeRange attribute) => _input.Slice(attribute.NameStart, attribute.NameLength);

    /// <summary>The prefix of an attribute's name, or empty.</summary>
    public readonly ReadOnlySpan<byte> PrefixOf(in AttributeRange attribute) => _input.Slice(attribute.NameStart, attribute.PrefixLength);

    /// <summary>The name of an attribute without its prefix.</summary>
    public readonly ReadOnlySpan<byte> LocalNameOf(in AttributeRange attribute) =>
        attribute.PrefixLength == 0 ? NameOf(attribute) : NameOf(attribute)[(attribute.PrefixLength + 1)..];

    /// <summary>The value of an attribute as it stands in the input, its references checked.</summary>
    public readonly ReadOnlySpan<byte> RawValueOf(in AttributeRange attribute) => _input.Slice(attribute.ValueStart, attribute.ValueLength);

    /// <summary>Reads the next token. False at the end of the input.</summary>
    /// <exception cref="IllFormedXmlException">What follows is not well-formed.</exception>
    public bool Read()
    {
        if (Position == _input.Length)
            return false;

        Start = Position;
        if (_input[Position] != '<')
            ReadText();
        else if (Peek(1) == '/')
            ReadEndTag();
        else if (Peek(1) is (byte)'!' or (byte)'?')
            ReadCData();
        else
            ReadStartTag();
        return true;
    }

    private void ReadText()
    {
        var rest = _input[Position..];
        var end = rest.IndexOf((byte)'<');
        var text = end < 0 ? rest : rest[..end];
        if (text.IndexOfAny((byte)'&', (byte)']') >= 0)
        {
            XmlReferences.Check(text);
            if (text.IndexOf("]]>"u8) >= 0)
                throw IllFormedXmlException.NotWellFormed("']]>' in text");
        }

        Kind = XmlTokenKind.Text;
        _textStart = Position;
        _textLength = text.Length;
        Position += text.Length;
    }

    private void ReadCData()
    {
        var opening = "<![CDATA["u8;
        var rest = _input[Position..];
        if (!rest.StartsWith(opening))
            throw IllFormedXmlException.Restricted("a comment, a processing instruction or a DTD");

        var length = rest[opening.Length..].IndexOf("]]>"u8);
        if (length < 0)
            throw IllFormedXmlException.NotWellFormed("a CDATA section that is not closed");

        Kind = XmlTokenKind.CData;
        _textStart = Position + opening.Length;
        _textLength = length;
        Position = _textStart + length + 3;
    }

    private void ReadEndTag()
    {
        Position += 2;
        Kind = XmlTokenKind.EndTag;
        ReadTagName();
        SkipSpace();
        Expect((byte)'>');
    }

    private void ReadStartTag()
    {
        Position++;
        Kind = XmlTokenKind.StartTag;
        ReadTagName();
        _attributeCount = 0;
        IsEmpty = false;
        while (true)
        {
            var spaced = SkipSpace();
            switch (Peek(0))
            {
                case (byte)'>':
                    Position++;
                    return;
                case (byte)'/':
                    Position++;
                    Expect((byte)'>');
                    IsEmpty = true;
                    return;
                default:
                    if (!spaced)
                        throw IllFormedXmlException.NotWellFormed("no space before an attribute");
                    ReadAttribute();
                    break;
            }
        }
    }

    private void ReadTagName()
    {
        _nameStart = Position;
        _nameLength = XmlCharacters.NameLength(_input[Position..]);
        PrefixLength = XmlCharacters.CheckName(Name);
        Position += _nameLength;
    }

    private void ReadAttribute()
    {
        if (_attributeCount == _attributes.Length)
            throw new IllFormedXmlException(XmlFault.PolicyViolation, "too many attributes");

        var name = Position;
        var nameLength = XmlCharacters.NameLength(_input[name..]);
        var prefixLength = XmlCharacters.CheckName(_input.Slice(name, nameLength));
        Position += nameLength;
        SkipSpace();
        Expect((byte)'=');
        SkipSpace();
        var value = ReadValue();
        _attributes[_attributeCount++] = new AttributeRange(name, nameLength, prefixLength, value, Position - 1 - value);
    }

    private int ReadValue()
    {
        var quote = Peek(0);
        if (quote is not ((byte)'\'' or (byte)'"'))
            throw IllFormedXmlException.NotWellFormed("an attribute value without quotes");

        var start = ++Position;
        var length = _input[start..].IndexOf(quote);
        if (length < 0)
            throw IllFormedXmlException.NotWellFormed("an attribute value that is not closed");

        var value = _input.Slice(start, length);
        if (value.IndexOfAny((byte)'<', (byte)'&') >= 0)
        {
            if (value.Contains((byte)'<'))
                throw IllFormedXmlException.NotWellFormed("'<' in an attribute value");
            XmlReferences.Check(value);
        }

        Position = start + length + 1;
        return start;
    }

    private bool SkipSpace()
    {
        var start = Position;
        while (Position < _input.Length && XmlCharacters.IsSpace(_input[Position]))
            Position++;

        return Position > start;
    }

    private void Expect(byte character)
    {
        if (Peek(0) != character)
            throw IllFormedXmlException.NotWellFormed($"'{(char)character}' expected");

        Position++;
    }

    private readonly byte Peek(int ahead) => Position + ahead < _input.Length
        ? _input[Position + ahead]
        : throw IllFormedXmlException.NotWellFormed("the element is not closed");
}
