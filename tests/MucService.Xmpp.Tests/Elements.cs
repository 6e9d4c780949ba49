using System.Xml.Linq;

namespace MucService.Xmpp.Tests;

/// <summary>Elements from and to text, by the framework's XML, so that tests can quote the XEPs.</summary>
internal static class Elements
{
    public static Element Parse(string xml) => From(XElement.Parse(xml));

    public static string Text(Element element) => To(element).ToString(SaveOptions.DisableFormatting);

    public static string Canonical(string xml) => Text(Parse(xml));

    private static Element From(XElement xml)
    {
        var element = new Element(xml.Name.LocalName, xml.Name.NamespaceName)
            .WithText(string.Concat(xml.Nodes().OfType<XText>().Select(text => text.Value)).Trim());
        foreach (var attribute in xml.Attributes().Where(attribute => !attribute.IsNamespaceDeclaration))
            element = element.With(attribute.Name.Namespace == XNamespace.Xml ? "xml:" + attribute.Name.LocalName : attribute.Name.LocalName, attribute.Value);

        return element.With(xml.Elements().Select(From));
    }

    private static XElement To(Element element)
    {
        var xml = new XElement(XName.Get(element.Name.Local, element.Name.Namespace));
        foreach (var (name, value) in element.Attributes.OrderBy(attribute => attribute.Name, StringComparer.Ordinal))
            xml.SetAttributeValue(name.StartsWith("xml:", StringComparison.Ordinal) ? XNamespace.Xml + name[4..] : XName.Get(name), value);
        if (element.Text.Length > 0)
            xml.Add(element.Text);

        xml.Add(element.Children.Select(To));
        return xml;
    }
}
