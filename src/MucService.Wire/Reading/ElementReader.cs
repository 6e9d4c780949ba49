using System.Collections.Immutable;
using System.Text;
using MucService.Xmpp;

namespace MucService.Wire;

/// <summary>Reads or skips one element after another with their namespaces; the part of parsing that knows nothing of stanzas.</summary>
internal sealed class ElementReader(int maxDepth)
{
    private const int LongestCachedName = 128;

    private readonly Utf8Cache<string> _strings = new(1024, LongestCachedName);

    /// <summary>The declarations in force.</summary>
    public NamespaceScopes Scopes { get; } = new();

    /// <summary>Enters the element whose start tag was just read, and gives its namespace.</summary>
    /// <exception cref="IllFormedXmlException">A name or prefix is not what namespaces allow, an attribute stands twice, or it is too deep.</exception>
    public string Open(scoped ref XmlTokenizer tokens)
    {
        Scopes.Enter();
        if (Scopes.Depth > maxDepth)
            throw new IllFormedXmlException(XmlFault.PolicyViolation, "nested too deeply");

        foreach (ref readonly var attribute in tokens.Attributes)
        {
            if (IsDeclaration(ref tokens, attribute))
                Declare(ref tokens, attribute);
        }

        RefuseRepeated(ref tokens);
        if (tokens.Prefix.SequenceEqual("xmlns"u8))
            throw IllFormedXmlException.NotWellFormed("a reserved prefix");

        return Scopes.Resolve(tokens.Prefix);
    }

    /// <summary>The name of the element just opened.</summary>
    public XmlName NameOf(scoped ref XmlTokenizer tokens, string @namespace) => Interpreted.NameOf(Cached(tokens.LocalName), @namespace);

    /// <summary>Skips, but checks, what is in an element that was opened, and its end.</summary>
    public void SkipContent(scoped ref XmlTokenizer tokens)
    {
        if (!tokens.IsEmpty)
        {
            var name = tokens.Name;
            while (NextInside(ref tokens, name))
            {
                if (tokens.Kind != XmlTokenKind.StartTag)
                    continue;

                Open(ref tokens);
                SkipContent(ref tokens);
            }
        }

        Scopes.Leave();
    }

    /// <summary>Reads what is in an element that was opened, and its end.</summary>
    public Element ReadContent(scoped ref XmlTokenizer tokens, XmlName elementName)
    {
        var attributes = ReadAttributes(ref tokens);
        ImmutableArray<Element>.Builder? children = null;
        var text = default(TextBuilder);
        if (!tokens.IsEmpty)
        {
            var name = tokens.Name;
            while (NextInside(ref tokens, name))
            {
                if (tokens.Kind == XmlTokenKind.StartTag)
                    (children ??= ImmutableArray.CreateBuilder<Element>()).Add(ReadContent(ref tokens, NameOf(ref tokens, Open(ref tokens))));
                else
                    text.Add(tokens.Kind == XmlTokenKind.Text ? XmlReferences.Text(tokens.RawText) : XmlReferences.CData(tokens.RawText));
            }
        }

        Scopes.Leave();
        return new Element(elementName, attributes, children?.DrainToImmutable() ?? [], text.ToString());
    }

    /// <summary>Reads the next token inside an element. False if it was the element's end tag.</summary>
    /// <exception cref="IllFormedXmlException">The input ends, or another element's end tag comes.</exception>
    public static bool NextInside(scoped ref XmlTokenizer tokens, scoped ReadOnlySpan<byte> element)
    {
        if (!tokens.Read())
            throw IllFormedXmlException.NotWellFormed("the element is not closed");
        if (tokens.Kind != XmlTokenKind.EndTag)
            return true;
        if (!tokens.Name.SequenceEqual(element))
            throw IllFormedXmlException.NotWellFormed("the end tag of another element");

        return false;
    }

    // Attributes of other namespaces mean nothing to a service that does not know them, and their prefix would dangle.
    private ImmutableArray<XmlAttribute> ReadAttributes(scoped ref XmlTokenizer tokens)
    {
        if (tokens.Attributes.IsEmpty)
            return [];

        var kept = ImmutableArray.CreateBuilder<XmlAttribute>(tokens.Attributes.Length);
        foreach (ref readonly var attribute in tokens.Attributes)
        {
            var isOwn = attribute.PrefixLength == 0 || tokens.PrefixOf(attribute).SequenceEqual("xml"u8);
            if (isOwn && !IsDeclaration(ref tokens, attribute))
                kept.Add(new XmlAttribute(Cached(tokens.NameOf(attribute)), XmlReferences.AttributeValue(tokens.RawValueOf(attribute))));
        }

        return kept.DrainToImmutable();
    }

    private static bool IsDeclaration(scoped ref XmlTokenizer tokens, in AttributeRange attribute) =>
        attribute.PrefixLength == 0
            ? tokens.NameOf(attribute).SequenceEqual("xmlns"u8)
            : tokens.PrefixOf(attribute).SequenceEqual("xmlns"u8);

    private void Declare(scoped ref XmlTokenizer tokens, in AttributeRange attribute)
    {
        var raw = tokens.RawValueOf(attribute);
        var @namespace = raw.ContainsAny("&\r\n\t"u8) ? XmlReferences.AttributeValue(raw) : Cached(raw);
        Scopes.Declare(attribute.PrefixLength == 0 ? [] : tokens.LocalNameOf(attribute), @namespace);
    }

    // The bound on attributes keeps the comparison of each with each small.
    private void RefuseRepeated(scoped ref XmlTokenizer tokens)
    {
        var attributes = tokens.Attributes;
        for (var i = 0; i < attributes.Length; i++)
        {
            ref readonly var one = ref attributes[i];
            var foreign = one.PrefixLength > 0 && !IsDeclaration(ref tokens, one) ? Scopes.Resolve(tokens.PrefixOf(one)) : null;
            for (var j = 0; j < i; j++)
            {
                ref readonly var other = ref attributes[j];
                if (tokens.NameOf(one).SequenceEqual(tokens.NameOf(other)) || (foreign is not null && SameExpandedName(ref tokens, one, other, foreign)))
                    throw IllFormedXmlException.NotWellFormed("an attribute that stands twice");
            }
        }
    }

    private bool SameExpandedName(scoped ref XmlTokenizer tokens, in AttributeRange one, in AttributeRange other, string @namespace) =>
        other.PrefixLength > 0
        && tokens.LocalNameOf(one).SequenceEqual(tokens.LocalNameOf(other))
        && !IsDeclaration(ref tokens, other)
        && Scopes.Resolve(tokens.PrefixOf(other)) == @namespace;

    private string Cached(ReadOnlySpan<byte> utf8)
    {
        if (_strings.TryGet(utf8, out var known))
            return known;

        var made = Encoding.UTF8.GetString(utf8);
        _strings.Put(utf8, made);
        return made;
    }

    // Nearly all text is in one piece; only the second makes a builder.
    private struct TextBuilder
    {
        private string? _first;
        private StringBuilder? _all;

        public void Add(string piece)
        {
            if (_first is null)
                _first = piece;
            else
                (_all ??= new StringBuilder(_first)).Append(piece);
        }

        public override readonly string ToString() => _all?.ToString() ?? _first ?? "";
    }
}
