using System.Text.Json;
using System.Xml.Linq;
using MucService.TestClient;
using Xunit;

namespace MucService.EndToEnd.Tests;

/// <summary>
/// Many do in one room what comes into their heads, all at once: enter, leave, change nicks, roles, lists and the configuration, through the sockets of
/// two servers. In the end everybody's own view, made of what he received, is what mucctl says.
/// </summary>
public sealed class ManyHandsTests(ManyHandsTests.ServiceWithoutRates bed) : IClassFixture<ManyHandsTests.ServiceWithoutRates>
{
    private const int DeedsOfEach = 70;

    private static readonly string[] Nicks = ["Romeo", "Juliet", "Nurse", "Rose", "Benvolio", "Mercutio", "romeo"];
    private static readonly string[] Listed = ["juliet@capulet.lit", "nurse@capulet.lit", "rose@capulet.lit", "benvolio@montague.lit"];
    private static readonly (string Field, string Value)[] Settings =
        [("membersonly", "1"), ("membersonly", "0"), ("membersonly", "0"), ("moderatedroom", "1"), ("moderatedroom", "0"), ("whois", "anyone"), ("whois", "moderators"), ("changesubject", "1")];

    /// <summary>Limits by rate would refuse most of it.</summary>
    public sealed class ServiceWithoutRates : ServiceBed
    {
        protected override IEnumerable<(string Key, string Value)> Settings =>
            from scope in (string[])["Occupant", "Room"]
            from kind in (string[])["Messages", "Presences", "Entries", "NickChanges", "Iqs", "Subjects"]
            select ($"Muc:Rooms:Rates:{scope}:{kind}", "unlimited");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Everybody_sees_in_the_end_what_is(int seed)
    {
        var room = bed.NewRoom();
        var clients = await Task.WhenAll(
            bed.Bed.RomeoAsync(),
            People.ConnectAsync(bed.Bed.Montague, "benvolio", "street"),
            bed.Bed.JulietAsync(),
            bed.Bed.JulietAsync("bower"),
            People.ConnectAsync(bed.Bed.Capulet, "nurse", "hall"),
            People.ConnectAsync(bed.Bed.Capulet, "rose", "garden"));
        try
        {
            await clients[0].JoinAsync(room, "Romeo");
            await clients[0].ConfigureAsync(room, ("muc#roomconfig_persistentroom", "1"));

            await Task.WhenAll(clients.Select((client, number) => ActAsync(client, room, new Random((seed * 100) + number))));

            // Romeo is an owner all the time, so that he at least comes in again.
            await Task.WhenAll(clients.Select(client => client.SendAsync(client.Presence($"{room}/{client.Jid.Split('/')[1]}", new XElement(Names.Muc + "x")))));

            // What the room said before it answers has arrived before the answer; what others caused later, with the second one.
            await Task.WhenAll(clients.Select(client => AskAsync(client, room)));
            await Task.WhenAll(clients.Select(client => AskAsync(client, room)));

            var occupants = await ReadAsync("occupant", "list", room);
            var subject = (await ReadAsync("room", "show", room)).TryGetProperty("subject", out var set) ? set.GetString() ?? "" : "";
            Assert.NotEmpty(occupants.EnumerateArray());
            foreach (var client in clients)
                AssertSees(client, room, occupants, subject);
        }
        finally
        {
            foreach (var client in clients)
                await client.DisposeAsync();
        }
    }

    private static async Task ActAsync(XmppClient client, string room, Random random)
    {
        for (var deed = 0; deed < DeedsOfEach; deed++)
        {
            await client.SendAsync(Deed(client, room, random, deed));
            if (random.Next(3) == 0)
                await AskAsync(client, room);
        }
    }

    private static XElement Deed(XmppClient client, string room, Random random, int number)
    {
        var nick = Nicks[random.Next(Nicks.Length)];
        return random.Next(12) switch
        {
            <= 3 => client.Presence($"{room}/{nick}", new XElement(Names.Muc + "x")),
            4 => client.Presence($"{room}/{nick}", new XElement(Names.Client + "show", "away")),
            5 => new XElement(Names.Client + "presence", new XAttribute("to", $"{room}/{nick}"), new XAttribute("type", "unavailable")),
            6 => Message(new XElement(Names.Client + "body", $"{client.Jid} {number}")),
            7 => Message(new XElement(Names.Client + "subject", $"{client.Jid} {number}")),
            8 => Iq(new XElement(Names.MucAdmin + "query", Item(("nick", nick), ("role", Of("none", "visitor", "participant", "moderator"))))),
            9 or 10 => Iq(new XElement(Names.MucAdmin + "query", Item(
                ("jid", Listed[random.Next(Listed.Length)]), ("affiliation", Of("none", "none", "member", "member", "admin", "owner", "outcast"))))),
            _ => Iq(new XElement(Names.MucOwner + "query", Form(Settings[random.Next(Settings.Length)]))),
        };

        string Of(params string[] words) => words[random.Next(words.Length)];

        XElement Message(XElement child) => new(Names.Client + "message", new XAttribute("to", room), new XAttribute("type", "groupchat"), new XAttribute("id", client.NewId()), child);

        XElement Iq(XElement query) => new(Names.Client + "iq", new XAttribute("to", room), new XAttribute("type", "set"), new XAttribute("id", client.NewId()), query);
    }

    private static XElement Item(params (string Name, string Value)[] attributes) =>
        new(Names.MucAdmin + "item", attributes.Select(attribute => new XAttribute(attribute.Name, attribute.Value)));

    private static XElement Form((string Field, string Value) setting) => new(
        Names.Data + "x",
        new XAttribute("type", "submit"),
        new XElement(Names.Data + "field", new XAttribute("var", $"muc#roomconfig_{setting.Field}"), new XElement(Names.Data + "value", setting.Value)));

    private static Task<XElement> AskAsync(XmppClient client, string room) =>
        client.RequestAsync("get", room, new XElement(Names.Ping + "ping"), Scene.Patience);

    private async Task<JsonElement> ReadAsync(params string[] words)
    {
        using var answer = JsonDocument.Parse(await bed.Service.ControlAsync([.. words, "--output", "json"]));
        return answer.RootElement.Clone();
    }

    private static void AssertSees(XmppClient client, string room, JsonElement occupants, string subject)
    {
        var view = RoomView.Of(client, room);
        var own = occupants.EnumerateArray().FirstOrDefault(occupant => occupant.GetProperty("sessions").EnumerateArray().Any(session => Text(session, "realJid") == client.Jid));
        Assert.Equal(own.ValueKind == JsonValueKind.Undefined ? null : Text(own, "nick"), view.OwnNick);
        if (view.OwnNick is null)
        {
            Assert.Empty(view.Occupants);
            return;
        }

        Assert.Equal(
            occupants.EnumerateArray().Select(occupant => $"{Text(occupant, "nick")}: {Text(occupant, "affiliation")} {Text(occupant, "role")}").Order(StringComparer.Ordinal),
            view.Occupants.Select(seen => $"{seen.Key}: {ItemOf(seen.Value, "affiliation")} {ItemOf(seen.Value, "role")}").Order(StringComparer.Ordinal));
        Assert.Equal(subject, view.Subject ?? "");
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();

    private static string? ItemOf(XElement presence, string attribute) =>
        (string?)presence.Element(Names.MucUser + "x")?.Element(Names.MucUser + "item")?.Attribute(attribute);
}
