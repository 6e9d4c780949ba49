using System.Diagnostics;
using MucService.TestClient;
using Xunit;

namespace MucService.EndToEnd.Tests;

/// <summary>The link is lost because every packet vanishes: nobody is told but by the service's own probes. XEP-0310 #mucoccupant.</summary>
public sealed class CutTests(CutTests.QuickLinks bed) : IClassFixture<CutTests.QuickLinks>
{
    public sealed class QuickLinks : ServiceBed
    {
        protected override IEnumerable<(string Key, string Value)> Settings => Quick;
    }

    [Fact]
    public async Task Who_asked_for_annotations_is_told_of_the_loss_and_of_the_return_and_nobody_else_is()
    {
        await using var scene = await Scene.OpenAsync(bed.Bed, bed.NewRoom());
        await using var benvolio = await People.ConnectAsync(bed.Bed.Montague, "benvolio", "street", psa: false);
        await benvolio.JoinAsync(scene.Room, "Benvolio");
        await scene.TalkAsync("Good morrow");
        await benvolio.HearsAsync(scene.JulietsJid, "Good morrow (Juliet)");
        var (romeoBefore, benvolioBefore) = (scene.Romeo.Received.Count, benvolio.Received.Count);

        await bed.Bed.CutAsync();
        var cut = Stopwatch.GetTimestamp();
        var lost = await scene.JulietIsAnnotatedAsync(scene.Romeo, romeoBefore);
        Measured.Took("annotation after the packets began to vanish, quick probes", lost.Since(cut));
        Listings.AssertUnavailable(lost.Stanza, "Ay me!");

        await scene.Romeo.SayAsync(scene.Room, "But, soft!");
        await benvolio.HearsAsync(scene.RomeosJid, "But, soft!");
        Assert.Single(benvolio.Received.From(benvolioBefore));

        romeoBefore = scene.Romeo.Received.Count;
        await bed.Bed.HealAsync();
        var healed = Stopwatch.GetTimestamp();
        var back = await scene.JulietIsBackAsync(scene.Romeo, romeoBefore);
        Measured.Took("empty annotation after the link healed", back.Since(healed));
        Listings.AssertAvailableAgain(back.Stanza, "Ay me!");

        await scene.TalkAsync("again");
        Assert.DoesNotContain(benvolio.Received.From(benvolioBefore), received => received.Stanza.Is("presence"));
    }

    [Fact]
    public async Task Who_enters_during_the_outage_is_told_once_his_capabilities_are_known()
    {
        await using var scene = await Scene.OpenAsync(bed.Bed, bed.NewRoom());
        var before = scene.Romeo.Received.Count;
        await bed.Bed.CutAsync();
        await scene.JulietIsAnnotatedAsync(scene.Romeo, before);

        await using var mercutio = await People.ConnectAsync(bed.Bed.Montague, "mercutio", "street");
        await mercutio.JoinAsync(scene.Room, "Mercutio");
        Listings.AssertUnavailable((await scene.JulietIsAnnotatedAsync(mercutio, 0)).Stanza, "Ay me!");
        Assert.Equal(["Juliet"], RoomView.Of(mercutio, scene.Room).Annotated);

        before = mercutio.Received.Count;
        await bed.Bed.HealAsync();
        await scene.JulietIsBackAsync(mercutio, before);
        Assert.Empty(RoomView.Of(mercutio, scene.Room).Annotated);
    }

    [Fact]
    public async Task An_annotation_that_an_occupant_makes_up_reaches_nobody()
    {
        await using var scene = await Scene.OpenAsync(bed.Bed, bed.NewRoom());

        await scene.Juliet.SendAsync(scene.Juliet.Presence(
            scene.JulietsJid,
            new System.Xml.Linq.XElement(Names.Client + "status", "O happy dagger!"),
            new System.Xml.Linq.XElement(
                Names.Psa + "state-annotation",
                new System.Xml.Linq.XAttribute("from", "chats.shakespeare.lit"),
                new System.Xml.Linq.XElement(Names.Psa + "server-unavailable"))));
        var shown = await scene.Romeo.Received.WaitForAsync(
            "new status of Juliet",
            stanza => stanza.IsPresence(scene.JulietsJid) && stanza.Element(Names.Client + "status")?.Value == "O happy dagger!",
            Scene.Patience);

        Assert.Null(shown.Stanza.Annotation());
    }
}
