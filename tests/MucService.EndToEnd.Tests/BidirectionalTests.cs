using System.Diagnostics;
using MucService.TestBed;
using MucService.TestClient;
using Xunit;

namespace MucService.EndToEnd.Tests;

/// <summary>mod_muc_link_events where both servers use one connection for both directions, which either of them may have opened.</summary>
public sealed class BidirectionalTests(BidirectionalTests.OverOneConnection bed) : IClassFixture<BidirectionalTests.OverOneConnection>
{
    public sealed class OverOneConnection : ServiceBed
    {
        protected override BedOptions Options => new() { LinkEvents = true, Bidirectional = true };
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
        Measured.Took("annotation after the SIGKILL of an idle remote server, one connection for both directions", lost.Since(killed));
        await bed.Bed.Capulet.StartAsync();
    }

    [Fact]
    public async Task The_operator_has_the_connection_closed_and_the_next_stanza_opens_another()
    {
        await using var scene = await Scene.OpenAsync(bed.Bed, bed.NewRoom());
        await scene.TalkAsync("Good morrow");

        var said = await bed.Service.ControlAsync("link", "drop", "capulet.lit");
        Assert.Contains("dropped the host's connection from chats.shakespeare.lit to capulet.lit", said, StringComparison.Ordinal);
        await scene.TalkAsync("over another one");
        Assert.Empty(RoomView.Of(scene.Romeo, scene.Room).Annotated);
    }
}
