using MucService.TestBed;
using MucService.TestClient;
using Xunit;

namespace MucService.EndToEnd.Tests;

/// <summary>The service behind an ejabberd, set up by the snippet that the documentation gives.</summary>
public sealed class EjabberdTests(EjabberdTests.BehindEjabberd bed) : IClassFixture<EjabberdTests.BehindEjabberd>
{
    public sealed class BehindEjabberd : ServiceBed
    {
        protected override IEnumerable<(string Key, string Value)> Settings => Quick;

        protected override BedOptions Options => new() { EjabberdAsHost = true };
    }

    [Fact]
    public async Task Occupants_talk_and_a_cut_is_noticed_and_lifted()
    {
        await using var scene = await Scene.OpenAsync(bed.Bed, bed.NewRoom());
        await scene.TalkAsync("Good morrow");
        var before = scene.Romeo.Received.Count;

        await bed.Bed.CutAsync();
        Listings.AssertUnavailable((await scene.JulietIsAnnotatedAsync(scene.Romeo, before)).Stanza, "Ay me!");

        await bed.Bed.HealAsync();
        Listings.AssertAvailableAgain((await scene.JulietIsBackAsync(scene.Romeo, before)).Stanza, "Ay me!");
        await scene.TalkAsync("again");
    }

    [Fact]
    public async Task A_server_that_is_killed_is_noticed_with_the_first_stanza_sent_into_its_link()
    {
        await using var scene = await Scene.OpenAsync(bed.Bed, bed.NewRoom());
        var before = scene.Romeo.Received.Count;

        await bed.Bed.Capulet.KillAsync();
        var sent = await scene.Romeo.SayAsync(scene.Room, "O, speak again!");
        var lost = await scene.JulietIsAnnotatedAsync(scene.Romeo, before);
        Measured.Took("annotation after the first stanza into a refused link, behind ejabberd (promised: 1 s)", lost.Since(sent));
        await bed.Bed.Capulet.StartAsync();
    }
}
