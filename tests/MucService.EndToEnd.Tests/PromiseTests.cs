using System.Diagnostics;
using MucService.TestClient;
using Xunit;

namespace MucService.EndToEnd.Tests;

/// <summary>What the service promises with its default settings, measured from outside.</summary>
public sealed class PromiseTests(PromiseTests.ServiceAsItIs bed) : IClassFixture<PromiseTests.ServiceAsItIs>
{
    public sealed class ServiceAsItIs : ServiceBed;

    [Fact]
    public async Task A_cut_that_swallows_packets_is_noticed()
    {
        await using var scene = await Scene.OpenAsync(bed.Bed, bed.NewRoom());
        await scene.TalkAsync("Good morrow");
        var before = scene.Romeo.Received.Count;

        await bed.Bed.CutAsync();
        var cut = Stopwatch.GetTimestamp();
        var lost = await scene.JulietIsAnnotatedAsync(scene.Romeo, before);
        Measured.Took("annotation after the packets began to vanish (promised: 30 s)", lost.Since(cut));

        before = scene.Romeo.Received.Count;
        await bed.Bed.HealAsync();
        await scene.JulietIsBackAsync(scene.Romeo, before);
        await scene.TalkAsync("again");
    }

    [Fact]
    public async Task A_server_that_is_killed_is_noticed_with_the_first_stanza_sent_into_its_link()
    {
        await using var scene = await Scene.OpenAsync(bed.Bed, bed.NewRoom());
        await scene.TalkAsync("Good morrow");
        var before = scene.Romeo.Received.Count;

        await bed.Bed.Capulet.KillAsync();
        var sent = await scene.Romeo.SayAsync(scene.Room, "O, speak again!");
        var lost = await scene.JulietIsAnnotatedAsync(scene.Romeo, before);
        Measured.Took("annotation after the first stanza into a refused link (promised: 1 s)", lost.Since(sent));
        Listings.AssertUnavailable(lost.Stanza, "Ay me!");

        before = scene.Romeo.Received.Count;
        await bed.Bed.Capulet.StartAsync();
        var back = await scene.JulietIsBackAsync(scene.Romeo, before);
        Listings.AssertAvailableAgain(back.Stanza, "Ay me!");
    }
}
