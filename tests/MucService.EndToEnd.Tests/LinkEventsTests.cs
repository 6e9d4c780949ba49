using System.Diagnostics;
using MucService.TestBed;
using MucService.TestClient;
using Xunit;

namespace MucService.EndToEnd.Tests;

/// <summary>The host tells the service of its connections, and closes one when it is asked to: mod_muc_link_events.</summary>
public sealed class LinkEventsTests(LinkEventsTests.BehindTellingProsody bed) : IClassFixture<LinkEventsTests.BehindTellingProsody>
{
    public sealed class BehindTellingProsody : ServiceBed
    {
        protected override BedOptions Options => new() { LinkEvents = true };

        protected override IEnumerable<(string Key, string Value)> Settings => [("Muc:Links:DropSilentConnections", "true")];
    }

    [Fact]
    public async Task A_server_that_is_killed_is_noticed_though_nobody_says_a_word()
    {
        await using var scene = await Scene.OpenAsync(bed.Bed, bed.NewRoom());
        await scene.TalkAsync("Good morrow");
        var before = scene.Romeo.Received.Count;

        var killed = Stopwatch.GetTimestamp();
        await bed.Bed.Capulet.KillAsync();
        var lost = await scene.JulietIsAnnotatedAsync(scene.Romeo, before);
        Measured.Took("annotation after the SIGKILL of an idle remote server, host with mod_muc_link_events (promised: well under 1 s)", lost.Since(killed));
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
    public async Task The_operator_has_one_connection_closed_and_the_next_stanza_opens_another()
    {
        await using var scene = await Scene.OpenAsync(bed.Bed, bed.NewRoom());
        await scene.TalkAsync("Good morrow");

        var said = await bed.Service.ControlAsync("link", "drop", "capulet.lit");
        Assert.Contains("dropped the host's connection from chats.shakespeare.lit to capulet.lit", said, StringComparison.Ordinal);
        await scene.TalkAsync("over another one");
        Assert.Empty(RoomView.Of(scene.Romeo, scene.Room).Annotated);

        var refused = await Assert.ThrowsAsync<BedException>(() => bed.Service.ControlAsync("link", "drop", "verona.lit"));
        Assert.Contains("the host has no connection from chats.shakespeare.lit to verona.lit", refused.Message, StringComparison.Ordinal);
    }
}
