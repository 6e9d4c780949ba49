using System.Xml.Linq;
using MucService.TestBed;
using MucService.TestClient;
using Xunit;

namespace MucService.EndToEnd.Tests;

/// <summary>Rooms and services that end, and members that admins approve, through real servers.</summary>
public abstract class EndsTests(ServiceBed bed)
{
    private static readonly XNamespace Register = "jabber:iq:register";
    private static readonly XNamespace Commands = "http://jabber.org/protocol/commands";

    protected static readonly (string Key, string Value)[] BenvolioIsAdmin = [("Muc:Admins:0", "benvolio@montague.lit")];

    [Fact]
    public async Task A_destroyed_room_answers_that_it_is_gone_and_where_it_went_also_after_a_restart()
    {
        var room = bed.NewRoom();
        await using (var romeo = await bed.Bed.RomeoAsync())
        await using (var juliet = await bed.Bed.JulietAsync())
        {
            await romeo.JoinAsync(room, "Romeo");
            await romeo.UnlockAsync(room);
            await juliet.JoinAsync(room, "Juliet");
            var destroy = new XElement(
                Names.MucOwner + "destroy", new XAttribute("jid", $"tomb@{BedOptions.Service}"), new XElement(Names.MucOwner + "reason", "Thus with a kiss I die"));
            Assert.Equal("result", (string?)(await romeo.RequestAsync("set", room, new XElement(Names.MucOwner + "query", destroy))).Attribute("type"));
            var told = await juliet.Received.WaitForAsync("end of the room", stanza => stanza.IsPresence($"{room}/Juliet", "unavailable"), Scene.Patience);
            Assert.Equal($"tomb@{BedOptions.Service}", (string?)told.Stanza.Descendants(Names.MucUser + "destroy").Single().Attribute("jid"));
        }

        await AssertGoneAsync(room);
        await bed.Service.KillAsync();
        await bed.Service.StartAsync();
        await AssertGoneAsync(room);
        Assert.Contains(room, await bed.Service.ControlAsync("room", "tombstones"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_owner_approves_who_asks_for_membership()
    {
        var room = bed.NewRoom();
        await using var romeo = await bed.Bed.RomeoAsync();
        await using var juliet = await bed.Bed.JulietAsync();
        await romeo.SendAsync(romeo.Presence());
        await juliet.SendAsync(juliet.Presence());
        await romeo.JoinAsync(room, "Romeo");
        await romeo.ConfigureAsync(room, ("muc#roomconfig_membersonly", "1"));
        await AssertRefusedAsync(juliet, room, "registration-required");

        var form = Form("submit", ("FORM_TYPE", "http://jabber.org/protocol/muc#register"), ("muc#register_roomnick", "Capulet"));
        Assert.Equal("result", (string?)(await juliet.RequestAsync("set", room, new XElement(Register + "query", form))).Attribute("type"));
        var asked = await romeo.Received.WaitForAsync("question to the owner", stanza => stanza.Is("message", room) && stanza.Element(Names.Data + "x") is not null, Scene.Patience);
        Assert.Contains(juliet.BareJid, asked.Stanza.Descendants(Names.Data + "value").Select(value => value.Value));
        await romeo.SendAsync(new XElement(Names.Client + "message", new XAttribute("to", room), Form(
            "submit",
            ("FORM_TYPE", "http://jabber.org/protocol/muc#register"), ("muc#jid", juliet.BareJid), ("muc#register_roomnick", "Capulet"), ("muc#register_allow", "1"))));

        await juliet.Received.WaitForAsync("approval", stanza => stanza.Is("message", room) && stanza.StatusCodes().Contains("101"), Scene.Patience);
        var self = await juliet.JoinAsync(room, "Capulet");
        Assert.Equal("member", (string?)self.Descendants(Names.MucUser + "item").Single().Attribute("affiliation"));
    }

    [Fact]
    public async Task An_admin_of_the_service_destroys_a_room_by_command()
    {
        var room = bed.NewRoom();
        await using var romeo = await bed.Bed.RomeoAsync();
        await using var benvolio = await People.ConnectAsync(bed.Bed.Montague, "benvolio", "street");
        await romeo.JoinAsync(room, "Romeo");
        await romeo.UnlockAsync(room);
        var destroy = new XElement(Commands + "command", new XAttribute("node", "http://prosody.im/protocol/muc#destroy"), Form("submit", ("rooms", room)));

        Assert.True((await romeo.RequestAsync("set", BedOptions.Service, destroy)).IsError("forbidden"));
        var done = await benvolio.RequestAsync("set", BedOptions.Service, destroy);

        Assert.Equal("completed", (string?)done.Element(Commands + "command")?.Attribute("status"));
        var told = await romeo.Received.WaitForAsync("end of the room", stanza => stanza.IsPresence($"{room}/Romeo", "unavailable"), Scene.Patience);
        Assert.Single(told.Stanza.Descendants(Names.MucUser + "destroy"));
    }

    /// <summary>Entering is refused with <c>gone</c>, and the venue.</summary>
    private async Task AssertGoneAsync(string room)
    {
        await using var juliet = await bed.Bed.JulietAsync("garden");
        var gone = await AssertRefusedAsync(juliet, room, "gone");
        Assert.Equal($"xmpp:tomb@{BedOptions.Service}?join", gone.Descendants(Names.Stanzas + "gone").Single().Value);
        Assert.Equal("Thus with a kiss I die", gone.Descendants(Names.Stanzas + "text").Single().Value);
    }

    private static async Task<XElement> AssertRefusedAsync(XmppClient client, string room, string condition)
    {
        var from = client.Received.Count;
        await client.SendAsync(client.Presence($"{room}/Juliet", new XElement(Names.Muc + "x")));
        return (await client.Received.WaitForAsync($"refusal with {condition}", stanza => stanza.Is("presence") && stanza.IsError(condition), Scene.Patience, from)).Stanza;
    }

    private static XElement Form(string type, params (string Name, string Value)[] fields) => new(
        Names.Data + "x",
        new XAttribute("type", type),
        fields.Select(field => new XElement(Names.Data + "field", new XAttribute("var", field.Name), new XElement(Names.Data + "value", field.Value))));
}

/// <summary>Behind a Prosody.</summary>
public sealed class EndsBehindProsodyTests(EndsBehindProsodyTests.BehindProsody bed) : EndsTests(bed), IClassFixture<EndsBehindProsodyTests.BehindProsody>
{
    public sealed class BehindProsody : ServiceBed
    {
        protected override IEnumerable<(string Key, string Value)> Settings => BenvolioIsAdmin;
    }
}

/// <summary>Behind an ejabberd.</summary>
public sealed class EndsBehindEjabberdTests(EndsBehindEjabberdTests.BehindEjabberd bed) : EndsTests(bed), IClassFixture<EndsBehindEjabberdTests.BehindEjabberd>
{
    public sealed class BehindEjabberd : ServiceBed
    {
        protected override IEnumerable<(string Key, string Value)> Settings => BenvolioIsAdmin;

        protected override BedOptions Options => new() { EjabberdAsHost = true };
    }
}
