using MucService.Xmpp;

namespace MucService.Wire;

/// <summary>Makes bytes of elements, declaring a namespace only where it differs from the parent's.</summary>
internal static class ElementRenderer
{
    /// <summary>Writes an element that stands where <paramref name="defaultNamespace"/> is in force.</summary>
    /// <exception cref="ArgumentException">A name is none in XML: names are never made of what somebody sent.</exception>
    public static void Write(ref XmlOutput xml, Element element, string defaultNamespace)
    {
        var name = element.Name.Local;
        RefuseUnlessName(name);
        xml.Write("<"u8);
        xml.WriteVerbatim(name);
        if (element.Name.Namespace != defaultNamespace)
            xml.WriteAttribute("xmlns"u8, element.Name.Namespace);
        WriteAttributes(ref xml, element);

        if (element.Children.IsEmpty && element.Text.Length == 0)
        {
            xml.Write("/>"u8);
            return;
        }

        xml.Write(">"u8);
        XmlEscaping.Write(ref xml, element.Text, inAttribute: false);
        foreach (var child in element.Children)
            Write(ref xml, child, element.Name.Namespace);
        xml.Write("</"u8);
        xml.WriteVerbatim(name);
        xml.Write(">"u8);
    }

    private static void WriteAttributes(ref XmlOutput xml, Element element)
    {
        foreach (var (name, value) in element.Attributes)
        {
            RefuseUnlessName(name.StartsWith("xml:", StringComparison.Ordinal) ? name[4..] : name);
            xml.Write(" "u8);
            xml.WriteVerbatim(name);
            xml.Write("='"u8);
            XmlEscaping.Write(ref xml, value, inAttribute: true);
            xml.Write("'"u8);
        }
    }

    private static void RefuseUnlessName(string name)
    {
        if (!XmlCharacters.IsLocalName(name))
            throw new ArgumentException($"'{name}' is no name in XML", nameof(name));
    }
}
