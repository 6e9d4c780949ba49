using System.Collections.Immutable;
using System.Text;
using System.Xml.Linq;
using MucService.Wire;
using MucService.Xmpp;

namespace MucService.Simulation.Tests;

/// <summary>A room as somebody's client sees it, made of nothing but what he received.</summary>
internal sealed class Seat(Person person, BareJid room, Timeline time, bool mindsOrder)
{
    private readonly Dictionary<string, (string? Id, string Shown)> _occupants = new(StringComparer.Ordinal);
    private readonly HashSet<string> _messages = new(StringComparer.Ordinal);
    private string _nick = "";
    private bool _wantsIn;

    public BareJid Room { get; } = room;

    /// <summary>He believes to be in the room.</summary>
    public bool IsIn { get; private set; }

    /// <summary>What went wrong before his eyes, or null.</summary>
    public string? Wrong { get; private set; }

    public IReadOnlySet<string> Messages => _messages;

    public IEnumerable<string> View => _occupants.Select(occupant => $"{occupant.Key} is {occupant.Value.Id}, {occupant.Value.Shown}").Order(StringComparer.Ordinal);

    public void Join(string nick)
    {
        if (IsIn || !person.IsOnline)
            return;

        (_nick, _wantsIn) = (nick, true);
        Send(Presence(nick, StanzaType.Available).With(new Element("x", Namespaces.Muc)));
    }

    public void ChangeNick(string nick)
    {
        if (IsIn)
            Send(Presence(nick, StanzaType.Available));
    }

    public void Show(string show)
    {
        if (IsIn)
            Send(Presence(_nick, StanzaType.Available).With(new Element("show", Namespaces.Component).WithText(show)));
    }

    public void Leave()
    {
        if (!IsIn)
            return;

        _wantsIn = false;
        Send(Presence(_nick, StanzaType.Unavailable));
        Forget();
    }

    public void Say(string text, string id)
    {
        if (IsIn)
            Send(new Stanza { Kind = StanzaKind.Message, Type = StanzaType.Groupchat, Id = id }.With(new Element("body", Namespaces.Component).WithText(text)));
    }

    /// <summary>What an owner or a moderator asks of the room.</summary>
    public void Administrate(Element query)
    {
        if (IsIn)
            Send(new Stanza { Kind = StanzaKind.Iq, Type = StanzaType.Set, Id = "admin" }.With(query));
    }

    /// <summary>Whose server ended knows it.</summary>
    public void Forget()
    {
        IsIn = false;
        _occupants.Clear();
    }

    public void Receive(Stanza stanza)
    {
        if (stanza.Kind == StanzaKind.Message && IdIn(stanza, "stanza-id", Namespaces.StanzaIds) is { } id)
            _messages.Add(id);

        // Who closed the room is not led in again by what comes late.
        if (_wantsIn && stanza.Kind == StanzaKind.Presence && stanza.From?.Resource is { } nick)
            See(stanza, nick);
    }

    private void See(Stanza presence, string nick)
    {
        var x = presence.Child("x", Namespaces.MucUser)!;
        var codes = x.Children.Select(child => child["code"]).Where(code => code is not null).ToImmutableArray();
        var isSelf = codes.Contains("110");
        if (presence.Type == StanzaType.Unavailable)
        {
            _occupants.Remove(nick);
            if (!isSelf || codes.Contains("303"))
                return;

            Forget();
            if (codes.Contains("333"))
                time.In(TimeSpan.FromSeconds(2), () => Join(nick));
            return;
        }

        var id = IdIn(presence, "occupant-id", Namespaces.OccupantIds);
        if (mindsOrder && !person.MissesUnnoticed && _occupants.TryGetValue(nick, out var known) && known.Id != id)
            Wrong ??= $"{nick} was {known.Id} and is {id} without a word";
        if (isSelf)
            (IsIn, _nick) = (true, nick);
        _occupants[nick] = (id, Summary(presence));
    }

    /// <summary>The id that a child of a stanza holds; clients read XML, and not what the program makes of it.</summary>
    public static string? IdIn(Stanza stanza, string name, string xmlns) => (string?)Xml(stanza, name, xmlns)?.Attribute("id");

    public static string Summary(Stanza presence)
    {
        var item = presence.Child("x", Namespaces.MucUser)!.Child("item")!;
        var show = Xml(presence, "show", Namespaces.Component)?.Value;
        var annotated = Xml(presence, "state-annotation", Namespaces.PresenceAnnotations) is { HasElements: true };
        return $"{item["affiliation"]} {item["role"]} {show}{(annotated ? " annotated" : "")}";
    }

    private static XElement? Xml(Stanza stanza, string name, string xmlns) => stanza.Payload(name, xmlns) is { } payload
        ? XElement.Parse(Encoding.UTF8.GetString(StanzaRenderer.RenderToBytes(payload)))
        : null;

    private void Send(Stanza stanza) => person.Send(stanza with { From = person.Jid, To = stanza.To ?? Room });

    private Stanza Presence(string nick, StanzaType type)
    {
        var presence = new Stanza { Kind = StanzaKind.Presence, Type = type, To = new OccupantJid(Room, Nick.Parse(nick)) };
        return person.UnderstandsAnnotations && type == StanzaType.Available
            ? presence.With(new Element("c", Namespaces.Caps).With("hash", "sha-1").With("node", "https://client.example").With("ver", "understands"))
            : presence;
    }
}
