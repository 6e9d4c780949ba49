using System.Xml.Linq;
using MucService.TestClient;
using Xunit;

namespace MucService.EndToEnd.Tests;

/// <summary>What goes with rooms today, through real servers: hats, avatars, moderation, indicators of activity.</summary>
public sealed class CompanionsTests(CompanionsTests.ServiceAsItIs bed) : IClassFixture<CompanionsTests.ServiceAsItIs>
{
    private static readonly XNamespace Hats = "urn:xmpp:hats:0";
    private static readonly XNamespace Commands = "http://jabber.org/protocol/commands";
    private static readonly XNamespace VCard = "vcard-temp";
    private static readonly XNamespace Retraction = "urn:xmpp:message-retract:1";
    private static readonly XNamespace Moderation = "urn:xmpp:message-moderate:1";
    private static readonly XNamespace Indicators = "urn:xmpp:rai:0";

    public sealed class ServiceAsItIs : ServiceBed;

    [Fact]
    public async Task A_hat_is_given_and_an_avatar_published_across_servers()
    {
        var room = bed.NewRoom();
        await using var juliet = await CreateAsync(room);
        await using var romeo = await bed.Bed.RomeoAsync();
        await romeo.JoinAsync(room, "Romeo");

        await RunAsync(juliet, room, "create", ("hats#uri", "urn:example:lover"), ("hats#title", "Lover"));
        await RunAsync(juliet, room, "assign", ("hats#uri", "urn:example:lover"), ("hats#jid", romeo.BareJid));
        await romeo.Received.WaitForAsync(
            "own presence with a hat",
            stanza => stanza.IsPresence($"{room}/Romeo") && (string?)stanza.Element(Hats + "hats")?.Element(Hats + "hat")?.Attribute("title") == "Lover",
            Scene.Patience);

        var card = new XElement(VCard + "vCard", new XElement(VCard + "PHOTO", new XElement(VCard + "BINVAL", "dGVh")));
        Assert.Equal("result", (string?)(await juliet.RequestAsync("set", room, card)).Attribute("type"));
        await romeo.Received.WaitForAsync("change of the room", stanza => stanza.Is("message", room) && stanza.StatusCodes().Contains("104"), Scene.Patience);
        Assert.Equal("dGVh", (await romeo.RequestAsync("get", room, new XElement(VCard + "vCard"))).Descendants(VCard + "BINVAL").Single().Value);
    }

    [Fact]
    public async Task What_was_said_is_taken_back_by_a_moderator()
    {
        var room = bed.NewRoom();
        await using var juliet = await CreateAsync(room);
        await using var romeo = await bed.Bed.RomeoAsync();
        await romeo.JoinAsync(room, "Romeo");
        await romeo.SayAsync(room, "Free magic potions!");
        var said = (await juliet.HearsAsync($"{room}/Romeo", "Free magic potions!")).Stanza;
        var id = (string)said.Elements().Single(child => child.Name.LocalName == "stanza-id").Attribute("id")!;

        var asked = new XElement(Moderation + "moderate", new XAttribute("id", id), new XElement(Retraction + "retract"));
        Assert.Equal("result", (string?)(await juliet.RequestAsync("set", room, asked)).Attribute("type"));

        await romeo.Received.WaitForAsync(
            "retraction", stanza => stanza.Is("message", room) && (string?)stanza.Element(Retraction + "retract")?.Attribute("id") == id, Scene.Patience);
    }

    [Fact]
    public async Task Who_is_away_is_told_that_something_was_said()
    {
        var room = bed.NewRoom();
        var service = room[(room.IndexOf('@') + 1)..];
        await using var juliet = await CreateAsync(room);
        await using var romeo = await bed.Bed.RomeoAsync();
        await MakeMemberAsync(juliet, room, romeo);

        await romeo.SendAsync(romeo.Presence(service, new XElement(Indicators + "rai")));
        // The answer to a request behind it: the service has read the presence by then.
        await romeo.RequestAsync("get", service, new XElement(XName.Get("ping", "urn:xmpp:ping")));
        await juliet.SayAsync(room, "Art thou gone so?");

        await romeo.Received.WaitForAsync(
            "indication", stanza => stanza.Is("message", service) && stanza.Descendants(Indicators + "activity").Any(activity => activity.Value == room), Scene.Patience);
    }

    [Fact]
    public async Task Who_subscribed_to_activity_is_told_after_a_restart_of_the_service_too()
    {
        var room = bed.NewRoom();
        var service = room[(room.IndexOf('@') + 1)..];
        await using var juliet = await CreateAsync(room);
        await using var romeo = await bed.Bed.RomeoAsync();
        await MakeMemberAsync(juliet, room, romeo);
        await romeo.SendAsync(romeo.Presence(service, new XElement(Indicators + "rai")));
        await romeo.RequestAsync("get", service, new XElement(XName.Get("ping", "urn:xmpp:ping")));
        await juliet.SayAsync(room, "first");
        await romeo.Received.WaitForAsync("indication", stanza => IsIndication(stanza, room), Scene.Patience);

        // The indication came later than a second after the presence, and so after it was written; SIGTERM has nothing to wait for.
        await bed.Service.TerminateAsync();
        await bed.Service.StartAsync();
        var before = romeo.Received.Count;
        await juliet.SayAsync(room, "Art thou gone so?");

        await romeo.Received.WaitForAsync("indication after the restart", stanza => IsIndication(stanza, room), Scene.Patience, before);
    }

    [Fact]
    public async Task Who_subscribes_is_told_where_something_was_said_since_he_left_also_after_a_restart_of_the_service()
    {
        var room = bed.NewRoom();
        var service = room[(room.IndexOf('@') + 1)..];
        await using var juliet = await CreateAsync(room);
        await using var romeo = await bed.Bed.RomeoAsync();
        await MakeMemberAsync(juliet, room, romeo);
        await romeo.JoinAsync(room, "Romeo");
        await romeo.SendAsync(romeo.Presence($"{room}/Romeo", new XAttribute("type", "unavailable")));
        await juliet.Received.WaitForAsync("departure", stanza => stanza.IsPresence($"{room}/Romeo", "unavailable"), Scene.Patience);
        await juliet.SayAsync(room, "Art thou gone so?");
        await juliet.HearsAsync($"{room}/Juliet", "Art thou gone so?");

        await bed.Service.TerminateAsync();
        await bed.Service.StartAsync();
        var before = romeo.Received.Count;
        await romeo.SendAsync(romeo.Presence(service, new XElement(Indicators + "rai")));

        await romeo.Received.WaitForAsync("indication", stanza => IsIndication(stanza, room), Scene.Patience, before);
    }

    private static bool IsIndication(XElement stanza, string room) => stanza.Is("message") && stanza.Descendants(Indicators + "activity").Any(activity => activity.Value == room);

    private static Task<XElement> MakeMemberAsync(XmppClient owner, string room, XmppClient member)
    {
        var item = new XElement(Names.MucAdmin + "item", new XAttribute("jid", member.BareJid), new XAttribute("affiliation", "member"));
        return owner.RequestAsync("set", room, new XElement(Names.MucAdmin + "query", item));
    }

    private async Task<XmppClient> CreateAsync(string room)
    {
        var juliet = await bed.Bed.JulietAsync();
        await juliet.JoinAsync(room, "Juliet");
        await juliet.UnlockAsync(room);
        return juliet;
    }

    private static async Task RunAsync(XmppClient client, string room, string command, params (string Var, string Value)[] fields)
    {
        var form = new XElement(
            Names.Data + "x",
            new XAttribute("type", "submit"),
            fields.Select(field => new XElement(Names.Data + "field", new XAttribute("var", field.Var), new XElement(Names.Data + "value", field.Value))));
        var answer = await client.RequestAsync("set", room, new XElement(Commands + "command", new XAttribute("node", $"urn:xmpp:hats:commands:{command}"), form));
        Assert.Equal("completed", (string?)answer.Element(Commands + "command")?.Attribute("status"));
    }
}
