using System.Buffers;

namespace MucService.Wire;

/// <summary>
/// Finds where the next child of the stream ends, however its bytes are cut: it goes on where it stopped, so no byte is looked at
/// twice, and it keeps a few numbers instead of bytes. What it lets pass is not yet well-formed; but its tags are balanced, so that a
/// missing end tag is noticed by the next one instead of swallowing the rest of the stream.
/// </summary>
/// <param name="maxDepth">How deep it tells names apart; below, it only counts.</param>
internal sealed class StanzaBoundary(int maxDepth)
{
    private const ulong NamePrime = 0x100000001B3;

    private static readonly SearchValues<byte> EndsPlainTag = SearchValues.Create("<>'\""u8);

    // Of the name of each open element a hash: enough to find the boundary, since the tokenizer will compare the names themselves.
    private readonly ulong[] _open = new ulong[maxDepth];

    private Place _place;
    private ulong _name;
    private byte _quote;
    private bool _afterSlash;
    private int _matched;
    private int _attributesOfTag;
    private int _depth;

    private enum Place
    {
        Text,
        Opening,
        StartName,
        StartTag,
        Value,
        EndName,
        EndTag,
        CDataOpening,
        CData,
    }

    /// <summary>Bytes looked at since the child began.</summary>
    public long Length { get; private set; }

    /// <summary>How long the child's own start tag is; 0 as long as it is incomplete.</summary>
    public int HeadLength { get; private set; }

    /// <summary>How deep its elements nest.</summary>
    public int Depth { get; private set; }

    /// <summary>How many attributes its elements have at most.</summary>
    public int Attributes { get; private set; }

    /// <summary>True once the end tag of the stream came instead of a child.</summary>
    public bool IsStreamEnd { get; private set; }

    /// <summary>Begins with the next child.</summary>
    public void Reset()
    {
        _place = Place.Text;
        _depth = 0;
        (Length, HeadLength, Depth, Attributes, IsStreamEnd) = (0, 0, 0, 0, false);
    }

    /// <summary>Looks at what comes next. True if the child ends in it: then <see cref="Length"/> is its whole length.</summary>
    /// <exception cref="IllFormedXmlException">No child can begin or go on like this.</exception>
    public bool Find(ReadOnlySpan<byte> next)
    {
        var rest = next;
        while (!rest.IsEmpty)
        {
            var step = Step(rest, out var ended);
            Length += step;
            if (ended)
                return true;

            if (HeadLength == 0 && _depth == 1 && _place == Place.Text)
                HeadLength = (int)Length;
            rest = rest[step..];
        }

        return false;
    }

    private int Step(ReadOnlySpan<byte> rest, out bool ended)
    {
        ended = false;
        return _place switch
        {
            Place.Text => StepText(rest),
            Place.Opening => StepOpening(rest[0]),
            Place.StartName or Place.EndName => StepName(rest),
            Place.StartTag => StepStartTag(rest, out ended),
            Place.Value => StepValue(rest),
            Place.EndTag => StepEndTag(rest, out ended),
            Place.CDataOpening => StepCDataOpening(rest[0]),
            Place.CData => StepCData(rest),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private int StepText(ReadOnlySpan<byte> rest)
    {
        var tag = rest.IndexOf((byte)'<');
        if (_depth == 0 && tag != 0)
            throw IllFormedXmlException.NotWellFormed("text between stanzas");
        if (tag < 0)
            return rest.Length;

        _place = Place.Opening;
        return tag + 1;
    }

    private int StepOpening(byte character)
    {
        _place = character switch
        {
            (byte)'/' => Place.EndName,
            (byte)'!' when _depth > 0 => Place.CDataOpening,
            (byte)'!' or (byte)'?' => throw IllFormedXmlException.Restricted("a comment, a processing instruction or a DTD"),
            (byte)'<' or (byte)'>' => throw IllFormedXmlException.NotWellFormed("a tag without a name"),
            _ => Place.StartName,
        };
        (_name, _matched, _attributesOfTag, _afterSlash) = (0, 0, 0, false);
        if (_place != Place.StartName)
            return 1;

        Depth = Math.Max(Depth, ++_depth);
        return 0;
    }

    private int StepName(ReadOnlySpan<byte> rest)
    {
        var length = 0;
        while (length < rest.Length && !EndsName(rest[length]))
            _name = (_name ^ rest[length++]) * NamePrime;
        if (length == rest.Length)
            return length;

        var isStart = _place == Place.StartName;
        _place = isStart ? Place.StartTag : Place.EndTag;
        if (_depth == 0 || _depth > maxDepth)
            return length;
        if (isStart)
            _open[_depth - 1] = _name;
        else if (_open[_depth - 1] != _name)
            throw IllFormedXmlException.NotWellFormed("the end tag of another element");

        return length;
    }

    private static bool EndsName(byte character) =>
        XmlCharacters.IsSpace(character) || character is (byte)'>' or (byte)'/' or (byte)'<' or (byte)'\'' or (byte)'"';

    private int StepStartTag(ReadOnlySpan<byte> rest, out bool ended)
    {
        ended = false;
        var at = rest.IndexOfAny(EndsPlainTag);
        if (at != 0)
            _afterSlash = rest[(at < 0 ? rest.Length : at) - 1] == '/';
        if (at < 0)
            return rest.Length;

        switch (rest[at])
        {
            case (byte)'>':
                _place = Place.Text;
                if (_afterSlash)
                    ended = --_depth == 0;
                if (ended)
                    HeadLength = (int)Length + at + 1;
                break;
            case (byte)'<':
                throw IllFormedXmlException.NotWellFormed("'<' in a tag");
            default:
                _quote = rest[at];
                _place = Place.Value;
                break;
        }

        return at + 1;
    }

    private int StepValue(ReadOnlySpan<byte> rest)
    {
        var at = rest.IndexOfAny(_quote, (byte)'<');
        if (at < 0)
            return rest.Length;
        if (rest[at] == '<')
            throw IllFormedXmlException.NotWellFormed("'<' in an attribute value");

        _place = Place.StartTag;
        _afterSlash = false;
        Attributes = Math.Max(Attributes, ++_attributesOfTag);
        return at + 1;
    }

    private int StepEndTag(ReadOnlySpan<byte> rest, out bool ended)
    {
        ended = false;
        var at = rest.IndexOfAny((byte)'>', (byte)'<');
        if (at < 0)
            return rest.Length;
        if (rest[at] == '<')
            throw IllFormedXmlException.NotWellFormed("'<' in a tag");

        _place = Place.Text;
        IsStreamEnd = _depth == 0;
        ended = IsStreamEnd || --_depth == 0;
        return at + 1;
    }

    private int StepCDataOpening(byte character)
    {
        var opening = "[CDATA["u8;
        if (character != opening[_matched])
            throw IllFormedXmlException.Restricted("a comment or a DTD");
        if (++_matched == opening.Length)
            (_place, _matched) = (Place.CData, 0);
        return 1;
    }

    // _matched counts the brackets seen in a row, two at most.
    private int StepCData(ReadOnlySpan<byte> rest)
    {
        if (_matched == 0)
        {
            var bracket = rest.IndexOf((byte)']');
            if (bracket < 0)
                return rest.Length;
            _matched = 1;
            return bracket + 1;
        }

        if (_matched == 2 && rest[0] == '>')
            _place = Place.Text;
        _matched = rest[0] == ']' ? 2 : 0;
        return 1;
    }
}
