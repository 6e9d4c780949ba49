using System.Diagnostics;
using System.Xml.Linq;
using MucService.TestBed;
using MucService.TestClient;
using Xunit;

namespace MucService.EndToEnd.Tests;

/// <summary>XEP-0310 sections #s2s and #connectionpaused for a Prosody's own users: mod_presence_annotations.</summary>
public sealed class PresenceAnnotationTests(PresenceAnnotationTests.AnnotatingProsodys bed) : IClassFixture<PresenceAnnotationTests.AnnotatingProsodys>
{
    public sealed class AnnotatingProsodys : ServiceBed
    {
        protected override BedOptions Options => new() { Annotations = true };
    }

    [Fact]
    public async Task Contacts_here_and_elsewhere_are_told_that_a_client_is_paused_and_that_it_is_back()
    {
        await using var benvolio = await ResumableAsync("benvolio");
        await using var romeo = await bed.Bed.RomeoAsync();
        await using var juliet = await bed.Bed.JulietAsync();
        await using var tybalt = await People.ConnectAsync(bed.Bed.Montague, "tybalt", "street", psa: false);
        await using var peter = await WithoutCapabilitiesAsync(bed.Bed.Capulet, "peter");
        XmppClient[] everybody = [romeo, juliet, tybalt, peter];
        foreach (var contact in everybody)
            await BefriendAsync(benvolio, contact);
        await ShowAsync(benvolio, "He ran this way, and leap'd this orchard wall", everybody);

        // Somebody who could be told, but was only asked for his presence and never sent any.
        await using var nurse = await People.ConnectAsync(bed.Bed.Capulet, "nurse", "street");
        await benvolio.SendAsync(Subscription(nurse.BareJid, "subscribe"));
        await nurse.Received.WaitForAsync("request", stanza => stanza.IsPresence(benvolio.BareJid, "subscribe"), Scene.Patience);
        XmppClient[] notTold = [tybalt, peter, nurse];
        var quiet = notTold.Select(client => client.Received.Count).ToArray();

        await benvolio.LoseConnectionAsync();
        var lost = Stopwatch.GetTimestamp();
        foreach (var contact in new[] { romeo, juliet })
        {
            var paused = await AnnotatedAsync(contact, benvolio.Jid, "connection-paused");
            Measured.Took($"annotation at {contact.Jid} after a contact's client lost its connection", paused.Since(lost));
            AssertPaused(paused.Stanza, "He ran this way, and leap'd this orchard wall");
        }

        await benvolio.ResumeAsync();
        foreach (var contact in new[] { romeo, juliet })
        {
            var resumed = await contact.Received.WaitForAsync(
                "empty annotation", stanza => stanza.IsPresence(benvolio.Jid) && stanza.IsAnnotatedEmpty(), Scene.Patience);
            Assert.Equal("montague.lit", (string?)resumed.Stanza.Annotation()!.Attribute("from"));
            Assert.Equal("He ran this way, and leap'd this orchard wall", resumed.Stanza.Element(Names.Client + "status")?.Value);
        }

        await romeo.WhisperAsync(benvolio.Jid, "Here I am");
        await benvolio.Received.WaitForAsync("whisper after resumption", stanza => stanza.Body() == "Here I am", Scene.Patience);
        foreach (var (client, from) in notTold.Zip(quiet))
            Assert.DoesNotContain(client.Received.From(from), received => received.Stanza.Is("presence"));
    }

    [Fact]
    public async Task Who_was_blocked_or_told_that_the_client_is_unavailable_is_not_told_that_it_is_paused()
    {
        await using var sampson = await ResumableAsync("sampson");
        await using var romeo = await bed.Bed.RomeoAsync("yard");
        await using var juliet = await bed.Bed.JulietAsync("yard");
        await using var gregory = await People.ConnectAsync(bed.Bed.Capulet, "gregory", "yard");
        foreach (var contact in new[] { romeo, juliet, gregory })
            await BefriendAsync(sampson, contact);

        await sampson.RequestAsync("set", sampson.BareJid, new XElement(
            XName.Get("block", "urn:xmpp:blocking"), new XElement(XName.Get("item", "urn:xmpp:blocking"), new XAttribute("jid", juliet.BareJid))));
        await sampson.SendAsync(new XElement(Names.Client + "presence", new XAttribute("to", gregory.BareJid), new XAttribute("type", "unavailable")));
        foreach (var contact in new[] { juliet, gregory })
            await contact.Received.WaitForAsync("unavailable", stanza => stanza.IsPresence(sampson.Jid, "unavailable"), Scene.Patience);

        await sampson.LoseConnectionAsync();
        await AnnotatedAsync(romeo, sampson.Jid, "connection-paused");
        await sampson.ResumeAsync();
        await EmptyAsync(romeo, sampson.Jid, 0);
        foreach (var contact in new[] { juliet, gregory })
            Assert.DoesNotContain(contact.Received.From(0), received => received.Stanza.Annotation() is not null);
    }

    [Fact]
    public async Task A_contact_whose_server_is_killed_is_annotated_at_once_and_unavailable_when_it_is_back()
    {
        await using var escalus = await People.ConnectAsync(bed.Bed.Montague, "escalus", "palace");
        await using var capulet = await People.ConnectAsync(bed.Bed.Capulet, "capulet", "house");
        await BefriendAsync(capulet, escalus);

        await bed.Bed.Capulet.KillAsync();
        var killed = Stopwatch.GetTimestamp();
        var lost = await AnnotatedAsync(escalus, capulet.Jid, "server-unavailable");
        Measured.Took("annotation of a contact after the SIGKILL of his server", lost.Since(killed));
        AssertServerUnavailable(lost.Stanza, "montague.lit");

        await bed.Bed.Capulet.StartAsync();
        await EmptyAsync(escalus, capulet.Jid, lost.Number);
    }

    [Fact]
    public async Task A_client_that_is_not_resumed_is_unavailable_as_ever()
    {
        await using var mercutio = await ResumableAsync("mercutio");
        await using var romeo = await bed.Bed.RomeoAsync("hall");
        await BefriendAsync(mercutio, romeo);

        await mercutio.LoseConnectionAsync();
        var paused = await AnnotatedAsync(romeo, mercutio.Jid, "connection-paused");
        var gone = await romeo.Received.WaitForAsync("unavailable", stanza => stanza.IsPresence(mercutio.Jid, "unavailable"), Scene.Patience, paused.Number);
        Assert.Null(gone.Stanza.Annotation());
    }

    [Fact]
    public async Task Who_comes_while_a_client_is_paused_is_told_too()
    {
        await using var paris = await ResumableAsync("paris");
        await using (var romeo = await bed.Bed.RomeoAsync("first"))
            await BefriendAsync(paris, romeo);

        await paris.LoseConnectionAsync();
        await using var again = await bed.Bed.RomeoAsync("second");
        await AnnotatedAsync(again, paris.Jid, "connection-paused");
    }

    [Fact]
    public async Task A_lost_server_is_shown_at_its_contacts_and_rooms_and_lifted_and_nothing_is_said_of_subscriptions()
    {
        await using var scene = await Scene.OpenAsync(bed.Bed, bed.NewRoom());
        await using var tybalt = await People.ConnectAsync(bed.Bed.Montague, "tybalt", "square", psa: false);
        await using var nurse = await People.ConnectAsync(bed.Bed.Capulet, "nurse", "chamber");
        await BefriendAsync(scene.Juliet, scene.Romeo);
        await using var abram = await WithoutCapabilitiesAsync(bed.Bed.Montague, "abram");
        await BefriendAsync(scene.Juliet, tybalt);
        await BefriendAsync(scene.Juliet, abram);
        await ShowAsync(scene.Juliet, "Ay me!", scene.Romeo, tybalt, abram);
        await nurse.SendAsync(Subscription(scene.Romeo.BareJid, "subscribe"));
        await scene.Romeo.Received.WaitForAsync("request of the nurse", stanza => stanza.IsPresence(nurse.BareJid, "subscribe"), Scene.Patience);
        var (before, inRoom) = (scene.Romeo.Received.Count, scene.Juliet.Received.Count);

        await bed.Bed.CutAsync();
        var cut = Stopwatch.GetTimestamp();
        try
        {
            var lost = await AnnotatedAsync(scene.Romeo, scene.Juliet.Jid, "server-unavailable");
            Measured.Took("annotation of a contact after the packets to her server began to vanish, quick probes of the host", lost.Since(cut));
            AssertServerUnavailable(lost.Stanza, "montague.lit");
            Assert.Equal("Ay me!", lost.Stanza.Element(Names.Client + "status")?.Value);

            // Juliet's own server says of the room that is beyond the cut what the room can no longer say.
            AssertServerUnavailable((await AnnotatedAsync(scene.Juliet, scene.RomeosJid, "server-unavailable", inRoom)).Stanza, "capulet.lit");
        }
        finally
        {
            await bed.Bed.HealAsync();
        }

        await EmptyAsync(scene.Romeo, scene.Juliet.Jid, before);
        await EmptyAsync(scene.Juliet, scene.RomeosJid, inRoom);
        Assert.DoesNotContain(scene.Romeo.Received.From(before), received => received.Stanza.Annotation() is not null
            && (received.Stanza.Attribute("type") is not null || ((string?)received.Stanza.Attribute("from"))!.StartsWith("nurse", StringComparison.Ordinal)));
        foreach (var client in new[] { tybalt, abram })
            Assert.DoesNotContain(client.Received.From(0), received => received.Stanza.Annotation() is not null);
    }

    [Fact]
    public async Task A_room_is_told_that_an_occupants_client_is_paused_and_tells_the_others()
    {
        await using var scene = await Scene.OpenAsync(bed.Bed, bed.NewRoom());
        await using var benvolio = await ResumableAsync("balthasar");
        await benvolio.JoinAsync(scene.Room, "Balthasar");

        await benvolio.LoseConnectionAsync();
        var paused = await AnnotatedAsync(scene.Romeo, $"{scene.Room}/Balthasar", "connection-paused");
        Assert.Equal("chats.shakespeare.lit", (string?)paused.Stanza.Annotation()!.Attribute("from"));
        await benvolio.ResumeAsync();
        await EmptyAsync(scene.Romeo, $"{scene.Room}/Balthasar", paused.Number);
    }

    private static async Task BefriendAsync(XmppClient one, XmppClient other)
    {
        foreach (var (asking, asked) in new[] { (one, other), (other, one) })
        {
            var from = asked.Received.Count;
            await asking.SendAsync(Subscription(asked.BareJid, "subscribe"));
            await asked.Received.WaitForAsync("request", stanza => stanza.IsPresence(asking.BareJid, "subscribe"), Scene.Patience, from);
            from = asking.Received.Count;
            await asked.SendAsync(Subscription(asking.BareJid, "subscribed"));
            await asking.Received.WaitForAsync("presence of a new contact", stanza => stanza.IsPresence(asked.Jid), Scene.Patience, from);
        }
    }

    private static async Task ShowAsync(XmppClient client, string status, params XmppClient[] contacts)
    {
        await client.SendAsync(client.Presence(null, new XElement(Names.Client + "status", status)));
        foreach (var contact in contacts)
        {
            await contact.Received.WaitForAsync(
                $"status of {client.Jid} at {contact.Jid}",
                stanza => stanza.IsPresence(client.Jid) && stanza.Element(Names.Client + "status")?.Value == status,
                Scene.Patience);
        }
    }

    private static Task<Received> AnnotatedAsync(XmppClient at, string jid, string reason, int from = 0) =>
        at.Received.WaitForAsync(
            $"{reason} of {jid} at {at.Jid}",
            stanza => stanza.IsPresence(jid) && stanza.Annotation()?.Element(Names.Psa + reason) is not null,
            Scene.Patience,
            from);

    private static Task<Received> EmptyAsync(XmppClient at, string jid, int from) =>
        at.Received.WaitForAsync($"empty annotation of {jid} at {at.Jid}", stanza => stanza.IsPresence(jid) && stanza.IsAnnotatedEmpty(), Scene.Patience, from);

    private static void AssertPaused(XElement presence, string status)
    {
        var annotation = presence.Annotation()!;
        Assert.Equal("montague.lit", (string?)annotation.Attribute("from"));
        Assert.Equal(["connection-paused", "description"], annotation.Elements().Select(element => element.Name.LocalName));
        Assert.Equal(status, presence.Element(Names.Client + "status")?.Value);
    }

    private static void AssertServerUnavailable(XElement presence, string by)
    {
        var annotation = presence.Annotation()!;
        Assert.Equal(by, (string?)annotation.Attribute("from"));
        Assert.Equal(["server-unavailable", "description"], annotation.Elements().Select(element => element.Name.LocalName));
    }

    private static XElement Subscription(string to, string type) =>
        new(Names.Client + "presence", new XAttribute("to", to), new XAttribute("type", type));

    private static Task<XmppClient> WithoutCapabilitiesAsync(XmppServer server, string user) => XmppClient.ConnectAsync(new ClientOptions
    {
        Server = server.Clients,
        Domain = server.Domain,
        User = user,
        SendsCapabilities = false,
    });

    private Task<XmppClient> ResumableAsync(string user) => XmppClient.ConnectAsync(new ClientOptions
    {
        Server = bed.Bed.Montague.Clients,
        Domain = bed.Bed.Montague.Domain,
        User = user,
        Resource = "lane",
        Resumable = true,
    });
}
