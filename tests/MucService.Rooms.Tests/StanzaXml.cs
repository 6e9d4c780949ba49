using System.Text;
using System.Xml.Linq;
using MucService.Wire;
using MucService.Xmpp;

namespace MucService.Rooms.Tests;

/// <summary>Stanzas from and to XML, through the real parser and renderer. What has no namespace is in the component's.</summary>
internal static class StanzaXml
{
    /// <summary>The elements of an example, in order.</summary>
    public static IEnumerable<XElement> Elements(string xml) =>
        XElement.Parse($"<stream xmlns='{Namespaces.Component}'>{xml}</stream>").Elements();

    /// <summary>The one stanza that an example shows.</summary>
    public static Stanza Parse(string xml) => Parse(Elements(xml).Single());

    public static Stanza Parse(XElement stanza) =>
        StanzaParser.ParseStanza(Encoding.UTF8.GetBytes(stanza.ToString(SaveOptions.DisableFormatting)));

    public static XElement Render(Stanza stanza) => Elements(Encoding.UTF8.GetString(StanzaRenderer.RenderToBytes(stanza))).Single();

    public static XElement Render(Payload payload) => Elements(Encoding.UTF8.GetString(StanzaRenderer.RenderToBytes(payload))).Single();

    /// <summary>XML as it is compared: attributes and status codes sorted, declarations and insignificant whitespace gone.</summary>
    public static string Canonical(XElement element)
    {
        var children = element.Elements().Select(Canonical).ToList();
        if (element.Elements().All(child => child.Name.LocalName is "item" or "status" or "destroy" or "feature"))
            children.Sort(StringComparer.Ordinal);

        var attributes = element.Attributes()
            .Where(attribute => !attribute.IsNamespaceDeclaration)
            .OrderBy(attribute => attribute.Name.ToString(), StringComparer.Ordinal)
            .Select(attribute => $" {attribute.Name}='{attribute.Value}'");
        var content = children.Count > 0 ? Indented(children) : $" {element.Value.Trim()}";
        return $"{element.Name}{string.Concat(attributes)}{content}";
    }

    private static string Indented(IEnumerable<string> children) =>
        string.Concat(children.Select(child => "\n" + child)).Replace("\n", "\n  ", StringComparison.Ordinal);
}
