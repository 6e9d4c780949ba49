using System.Text;
using MucService.Wire;
using MucService.Xmpp;

namespace MucService.Rooms.Tests.RandomWalk;

/// <summary>The room as one session sees it: made of nothing but the stanzas that it received, as they come off the wire.</summary>
internal sealed class View
{
    /// <summary>What is left of a message that was taken back, and what takes one back.</summary>
    public const string TakenBack = "taken back", TakesBack = "takes back";

    /// <summary>What is known of each nick.</summary>
    public SortedDictionary<string, (string Affiliation, string Role, string? Jid, string Show, string Hats)> Seen { get; } = new(StringComparer.Ordinal);

    /// <summary>The hash of the room's picture, or nothing.</summary>
    public string Picture { get; private set; } = "";

    public KnownLists Lists { get; } = new();

    public bool IsIn { get; private set; }

    public string Subject { get; private set; } = "";

    /// <summary>The history that it was sent on entering last.</summary>
    public List<string> History { get; } = [];

    /// <summary>What a stanza that the room sends is to its recipient.</summary>
    public static Stanza OffTheWire(Stanza stanza) => StanzaParser.ParseStanza(StanzaRenderer.RenderToBytes(stanza));

    /// <summary>Takes in one stanza.</summary>
    public void Follow(Stanza stanza)
    {
        Lists.Follow(stanza);
        if (stanza is { Kind: StanzaKind.Presence, From.Resource: null, Type: StanzaType.Available })
            Picture = StanzaXml.Render(stanza).Value;
        else if (stanza.Kind == StanzaKind.Presence && stanza.Type != StanzaType.Error)
            FollowPresence(stanza);
        else if (stanza is { Kind: StanzaKind.Message, Type: StanzaType.Groupchat })
            FollowMessage(stanza);
    }

    /// <summary>The text of a child that the service does not interpret.</summary>
    public static string? Text(Stanza stanza, string local) => stanza.Payload(local, Namespaces.Component) is { } payload
        ? StanzaXml.Elements(Encoding.UTF8.GetString(StanzaRenderer.RenderToBytes(payload))).Single().Value
        : null;

    /// <summary>The status codes of a presence.</summary>
    public static IEnumerable<string?> Codes(Stanza stanza) =>
        stanza.Child("x", Namespaces.MucUser)?.Children.Where(child => child.Name.Local == "status").Select(status => status["code"]) ?? [];

    private void FollowPresence(Stanza presence)
    {
        var nick = presence.From!.Resource!;
        var codes = Codes(presence).ToList();
        if (presence.Type == StanzaType.Available)
        {
            var item = presence.Child("x", Namespaces.MucUser)!.Child("item")!;
            var jid = item["jid"] ?? (Seen.TryGetValue(nick, out var known) ? known.Jid : null);
            Seen[nick] = (item["affiliation"]!, item["role"]!, jid, Text(presence, "show") ?? "", HatsIn(presence));
            IsIn |= codes.Contains("110");
            return;
        }

        Seen.Remove(nick);
        if (!codes.Contains("110") || codes.Contains("303"))
            return;

        IsIn = false;
        Picture = "";
        Seen.Clear();
    }

    private void FollowMessage(Stanza message)
    {
        if (Text(message, "subject") is { } subject && Text(message, "body") is null)
            Subject = subject;
        else if (message.Payload("delay", Namespaces.Delay) is not null)
            History.Add(Text(message, "body") ?? (message.Payload("retracted", Namespaces.Retraction) is null ? TakesBack : TakenBack));
    }

    private static string HatsIn(Stanza presence) => string.Join(", ", StanzaXml.Render(presence).Descendants()
        .Where(element => element.Name.LocalName == "hat")
        .Select(hat => hat.Attribute("title")!.Value)
        .Order(StringComparer.Ordinal));
}
