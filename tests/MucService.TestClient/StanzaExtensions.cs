using System.Xml.Linq;

namespace MucService.TestClient;

/// <summary>Questions that every test asks of a stanza.</summary>
public static class StanzaExtensions
{
    /// <summary>Whether this is presence; with a sender, presence from that one only.</summary>
    public static bool IsPresence(this XElement stanza, string? from = null, string? type = null) =>
        stanza.Is("presence", from) && (string?)stanza.Attribute("type") == type;

    /// <summary>Whether this is a groupchat message with a body, of an occupant if one is given.</summary>
    public static bool IsGroupchat(this XElement stanza, string body, string? from = null) =>
        stanza.Is("message", from) && (string?)stanza.Attribute("type") == "groupchat" && stanza.Body() == body;

    /// <summary>Whether this is an error with a condition.</summary>
    public static bool IsError(this XElement stanza, string condition) =>
        (string?)stanza.Attribute("type") == "error"
        && stanza.Elements().Any(child => child.Name.LocalName == "error" && child.Element(Names.Stanzas + condition) is not null);

    /// <summary>Whether this is a stanza of a kind; with a sender, from that one only.</summary>
    public static bool Is(this XElement stanza, string kind, string? from = null) =>
        stanza.Name == Names.Client + kind && (from is null || (string?)stanza.Attribute("from") == from);

    /// <summary>The body of a message.</summary>
    public static string? Body(this XElement stanza) => stanza.Element(Names.Client + "body")?.Value;

    /// <summary>The MUC status codes, in order.</summary>
    public static IReadOnlyList<string> StatusCodes(this XElement stanza) =>
        [.. stanza.Elements(Names.MucUser + "x").Elements(Names.MucUser + "status").Select(status => (string?)status.Attribute("code") ?? "")];

    /// <summary>The state annotation, if there is one. XEP-0310 #mucoccupant.</summary>
    public static XElement? Annotation(this XElement stanza) => stanza.Element(Names.Psa + "state-annotation");

    /// <summary>Whether presence is annotated as of an occupant whose server is unavailable.</summary>
    public static bool IsAnnotatedUnavailable(this XElement stanza) =>
        stanza.Annotation()?.Element(Names.Psa + "server-unavailable") is not null;

    /// <summary>Whether presence carries the empty annotation that lifts another.</summary>
    public static bool IsAnnotatedEmpty(this XElement stanza) => stanza.Annotation() is { HasElements: false };
}
