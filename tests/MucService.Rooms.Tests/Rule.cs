using System.Collections.Immutable;
using System.Xml.Linq;
using MucService.Xmpp;
using Xunit;

namespace MucService.Rooms.Tests;

/// <summary>
/// Given events, when a command, then events. Use with <c>using static</c>:
/// <c>Given(Entered(Ada, "ada")).When(new RoomCommand.Exit(Ada)).Then(new RoomEvent.Exited(Ada))</c>.
/// </summary>
internal static class Rule
{
    /// <summary>The room of all rules.</summary>
    public static readonly BareJid Tea = BareJid.Parse("tea@muc.example");

    /// <summary>Its owner, where there is one.</summary>
    public static readonly FullJid Owner = FullJid.Parse("olga@home.example/desk");

    public static readonly FullJid Ada = FullJid.Parse("ada@home.example/desk");
    public static readonly FullJid AdasPhone = FullJid.Parse("ada@home.example/phone");
    public static readonly FullJid Bo = FullJid.Parse("bo@away.example/phone");
    public static readonly FullJid Cy = FullJid.Parse("cy@away.example/desk");

    /// <summary>When everything happens that is not said to happen at another time.</summary>
    public static readonly DateTimeOffset Noon = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);

    public static readonly RoomSettings Settings = new() { Service = Domain.Parse("muc.example") };

    /// <summary>A room that nobody created yet.</summary>
    public static readonly RoomState NoRoom = new() { Address = Tea, Settings = Settings };

    /// <summary>A room that exists, is unlocked and belongs to <see cref="Owner"/>, in which this happened.</summary>
    public static Situation Given(params RoomEvent[] happened) =>
        new(Apply(NoRoom, [new RoomEvent.Created(Owner.Bare, Noon, Locked: false), .. happened]));

    /// <summary>A room of other settings, in which this happened.</summary>
    public static Situation GivenWith(RoomSettings settings, params RoomEvent[] happened) =>
        new(Apply(NoRoom with { Settings = settings }, [new RoomEvent.Created(Owner.Bare, Noon, Locked: false), .. happened]));

    /// <summary>No room, or one made of exactly these events.</summary>
    public static Situation GivenOnly(params RoomEvent[] happened) => new(Apply(NoRoom, happened));

    public static Nick Nick(string nick) => Xmpp.Nick.Parse(nick);

    /// <summary>A session entered; in order of the calls where <paramref name="order"/> is left out.</summary>
    public static RoomEvent.Entered Entered(
        FullJid session, string nick, Role role = Role.Participant, ClientFeatures features = ClientFeatures.None, long order = -1) =>
        new(new Session(session, order, Noon, new SessionPresence([], null, Noon), features), Nick(nick), role);

    public static RoomEvent.AffiliationGranted Granted(FullJid to, Affiliation affiliation) =>
        new(to.Bare, affiliation, Owner.Bare, Reason: null);

    public static RoomEvent.Configured Configured(RoomConfig config) => new(config);

    public static RoomEvent.Configured Configured(Func<RoomConfig, RoomConfig> change) => new(change(RoomConfig.Default));

    /// <summary>What a person sends, as the room reads it.</summary>
    public static Stanza Stanza(string xml) => StanzaXml.Parse(xml);

    private static RoomState Apply(RoomState room, IEnumerable<RoomEvent> happened)
    {
        foreach (var one in happened)
            room = Room.Evolve(room, InOrder(room, one));

        return room;
    }

    private static RoomEvent InOrder(RoomState room, RoomEvent happened) => happened is RoomEvent.Entered { Session.Order: < 0 } entered
        ? entered with { Session = entered.Session with { Order = room.NextOrder } }
        : happened;
}

/// <summary>What is given: a room in some state.</summary>
internal sealed record Situation(RoomState Room)
{
    /// <summary>A command of nobody's stanza, at noon.</summary>
    public Outcome When(RoomCommand command)
    {
        command = command with { Arrival = command.Arrival.StanzaId is null ? new Arrival(Rule.Noon, "sid-1") : command.Arrival };
        return new Outcome(Room, Rooms.Room.Decide(Room, command));
    }

    /// <summary>A stanza, at noon or at another time.</summary>
    public Outcome WhenReceived(string xml, TimeSpan later = default) =>
        WhenReceived(xml, new Arrival(Rule.Noon + later, "sid-1"));

    /// <summary>A stanza, by clocks that do not say the same.</summary>
    public Outcome WhenReceived(string xml, Arrival arrival) => new(Room, Rooms.Room.Receive(Room, StanzaXml.Parse(xml), arrival));
}

/// <summary>What came of it.</summary>
internal sealed record Outcome(RoomState Before, Decision Decision)
{
    public RoomState After { get; } = Before.After(Decision.Events.AsSpan());

    /// <summary>What is sent to whom.</summary>
    public ImmutableArray<Stanza> Sent => Delivery.Resolve(After, Decision.Outgoing);

    /// <summary>Goes on in the state that this left.</summary>
    public Situation Then() => new(After);

    /// <summary>Exactly this happened.</summary>
    public Outcome Then(params RoomEvent[] expected)
    {
        Assert.Equal(expected.Select(Describe.Of), Decision.Events.Select(Describe.Of));
        return this;
    }

    /// <summary>Nothing happened, and exactly one is told: that his stanza failed, and why.</summary>
    public Outcome ThenRefused(FullJid who, ErrorCondition condition)
    {
        Assert.Empty(Decision.Events);
        var refusal = Assert.Single(Sent);
        Assert.Equal(StanzaType.Error, refusal.Type);
        Assert.Equal<Jid>(who, refusal.To);
        Assert.Equal(condition, StanzaError.From(refusal.Child("error", Namespaces.Component)).Condition);
        return this;
    }

    /// <summary>Nothing happened and nobody is told.</summary>
    public void ThenNothing()
    {
        Assert.Empty(Decision.Events);
        Assert.Empty(Sent);
        Assert.Empty(Decision.Requests);
    }

    /// <summary>Nothing happened that the state keeps; who is told does not matter here.</summary>
    public Outcome ThenNoEvent()
    {
        Assert.Empty(Decision.Events);
        return this;
    }

    /// <summary>Exactly this is asked of the surroundings.</summary>
    public Outcome ThenAsks(params RoomRequest[] requests)
    {
        Assert.Equal(requests.Select(Describe.Of), Decision.Requests.Select(Describe.Of));
        return this;
    }

    /// <summary>The room ends, and asks for nothing else but that its end is told.</summary>
    public Outcome ThenForgets()
    {
        Assert.Equal([new RoomRequest.Forget()], Decision.Requests.Where(request => request is not RoomRequest.KeepNotice));
        return this;
    }

    /// <summary>Exactly these stanzas are sent to somebody, in this order. Ids of stanzas, rooms and occupants are compared where one is expected.</summary>
    public Outcome ThenSendsTo(Jid who, string xml)
    {
        var expected = StanzaXml.Elements(xml).ToList();
        var sent = SentTo(who).Select(StanzaXml.Render).ToList();
        foreach (var (wanted, got) in expected.Zip(sent))
        {
            if (wanted.Attribute("id") is null)
                got.Attribute("id")?.Remove();
            if (wanted.Attribute(XNamespace.Xml + "lang") is null)
                got.Attribute(XNamespace.Xml + "lang")?.Remove();
            if (!wanted.Descendants().Any(child => child.Name.LocalName == "mav"))
                got.Descendants().Where(child => child.Name.LocalName == "mav").Remove();
            foreach (var name in (ReadOnlySpan<string>)["stanza-id", "occupant-id"])
            {
                if (!wanted.Elements().Any(child => child.Name.LocalName == name))
                    got.Elements().Where(child => child.Name.LocalName == name).Remove();
            }
        }

        Assert.Equal(expected.Select(StanzaXml.Canonical), sent.Select(StanzaXml.Canonical));
        return this;
    }

    /// <summary>Nothing is sent to somebody.</summary>
    public Outcome ThenSendsNothingTo(Jid who)
    {
        Assert.Empty(SentTo(who));
        return this;
    }

    /// <summary>What somebody is sent, in order.</summary>
    public IEnumerable<Stanza> SentTo(Jid who) => Sent.Where(stanza => who.Equals(stanza.To));
}
