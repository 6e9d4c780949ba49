using System.Collections.Immutable;
using System.Text;
using MucService.Xmpp;

namespace MucService.Rooms;

/// <summary>How large stanzas are: what a room keeps is bounded, and history can be asked for by characters. XEP-0045 #enter-managehistory.</summary>
internal static class Sizes
{
    /// <summary>The bytes of children that came from the wire; what the room made of itself is small and not counted.</summary>
    public static int Of(ImmutableArray<Payload> payloads)
    {
        var bytes = 0;
        foreach (var payload in payloads)
            bytes += payload.Bytes.Length;

        return bytes;
    }

    /// <summary>Why a message is too large for this service, or null.</summary>
    public static StanzaError? TooLarge(RoomState room, Stanza message) => Of(message.Payloads) > room.Settings.MaxMessageBytes
        ? StanzaError.Of(ErrorCondition.PolicyViolation, $"A message may have at most {room.Settings.MaxMessageBytes} bytes.")
        : null;

    /// <summary>True if two presences or messages have the same children, byte for byte.</summary>
    public static bool AreSame(ImmutableArray<Payload> some, ImmutableArray<Payload> others)
    {
        if (some.Length != others.Length)
            return false;

        for (var i = 0; i < some.Length; i++)
        {
            if (some[i].Name != others[i].Name || !some[i].Bytes.Span.SequenceEqual(others[i].Bytes.Span))
                return false;
        }

        return true;
    }

    /// <summary>The characters of a complete message as it stands on the wire.</summary>
    public static int Characters(Stanza message)
    {
        var characters = "<message type='groupchat'></message>".Length
            + Attribute("from", message.From?.ToString())
            + Attribute("to", message.To?.ToString())
            + Attribute("id", message.Id)
            + Attribute("xml:lang", message.Lang);
        foreach (var payload in message.Payloads)
            characters += payload.Bytes.IsEmpty ? Characters(payload.Element!, outer: Namespaces.Component) : Encoding.UTF8.GetCharCount(payload.Bytes.Span);

        return characters;
    }

    private static int Characters(Element element, string outer)
    {
        var characters = element.Name.Local.Length + "<>".Length
            + (element.Name.Namespace == outer ? 0 : Attribute("xmlns", element.Name.Namespace));
        foreach (var (name, value) in element.Attributes)
            characters += Attribute(name, value);
        if (element.Text.Length == 0 && element.Children.IsEmpty)
            return characters + "/".Length;

        foreach (var child in element.Children)
            characters += Characters(child, element.Name.Namespace);

        return characters + Escaped(element.Text) + element.Name.Local.Length + "</>".Length;
    }

    private static int Attribute(string name, string? value) => value is null ? 0 : name.Length + " =''".Length + Escaped(value);

    private static int Escaped(string text)
    {
        var characters = 0;
        foreach (var character in text)
        {
            characters += character switch
            {
                '<' or '>' => "&lt;".Length,
                '&' => "&amp;".Length,
                '\'' or '"' => "&apos;".Length,
                _ => 1,
            };
        }

        return characters;
    }
}
