using System.Collections.Immutable;
using MucService.Xmpp;
using Xunit;
using static MucService.Rooms.Tests.Rule;

namespace MucService.Rooms.Tests.InteropClaims;

/// <summary>
/// A room that people make, enter and change by their stanzas alone, and what each of them was sent by the last one. Who makes it is
/// <see cref="Owner"/>, as in <see cref="Rule"/>; the form is filled in as clients do it, which send every field back with what they change.
/// </summary>
internal sealed class Play
{
    private const string Muc = "http://jabber.org/protocol/muc";

    private int _stanzas;

    private Play(RoomState room) => Room = room;

    public RoomState Room { get; private set; }

    /// <summary>What the last stanza had the room send.</summary>
    public ImmutableArray<Stanza> Sent { get; private set; } = [];

    /// <summary>No room, and nothing done yet.</summary>
    public static Play Nowhere() => new(NoRoom);

    /// <summary>A room that its owner made as "olga" and that waits for its configuration.</summary>
    public static Play Locked() => Nowhere().Enter(Owner, "olga");

    /// <summary>A room that its owner made and configured: fields of the form, as <c>membersonly=1</c>.</summary>
    public static Play Made(params string[] fields) => Locked().Configure(fields);

    public Play Enter(FullJid who, string nick, string inside = "") =>
        Send($"<presence from='{who}' to='{Tea}/{nick}'><x xmlns='{Muc}'>{inside}</x></presence>");

    public Play Leave(FullJid who, string nick) => Send($"<presence from='{who}' to='{Tea}/{nick}' type='unavailable'/>");

    /// <summary>Somebody asks for changes of roles or affiliations, and is told that they are made.</summary>
    public Play Change(FullJid by, string items) => Succeed(by, "set", Admin(items));

    /// <summary>The owner changes fields of the form, as <c>membersonly=1</c>, and sends all of it back.</summary>
    public Play Configure(params string[] fields) => ConfigureNamed(
        fields.Select(field => field.Split('=', 2)).ToDictionary(pair => $"muc#roomconfig_{pair[0]}", pair => pair[1], StringComparer.Ordinal));

    /// <summary>The owner changes fields by their whole names and sends all of the form back.</summary>
    public Play ConfigureNamed(Dictionary<string, string> values)
    {
        var form = new DataForm(DataFormType.Submit);
        foreach (var field in Form().Fields.Where(field => field.Name.Length > 0))
            form = form.With(values.TryGetValue(field.Name, out var value) ? FormField.Of(field.Name, [.. value.Split(',', StringSplitOptions.RemoveEmptyEntries)]) : field);

        return Succeed(Owner, "set", $"<query xmlns='{Muc}#owner'>{StanzaXml.Render(Payload.Of(form.ToElement()))}</query>");
    }

    /// <summary>A request that is answered with a result.</summary>
    public Play Succeed(FullJid who, string type, string query)
    {
        var answer = Ask(who, type, query);
        Assert.True(answer.Type == StanzaType.Result, StanzaXml.Render(answer).ToString());
        return this;
    }

    /// <summary>A request that is answered with this error, and has no other effect.</summary>
    public void Fail(FullJid who, string type, string query, ErrorCondition condition)
    {
        var before = Room;
        Ask(who, type, query);
        AssertFailed(who, condition, before);
    }

    /// <summary>A change of roles or affiliations that is refused whole.</summary>
    public void FailToChange(FullJid who, string items, ErrorCondition condition) => Fail(who, "set", Admin(items), condition);

    /// <summary>A stanza that is refused, and has no other effect.</summary>
    public void FailToSend(FullJid who, string xml, ErrorCondition condition)
    {
        var before = Room;
        Send(xml);
        AssertFailed(who, condition, before);
    }

    /// <summary>Sends a stanza, whatever comes of it.</summary>
    public Play Send(string xml)
    {
        var at = _stanzas++;
        var outcome = new Situation(Room).WhenReceived(xml, new Arrival(Noon.AddSeconds(at), $"sid-{at}"));
        Room = outcome.After;
        Sent = outcome.Sent;
        return this;
    }

    /// <summary>The items of a list, as somebody is told them.</summary>
    public IReadOnlyList<Element> List(FullJid by, string of)
    {
        Succeed(by, "get", Admin($"<item {of}/>"));
        return Answer(by).Child("query", Namespaces.MucAdmin)!.Children.ToList();
    }

    /// <summary>The configuration form as its owner sees it.</summary>
    public DataForm Form()
    {
        Succeed(Owner, "get", $"<query xmlns='{Muc}#owner'/>");
        return DataForm.From(Answer(Owner).Child("query", Namespaces.MucOwner)!.Child("x", Namespaces.DataForms))!;
    }

    /// <summary>Whose nick it is.</summary>
    public FullJid Who(string nick) => Room.Occupants.Values.Single(occupant => occupant.Nick == Nick(nick)).Sessions.Single().RealJid;

    /// <summary>What somebody was sent by the last stanza.</summary>
    public IEnumerable<Stanza> Told(Jid who) => Sent.Where(stanza => who.Equals(stanza.To));

    /// <summary>The last presence from a nick that somebody was sent by the last stanza.</summary>
    public Seen Sees(FullJid who, string nick) => new(Told(who).Last(stanza => stanza.Kind == StanzaKind.Presence && stanza.From!.ToString() == $"{Tea}/{nick}"));

    private static string Admin(string items) => $"<query xmlns='{Muc}#admin'>{items}</query>";

    private Stanza Ask(FullJid who, string type, string query)
    {
        Send($"<iq from='{who}' id='ask-{_stanzas}' to='{Tea}' type='{type}'>{query}</iq>");
        return Answer(who);
    }

    private Stanza Answer(FullJid who) => Assert.Single(Told(who), stanza => stanza.Kind == StanzaKind.Iq);

    private void AssertFailed(FullJid who, ErrorCondition condition, RoomState before)
    {
        var refusal = Assert.Single(Sent);
        Assert.Equal<Jid>(who, refusal.To);
        Assert.Equal(StanzaType.Error, refusal.Type);
        Assert.Equal(condition, StanzaError.From(refusal.Child("error", Namespaces.Component)).Condition);
        Assert.Equal(before, Room);
    }
}

/// <summary>What a presence of the room tells of somebody.</summary>
internal sealed record Seen(Stanza Stanza)
{
    public bool Available => Stanza.Type == StanzaType.Available;

    public Element X => Stanza.Child("x", Namespaces.MucUser)!;

    public Element Item => X.Child("item")!;

    public string? Affiliation => Item["affiliation"];

    public string? Role => Item["role"];

    public IEnumerable<string?> Codes => X.Children.Where(child => child.Name.Local == "status").Select(status => status["code"]);
}
