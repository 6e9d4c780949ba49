using System.Xml.Linq;
using MucService.TestBed;
using MucService.TestClient;
using Xunit;

namespace MucService.EndToEnd.Tests;

/// <summary>The host tells the service of its connections, and closes one when it is asked to: mod_muc_link_events.</summary>
public sealed class LinkEventsTests(LinkEventsTests.BehindTellingProsody bed) : IClassFixture<LinkEventsTests.BehindTellingProsody>
{
    private const string Events = "urn:x-mucservice:link-events:0";

    public sealed class BehindTellingProsody : ServiceBed
    {
        protected override BedOptions Options => new() { LinkEvents = true, SpeaksForAll = true };

        protected override IEnumerable<(string Key, string Value)> Settings => [("Muc:Links:DropSilentConnections", "true")];
    }

    [Fact]
    public async Task A_server_that_is_killed_is_noticed_though_nobody_says_a_word()
    {
        await using var scene = await Scene.OpenAsync(bed.Bed, bed.NewRoom());
        var lost = await scene.JulietsServerIsKilledInSilenceAsync(bed.Bed, "host with mod_muc_link_events (promised: well under 1 s)");
        Listings.AssertUnavailable(lost.Stanza, "Ay me!");

        await bed.Bed.Capulet.StartAsync();
        Listings.AssertAvailableAgain((await scene.JulietIsBackAsync(scene.Romeo, lost.Number)).Stanza, "Ay me!");
    }

    [Fact]
    public async Task A_connection_that_has_gone_silent_is_closed_and_nothing_in_it_arrives_late()
    {
        await using var scene = await Scene.OpenAsync(bed.Bed, bed.NewRoom());
        await scene.TalkAsync("Good morrow");
        var before = scene.Romeo.Received.Count;

        await bed.Bed.CutAsync();
        try
        {
            await scene.Romeo.SayAsync(scene.Room, "Is she gone?");
            Assert.Equal(1, await bed.Bed.ConnectionsToCapuletAsync());
            await scene.JulietIsAnnotatedAsync(scene.Romeo, before);

            // The kernel would go on sending what a socket that is merely closed has left.
            await Poll.UntilAsync("the silent connection is closed", Scene.Patience, async () => await bed.Bed.ConnectionsToCapuletAsync() == 0);
            Assert.Contains("the host dropped its connection", await bed.Service.ControlAsync("link", "show", "capulet.lit"), StringComparison.Ordinal);
        }
        finally
        {
            await bed.Bed.HealAsync();
        }

        await scene.JulietIsBackAsync(scene.Romeo, before);
        await scene.TalkAsync("again");
        Assert.DoesNotContain(RoomView.Of(scene.Juliet, scene.Room).Messages, message => message is { Body: "Is she gone?", Delayed: false });
    }

    [Fact]
    public async Task What_a_connection_takes_with_it_between_two_probes_is_told_again()
    {
        const string Lost = "O, wilt thou leave me so unsatisfied?";
        await using var scene = await Scene.OpenAsync(bed.Bed, bed.NewRoom());
        await scene.TalkAsync("Good morrow");
        await bed.Service.ControlAsync("link", "probe", "capulet.lit");

        // The next probe is ten seconds away: none is in the connection that ends, and none that is sent later shows that something was.
        await bed.Bed.CutTowardsCapuletAsync();
        try
        {
            await scene.Romeo.SayAsync(scene.Room, Lost);
            await scene.Romeo.HearsAsync(scene.RomeosJid, Lost, Scene.Patience);
            await bed.Service.ControlAsync("link", "drop", "capulet.lit");
        }
        finally
        {
            await bed.Bed.HealAsync();
        }

        await scene.Juliet.HearsAsync(scene.RomeosJid, Lost, Scene.Patience);
        Assert.All(RoomView.Of(scene.Juliet, scene.Room).Messages.Where(message => message.Body == Lost), message => Assert.True(message.Delayed));
        await scene.TalkAsync("again");
        Assert.Empty(RoomView.Of(scene.Romeo, scene.Room).Annotated);
    }

    [Fact]
    public async Task The_operator_has_one_connection_closed_and_the_next_stanza_opens_another()
    {
        await using var scene = await Scene.OpenAsync(bed.Bed, bed.NewRoom());
        await scene.TheConnectionIsClosedAndAnotherOpenedAsync(bed.Service);

        var refused = await Assert.ThrowsAsync<BedException>(() => bed.Service.ControlAsync("link", "drop", "verona.lit"));
        Assert.Contains("the host has no connection from chats.shakespeare.lit to verona.lit", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_but_the_host_is_believed_and_nobody_but_the_service_has_a_connection_closed()
    {
        await using var scene = await Scene.OpenAsync(bed.Bed, bed.NewRoom());
        await scene.TalkAsync("Good morrow");

        var before = await LossesAsync();

        // A hostile server says in its own name that its connection is lost, and wants it closed; so does a user of the host in his.
        await scene.Juliet.SendAsync(new XElement(
            Names.Client + "message",
            new XAttribute("to", "capulet.lit"),
            new XElement(XName.Get("say", "urn:x-mucservice:tests"), ConnectionIsClosed(), Drop("montague.lit"), Drop("chats.shakespeare.lit"))));
        await scene.Romeo.SendAsync(ConnectionIsClosed());
        await Poll.UntilAsync(
            "the service says whom it does not believe",
            Scene.Patience,
            () => Task.FromResult(bed.Service.Log.Contains("is not believed", StringComparison.Ordinal)));
        var refused = await scene.Romeo.RequestAsync("set", "montague.lit", new XElement(XName.Get("drop", Events), new XAttribute("domain", "capulet.lit")));
        Assert.True(refused.IsError("service-unavailable"), $"{refused}");

        await scene.TalkAsync("nothing has changed");
        Assert.Equal(1, await bed.Bed.ConnectionsToCapuletAsync());
        Assert.Equal(before, await LossesAsync());
    }

    // How often the link has heard of a lost connection, as far as its record goes back.
    private async Task<int> LossesAsync() =>
        (await bed.Service.ControlAsync("link", "show", "capulet.lit")).Split("the host lost a connection").Length;

    private static XElement ConnectionIsClosed() => new(
        Names.Client + "message",
        new XAttribute("to", "chats.shakespeare.lit"),
        new XElement(
            XName.Get("links", Events),
            new XElement(
                XName.Get("link", Events), new XAttribute("domain", "capulet.lit"), new XAttribute("direction", "out"), new XAttribute("state", "closed"))));

    private static XElement Drop(string at) => new(
        Names.Client + "iq",
        new XAttribute("to", at),
        new XAttribute("type", "set"),
        new XAttribute("id", "drop"),
        new XElement(XName.Get("drop", Events), new XAttribute("domain", "capulet.lit")));
}
