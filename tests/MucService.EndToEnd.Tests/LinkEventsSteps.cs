using System.Diagnostics;
using MucService.TestBed;
using MucService.TestClient;
using Xunit;

namespace MucService.EndToEnd.Tests;

/// <summary>What holds wherever the host has mod_muc_link_events, however the servers are connected.</summary>
internal static class LinkEventsSteps
{
    /// <summary>Juliet's server is killed while nobody says a word, and the room is told.</summary>
    /// <returns>The annotation.</returns>
    public static async Task<Received> JulietsServerIsKilledInSilenceAsync(this Scene scene, Bed bed, string where)
    {
        await scene.TalkAsync("Good morrow");
        var before = scene.Romeo.Received.Count;

        var killed = Stopwatch.GetTimestamp();
        await bed.Capulet.KillAsync();
        var lost = await scene.JulietIsAnnotatedAsync(scene.Romeo, before);
        Measured.Took($"annotation after the SIGKILL of an idle remote server, {where}", lost.Since(killed));
        return lost;
    }

    /// <summary>The operator has the host's connection closed, and the next stanza opens another.</summary>
    public static async Task TheConnectionIsClosedAndAnotherOpenedAsync(this Scene scene, ServiceProcess service)
    {
        await scene.TalkAsync("Good morrow");
        var said = await service.ControlAsync("link", "drop", "capulet.lit");
        Assert.Contains("dropped the host's connection from chats.shakespeare.lit to capulet.lit", said, StringComparison.Ordinal);
        await scene.TalkAsync("over another one");
        Assert.Empty(RoomView.Of(scene.Romeo, scene.Room).Annotated);
    }
}
