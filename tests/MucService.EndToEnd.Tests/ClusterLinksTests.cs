using System.Diagnostics;
using MucService.TestBed;
using MucService.TestClient;
using Xunit;

namespace MucService.EndToEnd.Tests;

/// <summary>What is known of links, and what is kept for those who cannot be reached, outlives any node.</summary>
[Collection(nameof(ClusterBed))]
public sealed class ClusterLinksTests(ClusterBed bed)
{
    [Fact]
    public async Task Who_is_banned_while_he_cannot_be_reached_is_told_when_he_can_though_every_node_was_killed_meanwhile()
    {
        await bed.RestoreAsync();
        await using var scene = await Scene.OpenAsync(bed.Bed, bed.NewRooms(1)[0], service: bed.Cluster.Nodes[0]);
        await using var tybalt = await People.ConnectAsync(bed.Bed.Capulet, "tybalt", "street");
        await tybalt.JoinAsync(scene.Room, "Tybalt");
        var from = scene.Romeo.Received.Count;
        await bed.Bed.CutAsync();
        try
        {
            await scene.JulietIsAnnotatedAsync(scene.Romeo, from);
            Assert.Equal("result", (string?)(await scene.BanAsync(tybalt.BareJid)).Attribute("type"));

            // The room's first, which has it from nobody but its rows then.
            var home = bed.Cluster.NodeOf(scene.Room);
            foreach (var node in bed.Cluster.Nodes.OrderBy(node => node != home))
            {
                await node.KillAsync();
                await bed.RestoreAsync();
                await IsKeptAsync(bed.Cluster.Nodes.First(other => other != node));
                await IsAnnotatedAsync(scene);
            }

            from = scene.Romeo.Received.Count;
        }
        finally
        {
            await bed.Bed.HealAsync();
        }

        // By the empty annotation; or plainly, if that is just when he is told again what was in doubt since the last node was killed.
        var back = await scene.Romeo.Received.WaitForAsync(
            "Juliet shown as reachable", stanza => stanza.IsPresence(scene.JulietsJid) && !stanza.IsAnnotatedUnavailable(), Scene.Patience + Scene.Patience, from);
        var notice = await tybalt.Received.WaitForAsync(
            "notice of his ban", stanza => stanza.IsPresence($"{scene.Room}/Tybalt", "unavailable"), Scene.Patience);
        Assert.Superset(new HashSet<string> { "110", "301" }, notice.Stanza.StatusCodes().ToHashSet());
        Measured.Took("notice of a ban after others were told that the server is back", Stopwatch.GetElapsedTime(back.At, notice.At));
        await scene.TalkAsync("again");
        Assert.Empty(bed.Bed.Instances.Relapses());
    }

    // Who may have missed what a killed node said last is told everything again, first plainly.
    private static Task IsAnnotatedAsync(Scene scene) =>
        Poll.UntilAsync("Juliet shown as unreachable", Scene.Patience, () => Task.FromResult(
            scene.Romeo.Received.From(0).LastOrDefault(received => received.Stanza.IsPresence(scene.JulietsJid))?.Stanza.IsAnnotatedUnavailable() is true));

    private Task IsKeptAsync(ServiceProcess node) =>
        Poll.UntilAsync($"{node.Name} knows of the lost link and of the notice", Scene.Patience, async () =>
            await node.AdminAsync($"/admin/v1/links/{bed.Bed.Capulet.Domain}") is { } link
            && link.Contains("\"notices\":1,", StringComparison.Ordinal)
            && !link.Contains("\"told\":\"reachable\"", StringComparison.Ordinal));
}
