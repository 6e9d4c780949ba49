using System.Xml.Linq;

namespace MucService.Conformance;

/// <summary>
/// Whether a stanza is the one that a script expects, by Scansion's rules. Elements of <c>jabber:client</c> are compared leniently: the expected
/// attributes and children must be there, in whatever order, and more may be. Others strictly: these attributes and no others, these
/// children and no others, in this order. <c>scansion:strict</c> on an expected element says otherwise for that element, and the value
/// <c>{scansion:any}</c> stands for any. One thing is left out: the words of an error, and their language, which RFC 6120 section 8.3.2 leaves to
/// whoever says it; that there are some is asked for.
/// </summary>
internal static class Expectation
{
    /// <summary>The namespace that the prefix <c>scansion</c> stands for here; scripts do not declare it.</summary>
    public static readonly XNamespace Scansion = "urn:x-mucservice:scansion";

    private const string Any = "{scansion:any}";

    /// <summary>What is expected and is not so; null where the stanza is the one.</summary>
    public static string? Unmet(XElement expected, XElement received)
    {
        if (expected.Name != received.Name)
            return $"expected <{Short(expected)}>, received <{Short(received)}>";

        if (expected.Name == TestClient.Names.Stanzas + "text")
            return received.Value.Length > 0 ? null : "<text>: no words";

        return UnmetAttribute(expected, received) ?? UnmetText(expected, received) ?? (IsStrict(expected) ? UnmetInOrder(expected, received) : UnmetChild(expected, received));
    }

    private static bool IsStrict(XElement expected) => (string?)expected.Attribute(Scansion + "strict") switch
    {
        { } said => said == "true",
        null => expected.Name.Namespace != TestClient.Names.Client,
    };

    private static string? UnmetAttribute(XElement expected, XElement received)
    {
        foreach (var attribute in Attributes(expected))
        {
            var actual = (string?)received.Attribute(attribute.Name);
            if (actual is null || (attribute.Value != Any && attribute.Value != actual))
                return $"<{expected.Name.LocalName}>: expected {attribute.Name.LocalName}='{attribute.Value}', received {(actual is null ? "none" : $"'{actual}'")}";
        }

        return IsStrict(expected) && Attributes(received).FirstOrDefault(attribute => expected.Attribute(attribute.Name) is null) is { } more
            ? $"<{expected.Name.LocalName}>: received {more.Name.LocalName}='{more.Value}', which is not expected"
            : null;
    }

    private static string? UnmetText(XElement expected, XElement received)
    {
        var (text, actual) = (TextOf(expected), TextOf(received));
        return text == Any || text == actual || (text.Length == 0 && !IsStrict(expected))
            ? null
            : $"<{expected.Name.LocalName}>: expected the text '{text}', received '{actual}'";
    }

    private static string? UnmetInOrder(XElement expected, XElement received)
    {
        var (wanted, actual) = (expected.Elements().ToList(), received.Elements().ToList());
        for (var i = 0; i < wanted.Count; i++)
        {
            if (i == actual.Count)
                return $"<{expected.Name.LocalName}>: <{Short(wanted[i])}> is missing";
            if (Unmet(wanted[i], actual[i]) is { } why)
                return why;
        }

        return actual.Count > wanted.Count ? $"<{expected.Name.LocalName}>: received <{Short(actual[wanted.Count])}>, which is not expected" : null;
    }

    private static string? UnmetChild(XElement expected, XElement received)
    {
        var left = received.Elements().ToList();
        foreach (var wanted in expected.Elements())
        {
            if (left.Find(actual => Unmet(wanted, actual) is null) is { } found)
            {
                left.Remove(found);
                continue;
            }

            // Of several that are not the one, what is wrong with the likeliest is told.
            return left.Find(actual => actual.Name == wanted.Name) is { } near ? Unmet(wanted, near) : $"<{expected.Name.LocalName}>: <{Short(wanted)}> is missing";
        }

        return null;
    }

    private static IEnumerable<XAttribute> Attributes(XElement element) =>
        element.Attributes().Where(attribute => !attribute.IsNamespaceDeclaration && attribute.Name.Namespace != Scansion);

    private static string TextOf(XElement element) => string.Concat(element.Nodes().OfType<XText>().Select(text => text.Value)).Trim();

    private static string Short(XElement element) => string.Join(
        ' ', [element.Name.LocalName, .. Attributes(element).Select(attribute => $"{attribute.Name.LocalName}='{attribute.Value}'")]);
}
