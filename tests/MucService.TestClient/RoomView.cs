using System.Xml.Linq;

namespace MucService.TestClient;

/// <summary>A message of a room as a client saw it.</summary>
/// <param name="Nick">Who said it; empty for the room itself.</param>
/// <param name="Body">What was said.</param>
/// <param name="StanzaId">The id that the room gave it. XEP-0359.</param>
/// <param name="Delayed">Whether it was history.</param>
public sealed record SeenMessage(string Nick, string Body, string? StanzaId, bool Delayed);

/// <summary>A room as one client sees it, reconstructed from what that client received.</summary>
public sealed class RoomView
{
    private readonly Dictionary<string, XElement> _occupants = new(StringComparer.Ordinal);
    private readonly List<SeenMessage> _messages = [];
    private readonly List<XElement> _removals = [];
    private int _entered;

    private RoomView()
    {
    }

    /// <summary>The last available presence of everyone who is in the room, by nick.</summary>
    public IReadOnlyDictionary<string, XElement> Occupants => _occupants;

    /// <summary>The messages with a body, in order, history first.</summary>
    public IReadOnlyList<SeenMessage> Messages => _messages;

    /// <summary>The messages since this client entered: those before a removal are not among them.</summary>
    public IReadOnlyList<SeenMessage> MessagesOfThisVisit => _messages[_entered..];

    /// <summary>The presences by which the room told this client that it is out.</summary>
    public IReadOnlyList<XElement> Removals => _removals;

    /// <summary>The subject; <see langword="null"/> as long as none was sent.</summary>
    public string? Subject { get; private set; }

    /// <summary>The nick that the room has given this client; <see langword="null"/> while it is not in the room.</summary>
    public string? OwnNick { get; private set; }

    /// <summary>The nicks that are shown with an annotation that is not empty.</summary>
    public IReadOnlyList<string> Annotated =>
        [.. _occupants.Where(pair => pair.Value.Annotation() is { HasElements: true }).Select(pair => pair.Key).Order(StringComparer.Ordinal)];

    /// <summary>The room after all that a client has received from it.</summary>
    public static RoomView Of(XmppClient client, string room)
    {
        var view = new RoomView();
        foreach (var received in client.Received.From(0))
        {
            if ((string?)received.Stanza.Attribute("from") is { } from && (from == room || from.StartsWith($"{room}/", StringComparison.Ordinal)))
                view.Follow(received.Stanza, from.Length > room.Length ? from[(room.Length + 1)..] : "");
        }

        return view;
    }

    private void Follow(XElement stanza, string nick)
    {
        if (stanza.Is("presence"))
            FollowPresence(stanza, nick);
        else if (stanza.Is("message") && (string?)stanza.Attribute("type") == "groupchat")
            FollowMessage(stanza, nick);
    }

    private void FollowPresence(XElement presence, string nick)
    {
        var isSelf = presence.StatusCodes().Contains("110");
        switch ((string?)presence.Attribute("type"))
        {
            case null:
                _occupants[nick] = presence;
                OwnNick = isSelf ? nick : OwnNick;
                break;
            case "unavailable" when isSelf && !presence.StatusCodes().Contains("303"):
                _occupants.Clear();
                _removals.Add(presence);
                _entered = _messages.Count;
                OwnNick = null;
                break;
            case "unavailable":
                _occupants.Remove(nick);
                break;
        }
    }

    private void FollowMessage(XElement message, string nick)
    {
        if (message.Body() is { } body)
        {
            var id = (string?)message.Element(Names.StanzaIds + "stanza-id")?.Attribute("id");
            _messages.Add(new SeenMessage(nick, body, id, message.Element(Names.Delay + "delay") is not null));
        }
        else if (message.Element(Names.Client + "subject") is { } subject)
        {
            Subject = subject.Value;
        }
    }
}
