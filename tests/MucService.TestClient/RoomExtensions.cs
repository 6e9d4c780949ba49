using System.Xml.Linq;

namespace MucService.TestClient;

/// <summary>What a client does in rooms.</summary>
public static class RoomExtensions
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Enters a room and waits until the room has told everything: self-presence and then the subject. XEP-0045 #enter.</summary>
    /// <returns>The self-presence.</returns>
    public static async Task<XElement> JoinAsync(this XmppClient client, string room, string nick, params object?[] content)
    {
        var from = client.Received.Count;
        await client.SendAsync(client.Presence($"{room}/{nick}", content.Append(new XElement(Names.Muc + "x"))));
        var self = await client.Received.WaitForAsync(
            $"self-presence of {client.Jid} in {room}",
            stanza => stanza.Is("presence") && IsOf(stanza, room)
                && ((string?)stanza.Attribute("type") == "error" || (stanza.IsPresence() && stanza.StatusCodes().Contains("110"))),
            Patience,
            from);
        if ((string?)self.Stanza.Attribute("type") is not null)
            throw new IOException($"{client.Jid} may not enter {room}: {self.Stanza}");

        await client.Received.WaitForAsync($"subject of {room}", stanza => IsSubject(stanza, room), Patience, self.Number);
        return self.Stanza;
    }

    /// <summary>Unlocks a room that this client has just created, with the settings that the room begins with. XEP-0045 #createroom-instant.</summary>
    public static Task UnlockAsync(this XmppClient client, string room) => client.ConfigureAsync(room);

    /// <summary>Submits the room's configuration form. XEP-0045 #roomconfig.</summary>
    public static async Task ConfigureAsync(this XmppClient client, string room, params (string Field, string Value)[] settings)
    {
        var form = new XElement(Names.Data + "x", new XAttribute("type", "submit"));
        if (settings.Length > 0)
            form.Add(Field("FORM_TYPE", "http://jabber.org/protocol/muc#roomconfig"), settings.Select(setting => Field(setting.Field, setting.Value)));

        await client.AskAsync(room, new XElement(Names.MucOwner + "query", form));

        static XElement Field(string name, string value) =>
            new(Names.Data + "field", new XAttribute("var", name), new XElement(Names.Data + "value", value));
    }

    /// <summary>Gives somebody an affiliation. XEP-0045 #ban, #grantmember.</summary>
    public static Task AdministrateAsync(this XmppClient client, string room, string affiliation, string bareJid) =>
        client.AskAsync(room, new XElement(
            Names.MucAdmin + "query",
            new XElement(Names.MucAdmin + "item", new XAttribute("affiliation", affiliation), new XAttribute("jid", bareJid))));

    /// <summary>Destroys a room, and names another one. XEP-0045 #destroyroom.</summary>
    public static Task DestroyAsync(this XmppClient client, string room, string venue) =>
        client.AskAsync(room, new XElement(Names.MucOwner + "query", new XElement(Names.MucOwner + "destroy", new XAttribute("jid", venue))));

    /// <summary>Says something to everyone in the room.</summary>
    /// <returns>The moment just before it was written.</returns>
    public static Task<long> SayAsync(this XmppClient client, string room, string body, string? id = null) =>
        client.SendAsync(Message(id ?? client.NewId(), room, "groupchat", new XElement(Names.Client + "body", body)));

    /// <summary>Says something to one occupant. XEP-0045 #privatemessage.</summary>
    public static Task<long> WhisperAsync(this XmppClient client, string occupantJid, string body) =>
        client.SendAsync(Message(
            client.NewId(), occupantJid, "chat", new XElement(Names.Client + "body", body), new XElement(Names.MucUser + "x")));

    /// <summary>Changes what the others see of this client. XEP-0045 #changepres.</summary>
    public static Task<long> ShowAsync(this XmppClient client, string occupantJid, string status) =>
        client.SendAsync(client.Presence(occupantJid, new XElement(Names.Client + "status", status)));

    /// <summary>Leaves a room. XEP-0045 #exit.</summary>
    public static Task<long> LeaveAsync(this XmppClient client, string occupantJid)
    {
        var presence = client.Presence(occupantJid);
        presence.SetAttributeValue("type", "unavailable");
        return client.SendAsync(presence);
    }

    /// <summary>Waits until this client hears a body from an occupant.</summary>
    public static Task<Received> HearsAsync(this XmppClient client, string occupantJid, string body, TimeSpan? patience = null, int from = 0) =>
        client.Received.WaitForAsync(
            $"\"{Shorten(body)}\" of {occupantJid} at {client.Jid}",
            stanza => stanza.IsGroupchat(body, occupantJid),
            patience ?? Patience,
            from);

    private static async Task AskAsync(this XmppClient client, string room, XElement query)
    {
        var answer = await client.RequestAsync("set", room, query);
        if ((string?)answer.Attribute("type") != "result")
            throw new IOException($"{room} refused {query}: {answer}");
    }

    private static string Shorten(string body) => body.Length <= 40 ? body : $"{body[..40]}…";

    private static XElement Message(string id, string to, string type, params object[] content) =>
        new(Names.Client + "message",
            new XAttribute("to", to),
            new XAttribute("type", type),
            new XAttribute("id", id),
            content);

    private static bool IsSubject(XElement stanza, string room) =>
        stanza.Is("message") && IsOf(stanza, room) && stanza.Element(Names.Client + "subject") is not null && stanza.Body() is null;

    private static bool IsOf(XElement stanza, string room) =>
        (string?)stanza.Attribute("from") is { } from && (from == room || from.StartsWith($"{room}/", StringComparison.Ordinal));
}
