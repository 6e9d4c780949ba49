using System.Collections.Immutable;
using System.Text;
using MucService.Rooms.Protection;
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

    /// <summary>Refuses what is larger than the operator allows, in words that name the bound.</summary>
    public static Refusal TooLarge(string text) => Refusal.Of(RefusalReason.Size, ErrorCondition.PolicyViolation, text);

    /// <summary>Why a message is too large for this service, or null.</summary>
    public static Refusal? TooLarge(RoomState room, Stanza message) => Of(message.Payloads) > room.Settings.MaxMessageBytes
        ? TooLarge($"A message may have at most {room.Settings.MaxMessageBytes} bytes.")
        : null;

    /// <summary>Why a presence is too large for a room to keep for each of its sessions, or null.</summary>
    public static Refusal? TooLargePresence(RoomState room, Stanza presence)
    {
        if (Of(presence.Payloads) > room.Settings.MaxPresenceBytes)
            return TooLarge($"A presence may have at most {room.Settings.MaxPresenceBytes} bytes.");

        foreach (var payload in presence.Payloads)
        {
            if (payload.Is("status", Namespaces.Component) && payload.Bytes.Length > room.Settings.MaxStatusBytes)
                return TooLarge($"The status of a presence may have at most {room.Settings.MaxStatusBytes} bytes.");
        }

        return null;
    }

    /// <summary>Why the reason that somebody gives for something is too long, or null.</summary>
    public static Refusal? TooLongReason(RoomState room, string? reason) => TooLong(reason, room.Settings.MaxReasonBytes)
        ? TooLarge($"A reason may have at most {room.Settings.MaxReasonBytes} bytes.")
        : null;

    /// <summary>True if a text has more than so many bytes in UTF-8.</summary>
    public static bool TooLong(string? text, int bytes) => text is not null && Encoding.UTF8.GetByteCount(text) > bytes;

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
