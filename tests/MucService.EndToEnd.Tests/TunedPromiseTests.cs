using System.Diagnostics;
using Xunit;

namespace MucService.EndToEnd.Tests;

/// <summary>What the service promises with probes as quick as its README says they may be.</summary>
public sealed class TunedPromiseTests(TunedPromiseTests.Tuned bed) : IClassFixture<TunedPromiseTests.Tuned>
{
    public sealed class Tuned : ServiceBed
    {
        protected override IEnumerable<(string Key, string Value)> Settings => [("Muc:Links:ProbeInterval", "1s"), ("Muc:Links:ProbeDeadline", "1s")];
    }

    [Fact]
    public async Task A_cut_that_swallows_packets_is_noticed()
    {
        await using var scene = await Scene.OpenAsync(bed.Bed, bed.NewRoom());
        await scene.TalkAsync("Good morrow");
        var before = scene.Romeo.Received.Count;

        await bed.Bed.CutAsync();
        var cut = Stopwatch.GetTimestamp();
        var lost = await scene.JulietIsAnnotatedAsync(scene.Romeo, before);
        Measured.Took("annotation after the packets began to vanish, probes each second and 1 s for an answer (promised: 5 s)", lost.Since(cut));
        Listings.AssertUnavailable(lost.Stanza, "Ay me!");
    }
}
