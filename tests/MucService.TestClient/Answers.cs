using System.Xml.Linq;

namespace MucService.TestClient;

/// <summary>What a client answers by itself: pings, and questions about what it can do.</summary>
internal static class Answers
{
    /// <returns>The answer; <see langword="null"/> where none is due.</returns>
    public static XElement? To(XElement stanza, Capabilities capabilities)
    {
        if (stanza.Name != Names.Client + "iq" || (string?)stanza.Attribute("type") is not ("get" or "set"))
            return null;
        if ((string?)stanza.Attribute("type") == "get" && stanza.Element(Names.Ping + "ping") is not null)
            return Answer(stanza, "result", null);
        if ((string?)stanza.Attribute("type") == "get" && stanza.Element(Names.DiscoInfo + "query") is { } query)
            return Answer(stanza, "result", capabilities.InDiscoInfo((string?)query.Attribute("node")));

        return Answer(stanza, "error", new XElement(
            Names.Client + "error",
            new XAttribute("type", "cancel"),
            new XElement(Names.Stanzas + "service-unavailable")));
    }

    private static XElement Answer(XElement request, string type, XElement? payload) =>
        new(Names.Client + "iq",
            new XAttribute("type", type),
            new XAttribute("id", (string?)request.Attribute("id") ?? string.Empty),
            request.Attribute("from") is { } from ? new XAttribute("to", from.Value) : null,
            payload);
}
