using System.Collections.Immutable;
using System.Text;
using System.Xml.Linq;
using MucService.Wire;
using MucService.Xmpp;

namespace MucService.Simulation.Tests;

/// <summary>A room as somebody's client sees it, made of nothing but what he received.</summary>
internal sealed class Seat(Person person, BareJid room, Timeline time)
{
    private readonly Dictionary<string, (string? Id, string Shown)> _occupants = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _messages = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _ids = new(StringComparer.Ordinal);
    private string _nick = "";
    private bool _wantsIn;
    private bool _knowsWhyNot;
    private string? _show;
    private bool _statesPause;

    public BareJid Room { get; } = room;

    /// <summary>He believes to be in the room.</summary>
    public bool IsIn { get; private set; }

    /// <summary>His server has said last that his connection is paused.</summary>
    public bool IsPaused { get; private set; }

    /// <summary>What went wrong before his eyes, or null.</summary>
    public string? Wrong { get; private set; }

    /// <summary>The ids that the room gave to what he got.</summary>
    public IReadOnlyCollection<string> Messages => _messages.Keys;

    /// <summary>The subject as he saw it last.</summary>
    public string Subject { get; private set; } = "";

    /// <summary>He wants to be in the room, and nobody told him why he is not.</summary>
    public bool WaitsOutside => _wantsIn && !IsIn && !_knowsWhyNot && person.IsOnline;

    public IEnumerable<string> View => _occupants.Select(occupant => $"{occupant.Key} is {occupant.Value.Id}, {occupant.Value.Shown}").Order(StringComparer.Ordinal);

    public void Join(string nick)
    {
        if (IsIn || !person.IsOnline)
            return;

        (_nick, _wantsIn, _knowsWhyNot) = (nick, true, false);
        IsThere(show: null);
        Send(Presence(nick, StanzaType.Available).With(new Element("x", Namespaces.Muc)));
    }

    /// <summary>Whoever heard nothing of his wish to enter tries once more.</summary>
    public void JoinAgain()
    {
        if (WaitsOutside)
            Join(_nick);
    }

    public void ChangeNick(string nick)
    {
        if (!IsIn)
            return;

        IsThere(show: null);
        Send(Presence(nick, StanzaType.Available));
    }

    public void Show(string show)
    {
        if (!IsIn)
            return;

        IsThere(show);
        Send(Last());
    }

    /// <summary>His server says that his connection is paused, or that it is not any more. XEP-0310 #connectionpaused.</summary>
    public void State(bool paused)
    {
        if (!IsIn)
            return;

        (IsPaused, _statesPause) = (paused, true);
        var annotation = new Element("state-annotation", Namespaces.PresenceAnnotations).With("from", person.Jid.Domain.Value);
        Send(Last().With(paused ? annotation.With(new Element("connection-paused", Namespaces.PresenceAnnotations)) : annotation));
    }

    /// <summary>What his server said of his connection may have been lost, or forgotten with a process: it says so once more.</summary>
    public void StateAgain()
    {
        if (_statesPause)
            State(IsPaused);
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

    public void Whisper(string nick, string id)
    {
        var message = new Stanza { Kind = StanzaKind.Message, Type = StanzaType.Chat, Id = id, To = new OccupantJid(Room, Nick.Parse(nick)) };
        Send(message.With(new Element("body", Namespaces.Component).WithText(id)));
    }

    /// <summary>What an owner or a moderator makes the room be about.</summary>
    public void ChangeSubject(string text)
    {
        if (IsIn)
            Send(new Stanza { Kind = StanzaKind.Message, Type = StanzaType.Groupchat, Id = text }.With(new Element("subject", Namespaces.Component).WithText(text)));
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
        if (stanza.Type == StanzaType.Error)
            Refused(stanza);
        else if (stanza.Kind == StanzaKind.Message)
            Hear(stanza);

        // Who closed the room is not led in again by what comes late.
        else if (_wantsIn && stanza.Kind == StanzaKind.Presence && stanza.From?.Resource is { } nick)
            See(stanza, nick);
    }

    /// <summary>He may not enter, and knows it; or not have another nick.</summary>
    private void Refused(Stanza error) => _knowsWhyNot |= error.Kind == StanzaKind.Presence && !IsIn;

    /// <summary>However often a message comes, it has one id of the room, and one id has one message.</summary>
    private void Hear(Stanza message)
    {
        var text = Xml(message, "body", Namespaces.Component)?.Value;
        if (text is null && Xml(message, "subject", Namespaces.Component) is { } subject)
            Subject = subject.Value;
        if (text is null || IdIn(message, "stanza-id", Namespaces.StanzaIds) is not { } id)
            return;

        var said = $"{message.Id} of {message.From?.Resource}: {text}";
        if (_messages.TryGetValue(id, out var other) && other != said)
            Wrong ??= $"{id} was '{other}' and is '{said}'";
        if (_ids.TryGetValue(text, out var known) && known != id)
            Wrong ??= $"'{said}' came as {known} and as {id}";
        (_messages[id], _ids[text]) = (said, id);
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
            else
                _knowsWhyNot = true;
            return;
        }

        var id = IdIn(presence, "occupant-id", Namespaces.OccupantIds);
        if (!person.MissesUnnoticed && _occupants.TryGetValue(nick, out var known) && known.Id != id)
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
        var state = Xml(presence, "state-annotation", Namespaces.PresenceAnnotations)?.Elements().FirstOrDefault()?.Name.LocalName;
        return $"{item["affiliation"]} {item["role"]} {show} {state}";
    }

    private static XElement? Xml(Stanza stanza, string name, string xmlns) => stanza.Payload(name, xmlns) is { } payload
        ? XElement.Parse(Encoding.UTF8.GetString(StanzaRenderer.RenderToBytes(payload)))
        : null;

    /// <summary>Whoever says something of himself is there.</summary>
    private void IsThere(string? show) => (_show, IsPaused) = (show, false);

    private Stanza Last()
    {
        var presence = Presence(_nick, StanzaType.Available);
        return _show is null ? presence : presence.With(new Element("show", Namespaces.Component).WithText(_show));
    }

    private void Send(Stanza stanza) => person.Send(stanza with { From = person.Jid, To = stanza.To ?? Room });

    private Stanza Presence(string nick, StanzaType type)
    {
        var presence = new Stanza { Kind = StanzaKind.Presence, Type = type, To = new OccupantJid(Room, Nick.Parse(nick)) };
        return person.UnderstandsAnnotations && type == StanzaType.Available
            ? presence.With(new Element("c", Namespaces.Caps).With("hash", "sha-1").With("node", "https://client.example").With("ver", "understands"))
            : presence;
    }
}
