using System.Diagnostics;
using MucService.TestClient;
using Xunit;

namespace MucService.EndToEnd.Tests;

/// <summary>The service ends, in whatever way, while somebody is cut off: he is told what he missed before, meanwhile and since, and stays in.</summary>
public sealed class ReconcileTests(ReconcileTests.QuickLinks bed) : IClassFixture<ReconcileTests.QuickLinks>
{
    public sealed class QuickLinks : ServiceBed
    {
        protected override IEnumerable<(string Key, string Value)> Settings => Quick;
    }

    [Theory]
    [InlineData("restarted")]
    [InlineData("killed")]
    public async Task Who_was_cut_off_when_the_service_ended_is_told_what_he_missed_and_stays_in(string how)
    {
        await using var scene = await Scene.OpenAsync(bed.Bed, bed.NewRoom());
        var friar = await People.ConnectAsync(bed.Bed.Montague, "friar", "cell");
        await friar.JoinAsync(scene.Room, "Friar");
        await scene.TalkAsync("before");
        var before = (Romeo: scene.Romeo.Received.Count, Juliet: scene.Juliet.Received.Count);

        await bed.Bed.CutAsync();
        try
        {
            await scene.JulietIsAnnotatedAsync(scene.Romeo, before.Romeo);
            await SayAsync(scene, "said before the end");
            await friar.LeaveAsync($"{scene.Room}/Friar");
            await scene.Romeo.Received.WaitForAsync(
                "departure of the friar", stanza => stanza.IsPresence($"{scene.Room}/Friar", "unavailable"), Scene.Patience, before.Romeo);
            await EndAndStartAsync(how);
            await SayAsync(scene, "said since");
        }
        finally
        {
            await bed.Bed.HealAsync();
        }

        var healed = Stopwatch.GetTimestamp();
        await scene.Juliet.HearsAsync(scene.RomeosJid, "said before the end", Scene.Patience + Scene.Patience, before.Juliet);
        await scene.Juliet.HearsAsync(scene.RomeosJid, "said since", Scene.Patience, before.Juliet);
        await scene.Juliet.Received.WaitForAsync(
            "departure of the friar", stanza => stanza.IsPresence($"{scene.Room}/Friar", "unavailable"), Scene.Patience, before.Juliet);
        Measured.Took($"service {how} during an outage: who was cut off knows all after it healed", Stopwatch.GetElapsedTime(healed));

        await scene.TalkAsync("after");
        Assert.Empty(RoomView.Of(scene.Juliet, scene.Room).Removals);
        Assert.Equal(["Juliet", "Romeo"], RoomView.Of(scene.Juliet, scene.Room).Occupants.Keys.Order(StringComparer.Ordinal));
        AssertSameLog(scene);
        await friar.DisposeAsync();
    }

    /// <summary>Everybody has every message, counted by its id: what was in doubt may have come twice.</summary>
    private static void AssertSameLog(Scene scene)
    {
        var romeos = RoomView.Of(scene.Romeo, scene.Room).Messages.Select(message => message.StanzaId).ToHashSet();
        Assert.Equal(romeos.Order(), RoomView.Of(scene.Juliet, scene.Room).Messages.Select(message => message.StanzaId).ToHashSet().Order());
    }

    private static async Task SayAsync(Scene scene, string what)
    {
        await scene.Romeo.SayAsync(scene.Room, what);
        await scene.Romeo.HearsAsync(scene.RomeosJid, what, Scene.Patience);
    }

    private async Task EndAndStartAsync(string how)
    {
        if (how == "killed")
            await bed.Service.KillAsync();
        else
            Assert.Equal(0, await bed.Service.TerminateAsync());
        await bed.Service.StartAsync();
    }
}
