using System.Collections.Immutable;
using System.Globalization;
using System.Xml.Linq;
using MucService.Xmpp;
using Xunit;

namespace MucService.Rooms.Tests.Examples;

/// <summary>
/// One exchange of the XEP's examples as it stands in a data file: the room that is given, what it receives, and what it sends.
/// What the files may hold is written in the README beside them.
/// </summary>
internal sealed record Exchange(XElement Data)
{
    private static readonly DateTimeOffset Begin = Time("2002-10-13T23:00:00Z");
    private static readonly FullJid Setup = FullJid.Parse("owner@shakespeare.lit/setup");

    /// <summary>The numbers of the examples that it runs.</summary>
    public IEnumerable<int> Numbers => ExampleFiles.Numbers(Data);

    /// <summary>Plays it, and compares.</summary>
    public void Run()
    {
        var room = Given(Data.Element("room"));
        foreach (var earlier in Data.Elements("earlier"))
            room = Receive(room, earlier, out _, out _);

        var events = 0;
        var sent = ImmutableArray.CreateBuilder<Stanza>();
        foreach (var received in Data.Elements("receives"))
        {
            room = Receive(room, received, out var decision, out var resolved);
            events += decision.Events.Length;
            sent.AddRange(resolved);
        }

        if (Data.Element("retires") is not null)
        {
            var retired = Room.Decide(room, new RoomCommand.Retire(Reason: null) { Arrival = new Arrival(Begin.AddHours(1), "a") });
            events += retired.Events.Length;
            sent.AddRange(Delivery.Resolve(room.After(retired.Events.AsSpan()), retired.Outgoing));
        }

        var shown = StanzasOf(Data.Element("sends")!).ToList();
        Assert.NotEmpty(shown);
        var isPart = (string?)Data.Element("sends")!.Attribute("part") == "true";
        foreach (var toOne in shown.GroupBy(stanza => stanza.Attribute("to")!.Value, StringComparer.Ordinal))
            AssertSent(isPart, [.. sent.Where(stanza => stanza.To!.ToString() == toOne.Key).Select(StanzaXml.Render)], [.. toOne]);

        if (!shown.TrueForAll(stanza => (string?)stanza.Attribute("type") == "error"))
            return;

        Assert.Equal(0, events);
        Assert.Equal(shown.Count, sent.Count);
    }

    /// <summary>
    /// A recipient gets what the example shows, in this order and with nothing in between. Ids are compared where the example
    /// reflects one, not where a service made one up (those are UUIDs, or missing); stanza-ids, occupant-ids, languages and versions not at all,
    /// the words of an error only where the example has some: RFC 6120 section 8.3.2 leaves them to the service.
    /// Of a part, all must be there that is shown.
    /// </summary>
    private static void AssertSent(bool isPart, List<XElement> sent, List<XElement> shown)
    {
        if (isPart)
        {
            Assert.True(Contains(Assert.Single(sent), Assert.Single(shown)), string.Concat(sent));
            return;
        }

        var expected = shown.ConvertAll(stanza => Comparable(stanza, stanza));
        var start = Enumerable.Range(0, Math.Max(1, sent.Count - shown.Count + 1))
            .FirstOrDefault(at => Window(at).SequenceEqual(expected, StringComparer.Ordinal));
        Assert.Equal(expected, Window(start));

        IEnumerable<string> Window(int at) => sent.Skip(at).Zip(shown, Comparable);
    }

    /// <summary>True if an element has the text, the attributes and the children of another, and possibly more.</summary>
    private static bool Contains(XElement sent, XElement shown) =>
        sent.Name == shown.Name
        && (shown.HasElements || sent.Value.Trim() == shown.Value.Trim())
        && shown.Attributes().All(attribute => attribute.IsNamespaceDeclaration || (string?)sent.Attribute(attribute.Name) == attribute.Value)
        && shown.Elements().All(wanted => sent.Elements().Any(child => Contains(child, wanted)));

    private static string Comparable(XElement stanza, XElement example)
    {
        var copy = new XElement(stanza);
        copy.Elements().Where(child => child.Name.LocalName is "stanza-id" or "occupant-id").Remove();
        if (example.Attribute("id") is not { } id || Guid.TryParse(id.Value, out _))
            copy.Attribute("id")?.Remove();
        copy.Descendants().Where(child => child.Name.LocalName == "mav").Remove();
        if (!example.Descendants(XName.Get("text", Namespaces.StanzaErrors)).Any())
            copy.Descendants(XName.Get("text", Namespaces.StanzaErrors)).Remove();
        foreach (var element in copy.DescendantsAndSelf().Where(element => element == copy || element.Name.LocalName == "reason"))
            element.Attribute(XNamespace.Xml + "lang")?.Remove();

        return StanzaXml.Canonical(copy);
    }

    private static RoomState Receive(RoomState room, XElement received, out Decision decision, out ImmutableArray<Stanza> sent)
    {
        (decision, sent) = (Decision.Nothing, []);
        var at = (string?)received.Attribute("at") is { } written ? Time(written) : Begin.AddHours(1);
        foreach (var stanza in StanzasOf(received))
        {
            var one = Room.Receive(room, StanzaXml.Parse(stanza), new Arrival(at, $"a{sent.Length}"));
            room = room.After(one.Events.AsSpan());
            sent = sent.AddRange(Delivery.Resolve(room, one.Outgoing));
            decision = decision.Then(one);
        }

        return room;
    }

    private static RoomState Given(XElement? given)
    {
        if (given is null)
            return NoRoom("coven@chat.shakespeare.lit", []);

        var room = NoRoom((string)given.Attribute("address")!, [.. given.Elements("serviceadmin").Select(admin => BareJid.Parse((string)admin.Attribute("jid")!))]);
        if ((string?)given.Attribute("fields") == "locked")
            room = room with { Settings = room.Settings with { LockedFields = [.. Enum.GetValues<RoomField>()], LockedLinkFields = [.. Enum.GetValues<LinkField>()] } };
        if ((string?)given.Attribute("create") == "nobody")
            return room with { Settings = room.Settings with { Creation = RoomCreation.Nobody } };
        if ((string?)given.Attribute("exists") == "false")
            return room;

        var locked = (string?)given.Attribute("locked") == "true";
        room = room.After(new RoomEvent.Created(Setup.Bare, Begin, locked));
        foreach (var listed in given.Elements())
            room = List(room, listed);
        foreach (var field in given.Elements("config").Attributes())
            room = Configure(room, field.Name.LocalName, field.Value.Split(' '));
        if (locked)
            room = room with { Locked = true };

        return given.Elements("occupant").Aggregate(room, Enter);
    }

    private static RoomState NoRoom(string address, ImmutableHashSet<BareJid> admins) => new()
    {
        Address = BareJid.Parse(address),
        Settings = new RoomSettings { Service = Domain.Parse("chat.shakespeare.lit"), Admins = admins },
    };

    private static RoomState List(RoomState room, XElement listed)
    {
        if (Word<Affiliation>(listed, "affiliation") is not { } affiliation || affiliation == Affiliation.None)
            return room;

        var jid = Jid.Parse((string)listed.Attribute("jid")!).Bare;
        var nick = (string?)listed.Attribute("reserved") is { } reserved ? Nick.Parse(reserved) : null;
        return room.After(new RoomEvent.AffiliationGranted(jid, affiliation, Setup.Bare, (string?)listed.Attribute("reason"), nick));
    }

    private static RoomState Enter(RoomState room, XElement occupant)
    {
        var jid = FullJid.Parse((string)occupant.Attribute("jid")!);
        var role = Word<Role>(occupant, "role") ?? Privileges.InitialRole(room.AffiliationOf(jid.Bare), room.Config);
        var session = new Session(jid, room.NextOrder, Begin, new SessionPresence([], null, Begin), ClientFeatures.None);
        return room.After(new RoomEvent.Entered(session, Nick.Parse((string)occupant.Attribute("nick")!), role));
    }

    private static RoomState Configure(RoomState room, string field, string[] values)
    {
        XNamespace owner = Namespaces.MucOwner, forms = Namespaces.DataForms, client = Namespaces.Component;
        var form = new XElement(forms + "x", new XAttribute("type", "submit"), new XElement(
            forms + "field", new XAttribute("var", $"muc#roomconfig_{field}"), values.Select(value => new XElement(forms + "value", value))));
        var iq = new XElement(client + "iq", new XAttribute("type", "set"), new XAttribute("id", "setup"), new XAttribute("from", Setup), new XAttribute("to", room.Address), new XElement(owner + "query", form));
        var decision = Room.Receive(room, StanzaXml.Parse(iq), new Arrival(Begin, "setup"));
        Assert.Contains(decision.Events, happened => happened is RoomEvent.Configured);
        return room.After(decision.Events.AsSpan());
    }

    private static IEnumerable<XElement> StanzasOf(XElement parent) => StanzaXml.Elements(string.Concat(parent.Nodes()));

    private static TWord? Word<TWord>(XElement element, string attribute)
        where TWord : struct, Enum =>
        (string?)element.Attribute(attribute) is { } word ? Enum.Parse<TWord>(word, ignoreCase: true) : null;

    private static DateTimeOffset Time(string time) => DateTimeOffset.Parse(time, CultureInfo.InvariantCulture);
}
