using MucService.TestClient;
using Xunit;

namespace MucService.EndToEnd.Tests;

/// <summary>The policy that removes instead of annotating.</summary>
public sealed class EjectTests(EjectTests.Ejecting bed) : IClassFixture<EjectTests.Ejecting>
{
    public sealed class Ejecting : ServiceBed
    {
        protected override IEnumerable<(string Key, string Value)> Settings => [.. Quick, ("Muc:Links:Policy", "eject")];
    }

    [Fact]
    public async Task Occupants_of_a_lost_domain_are_removed_for_technical_reasons_and_not_as_kicked()
    {
        await using var scene = await Scene.OpenAsync(bed.Bed, bed.NewRoom());
        await using var benvolio = await People.ConnectAsync(bed.Bed.Montague, "benvolio", "street", psa: false);
        await benvolio.JoinAsync(scene.Room, "Benvolio");
        var before = scene.Romeo.Received.Count;

        await bed.Bed.CutAsync();
        foreach (var witness in new[] { scene.Romeo, benvolio })
        {
            var removal = await witness.Received.WaitForAsync(
                "removal of Juliet", stanza => stanza.IsPresence(scene.JulietsJid, "unavailable"), Scene.Patience);
            Assert.Contains("333", removal.Stanza.StatusCodes());
            Assert.DoesNotContain("307", removal.Stanza.StatusCodes());
            Assert.DoesNotContain("capulet.lit", $"{removal.Stanza.Descendants(Names.MucUser + "reason").SingleOrDefault()}", StringComparison.Ordinal);
        }

        Assert.DoesNotContain(scene.Romeo.Received.From(before), received => received.Stanza.Annotation() is not null);
        await bed.Bed.HealAsync();
        var notice = await scene.Juliet.Received.WaitForAsync(
            "notice of her own removal", stanza => stanza.IsPresence(scene.JulietsJid, "unavailable"), Scene.Patience);
        Assert.Contains("110", notice.Stanza.StatusCodes());
        await scene.Juliet.JoinAsync(scene.Room, "Juliet");
        await scene.TalkAsync("again");

        // Who asks weeks later why she was thrown out is told, whatever happened to the process meanwhile.
        await bed.Service.KillAsync();
        await bed.Service.StartAsync();
        Assert.Matches(
            $"{scene.Room} +juliet@capulet.lit/balcony +its server could not be reached, and the room does not wait",
            await bed.Service.ControlAsync("removal", "list", "--jid", "juliet@capulet.lit"));
    }
}
