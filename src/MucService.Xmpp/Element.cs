using System.Collections.Immutable;

namespace MucService.Xmpp;

/// <summary>The expanded name of an XML element.</summary>
/// <param name="Local">The name without a prefix.</param>
/// <param name="Namespace">The namespace it is in.</param>
public readonly record struct XmlName(string Local, string Namespace)
{
    /// <inheritdoc/>
    public override string ToString() => $"{{{Namespace}}}{Local}";
}

/// <summary>One attribute. Prefixed attributes keep their prefix in the name, as in <c>xml:lang</c>.</summary>
/// <param name="Name">The name as written.</param>
/// <param name="Value">The value, unescaped.</param>
public readonly record struct XmlAttribute(string Name, string Value);

/// <summary>An XML element that the service interprets or makes: immutable, small, never on the path of a broadcast.</summary>
public sealed class Element
{
    /// <summary>An empty element.</summary>
    public Element(string local, string @namespace)
        : this(new XmlName(local, @namespace), [], [], "")
    {
    }

    /// <summary>A whole element at once.</summary>
    public Element(XmlName name, ImmutableArray<XmlAttribute> attributes, ImmutableArray<Element> children, string text)
    {
        Name = name;
        Attributes = attributes;
        Children = children;
        Text = text;
    }

    /// <summary>The element's name.</summary>
    public XmlName Name { get; }

    /// <summary>Its attributes without namespace declarations, in order of writing.</summary>
    public ImmutableArray<XmlAttribute> Attributes { get; }

    /// <summary>Its child elements, in order.</summary>
    public ImmutableArray<Element> Children { get; }

    /// <summary>All its own character data, joined. Mixed content is not kept apart: no protocol here uses it.</summary>
    public string Text { get; }

    /// <summary>The value of an attribute, or null.</summary>
    public string? this[string attribute]
    {
        get
        {
            foreach (var (name, value) in Attributes)
            {
                if (name == attribute)
                    return value;
            }

            return null;
        }
    }

    /// <summary>True if the element has this name.</summary>
    public bool Is(string local, string @namespace) => Name.Local == local && Name.Namespace == @namespace;

    /// <summary>The first child of that name in this element's own namespace, or null.</summary>
    public Element? Child(string local) => Child(local, Name.Namespace);

    /// <summary>The first child of that name, or null.</summary>
    public Element? Child(string local, string @namespace)
    {
        foreach (var child in Children)
        {
            if (child.Is(local, @namespace))
                return child;
        }

        return null;
    }

    /// <summary>This element with one more attribute; with none if the value is null.</summary>
    public Element With(string attribute, string? value) =>
        value is null ? this : new Element(Name, Attributes.Add(new XmlAttribute(attribute, value)), Children, Text);

    /// <summary>This element with one more child; unchanged if it is null.</summary>
    public Element With(Element? child) =>
        child is null ? this : new Element(Name, Attributes, Children.Add(child), Text);

    /// <summary>This element with more children.</summary>
    public Element With(IEnumerable<Element> children) => new(Name, Attributes, Children.AddRange(children), Text);

    /// <summary>This element with that text.</summary>
    public Element WithText(string text) => new(Name, Attributes, Children, text);
}
