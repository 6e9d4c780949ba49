using System.Diagnostics;
using MucService.TestClient;
using Xunit;

namespace MucService.EndToEnd.Tests;

/// <summary>
/// What the service promises with its default settings for a domain whose rooms are silent; only, they count as silent after a second and not
/// after ten minutes.
/// </summary>
public sealed class IdlePromiseTests(IdlePromiseTests.Idle bed) : IClassFixture<IdlePromiseTests.Idle>
{
    public sealed class Idle : ServiceBed
    {
        protected override IEnumerable<(string Key, string Value)> Settings => [("Muc:Links:IdleAfter", "1s")];
    }

    [Fact]
    public async Task A_cut_that_swallows_packets_is_noticed_though_nobody_has_spoken_for_long()
    {
        await using var scene = await Scene.OpenAsync(bed.Bed, bed.NewRoom());

        // As long as a room is in use, probes are 10 s apart: the silence has to outlast the last of these.
        await Task.Delay(TimeSpan.FromSeconds(12));
        var before = scene.Romeo.Received.Count;

        await bed.Bed.CutAsync();
        var cut = Stopwatch.GetTimestamp();
        var lost = await scene.Romeo.Received.WaitForAsync(
            "annotated presence of Juliet",
            stanza => stanza.IsPresence(scene.JulietsJid) && stanza.IsAnnotatedUnavailable(),
            TimeSpan.FromMinutes(4),
            before);
        Measured.Took("annotation after the packets began to vanish, of a room that is silent (promised: 100 s)", lost.Since(cut));
        Listings.AssertUnavailable(lost.Stanza, "Ay me!");
    }
}
