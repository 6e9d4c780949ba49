using System.Collections.Immutable;
using System.Text;
using System.Xml.Linq;
using MucService.Xmpp;

namespace MucService.Rooms.Tests;

/// <summary>Stanzas from and to XML, for tests. Stanzas without a namespace are read as in the component's.</summary>
internal static class StanzaXml
{
    private static readonly ImmutableDictionary<string, StanzaType> Types = new Dictionary<string, StanzaType>(StringComparer.Ordinal)
    {
        ["unavailable"] = StanzaType.Unavailable,
        ["error"] = StanzaType.Error,
        ["groupchat"] = StanzaType.Groupchat,
        ["chat"] = StanzaType.Chat,
        ["normal"] = StanzaType.Normal,
        ["headline"] = StanzaType.Headline,
        ["get"] = StanzaType.Get,
        ["set"] = StanzaType.Set,
        ["result"] = StanzaType.Result,
        ["probe"] = StanzaType.Probe,
        ["subscribe"] = StanzaType.Subscribe,
    }.ToImmutableDictionary();

    /// <summary>The stanzas of an example, in order.</summary>
    public static IEnumerable<XElement> Elements(string xml) =>
        XElement.Parse($"<stream xmlns='{Namespaces.Component}'>{xml}</stream>").Elements();

    public static Stanza Parse(string xml) => Parse(Elements(xml).Single());

    public static Stanza Parse(XElement stanza)
    {
        var kind = Enum.Parse<StanzaKind>(stanza.Name.LocalName, ignoreCase: true);
        var type = (string?)stanza.Attribute("type");
        return new Stanza
        {
            Kind = kind,
            Type = type is null ? kind == StanzaKind.Presence ? StanzaType.Available : StanzaType.Normal : Types.GetValueOrDefault(type),
            Id = (string?)stanza.Attribute("id"),
            From = (string?)stanza.Attribute("from") is { } from ? Jid.Parse(from) : null,
            To = (string?)stanza.Attribute("to") is { } to ? Jid.Parse(to) : null,
            Payloads = [.. stanza.Elements().Select(ToPayload)],
        };
    }

    public static XElement Render(Stanza stanza)
    {
        var type = stanza.Type is StanzaType.Available or StanzaType.Normal ? null : Types.Single(row => row.Value == stanza.Type).Key;
        XNamespace ns = Namespaces.Component;
        return new XElement(
            ns + stanza.Kind.ToString().ToLowerInvariant(),
            Attribute("from", stanza.From?.ToString()),
            Attribute("to", stanza.To?.ToString()),
            Attribute("id", stanza.Id),
            Attribute("type", type),
            stanza.Payloads.Select(Render));
    }

    public static XElement Render(Payload payload) => payload.Element is { } element && payload.Bytes.IsEmpty
        ? Render(element)
        : Elements(Encoding.UTF8.GetString(payload.Bytes.Span)).Single();

    /// <summary>
    /// XML as it is compared: attributes and status codes sorted, declarations and insignificant whitespace gone.
    /// </summary>
    public static string Canonical(XElement element)
    {
        var children = element.Elements().Select(Canonical).ToList();
        if (element.Elements().All(child => child.Name.LocalName is "item" or "status"))
            children.Sort(StringComparer.Ordinal);

        var attributes = element.Attributes()
            .Where(attribute => !attribute.IsNamespaceDeclaration)
            .OrderBy(attribute => attribute.Name.ToString(), StringComparer.Ordinal)
            .Select(attribute => $" {attribute.Name}='{attribute.Value}'");
        var content = children.Count > 0 ? string.Concat(children.Select(child => "\n" + child)).Replace("\n", "\n  ", StringComparison.Ordinal) : " " + element.Value;
        return $"{element.Name}{string.Concat(attributes)}{content}";
    }

    private static Payload ToPayload(XElement child) => Payload.Received(
        new XmlName(child.Name.LocalName, child.Name.NamespaceName),
        Encoding.UTF8.GetBytes(child.ToString(SaveOptions.DisableFormatting)),
        ToElement(child));

    private static Element ToElement(XElement element)
    {
        var made = new Element(element.Name.LocalName, element.Name.NamespaceName)
            .WithText(string.Concat(element.Nodes().OfType<XText>().Select(text => text.Value)));
        foreach (var attribute in element.Attributes().Where(attribute => !attribute.IsNamespaceDeclaration))
            made = made.With(attribute.Name.Namespace == XNamespace.Xml ? $"xml:{attribute.Name.LocalName}" : attribute.Name.LocalName, attribute.Value);

        return made.With(element.Elements().Select(ToElement));
    }

    private static XElement Render(Element element)
    {
        XNamespace ns = element.Name.Namespace;
        return new XElement(
            ns + element.Name.Local,
            element.Attributes.Select(attribute => attribute.Name.StartsWith("xml:", StringComparison.Ordinal)
                ? new XAttribute(XNamespace.Xml + attribute.Name[4..], attribute.Value)
                : new XAttribute(attribute.Name, attribute.Value)),
            element.Text,
            element.Children.Select(Render));
    }

    private static XAttribute? Attribute(string name, string? value) => value is null ? null : new XAttribute(name, value);
}
