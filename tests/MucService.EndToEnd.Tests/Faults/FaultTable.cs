using System.Diagnostics;
using MucService.TestBed;
using MucService.TestClient;
using Xunit;

namespace MucService.EndToEnd.Tests.Faults;

/// <summary>
/// What can happen to a link, to its host and to the service, each once with real servers, in one bed and one after the other. After each: who
/// is told is told rightly, nobody is removed who should not be, no ghost stays, and every client sees the room as the room is, and has heard
/// all that was said, once and in order (<see cref="FaultEnding"/>).
/// </summary>
public abstract class FaultTable(FaultBed bed)
{
    private Bed Bed => bed.Bed;

    [Fact]
    public async Task Remote_killed_with_traffic()
    {
        await using var stage = await FaultScene.OpenAsync(bed, "killed-with-traffic");
        await stage.TalkAsync("before");
        var before = stage.Romeo.Received.Count;

        await Bed.Capulet.KillAsync();
        stage.HasGone(stage.Juliet);
        var sent = await stage.SaysAsync(stage.Romeo, "O, speak again!");
        var lost = await stage.IsAnnotatedAsync(before);
        bed.Took("remote SIGKILL with traffic: annotation after the first stanza", lost.Since(sent));

        await EndsWithoutGhostsAsync(stage, "remote SIGKILL with traffic");
    }

    [Fact]
    public async Task Remote_killed_while_idle()
    {
        await using var stage = await FaultScene.OpenAsync(bed, "killed-while-idle");
        var before = stage.Romeo.Received.Count;

        var killed = Stopwatch.GetTimestamp();
        await Bed.Capulet.KillAsync();
        stage.HasGone(stage.Juliet);
        var lost = await stage.IsAnnotatedAsync(before);
        bed.Took("remote SIGKILL while idle: annotation after it, quick probes", lost.Since(killed));

        await EndsWithoutGhostsAsync(stage, "remote SIGKILL while idle");
    }

    [Fact]
    public async Task Name_no_longer_resolves()
    {
        await using var stage = await FaultScene.OpenAsync(bed, "name-no-longer-resolves");
        var before = stage.Romeo.Received.Count;

        await Bed.ForgetCapuletAsync();
        await Bed.Capulet.KillAsync();
        stage.HasGone(stage.Juliet);
        var sent = await stage.SaysAsync(stage.Romeo, "What's in a name?");
        var lost = await stage.IsAnnotatedAsync(before);
        bed.Took("name no longer resolves: annotation after the first stanza", lost.Since(sent));

        await Bed.RememberCapuletAsync();
        await EndsWithoutGhostsAsync(stage, "name no longer resolves");
    }

    [Fact]
    public async Task Remote_restarts_within_5_seconds()
    {
        await using var stage = await FaultScene.OpenAsync(bed, "remote-restarts");
        var nurse = await stage.EnterAsync(Bed.Capulet, "nurse", "Nurse");
        await stage.TalkAsync("before");

        var killed = Stopwatch.GetTimestamp();
        await Bed.Capulet.KillAsync();
        await Bed.Capulet.StartAsync();
        stage.HasGone(nurse);
        await stage.JulietReturnsAsync();
        await stage.IsSeenToGoAsync("Nurse", 0);
        bed.Took("remote restarts within 5 s: who has not come back is out of the room", Stopwatch.GetElapsedTime(killed));
        await stage.TalkAsync("after");
        await stage.EndsWellAsync(gone: ["Juliet", "Nurse"]);
    }

    [Fact]
    public async Task Remote_flaps_ten_times()
    {
        await using var stage = await FaultScene.OpenAsync(bed, "remote-flaps");
        var began = Stopwatch.GetTimestamp();
        for (var flap = 0; flap < 10; flap++)
        {
            await using (await bed.DuringAsync(cut => cut.CutAsync()))
            {
                await stage.SaysAsync(stage.Romeo, $"flap {flap}");
                await stage.SaysAsync(stage.Juliet, $"pulf {flap}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(300));
        }

        await stage.TalkAsync("after");
        bed.Took("remote flaps ten times: everything said has arrived", Stopwatch.GetElapsedTime(began));
        await stage.EndsWellAsync();
    }

    [Fact]
    public async Task Packets_dropped_before_a_link_exists()
    {
        await using var stage = await FaultScene.OpenAsync(bed, "no-link-yet");
        await stage.TalkAsync("before");
        var before = stage.Romeo.Received.Count;

        await using (await bed.DuringAsync(cut => cut.CutBeforeConnectingAsync()))
        {
            var cut = Stopwatch.GetTimestamp();
            await stage.SaysAsync(stage.Romeo, "this breaks the connection");
            var lost = await stage.IsAnnotatedAsync(before);
            bed.Took("packets dropped before a link exists: annotation after the last connection broke, quick probes", lost.Since(cut));
            await stage.SaysAsync(stage.Romeo, "said meanwhile");
        }

        await stage.IsBackAsync(before, Stopwatch.GetTimestamp(), "packets dropped before a link exists");
        await stage.EndsWellAsync();
    }

    [Fact]
    public async Task Host_restarted()
    {
        await using var stage = await FaultScene.OpenAsync(bed, "host-restarted");
        var benvolio = await stage.EnterAsync(Bed.Montague, "benvolio", "Benvolio");
        await stage.TalkAsync("before");

        await Bed.Montague.KillAsync();
        stage.HasGone(benvolio);
        await Bed.Montague.StartAsync();
        var started = Stopwatch.GetTimestamp();
        await bed.Service.WaitUntilReadyAsync();
        await stage.RomeoReturnsAsync();
        await Poll.UntilAsync(
            "Benvolio is out of the room", Scene.Patience, async () => !(await bed.NicksAsync(stage.Room)).Contains("Benvolio", StringComparer.Ordinal));
        bed.Took("host restarted: who has not come back is out of the room, after the host listens", Stopwatch.GetElapsedTime(started));
        Assert.DoesNotContain(stage.Juliet.Received.From(0), received => received.Stanza.Annotation() is not null);
        await stage.TalkAsync("after");
        await stage.EndsWellAsync(gone: ["Benvolio", "Romeo"]);
    }

    [Fact]
    public async Task Service_restarted_during_an_outage()
    {
        await using var stage = await FaultScene.OpenAsync(bed, "service-restarted");
        await stage.TalkAsync("before");
        var before = stage.Romeo.Received.Count;

        await using (await bed.DuringAsync(cut => cut.CutAsync()))
        {
            await stage.IsAnnotatedAsync(before);
            await bed.Service.KillAsync();
            await bed.Service.StartAsync();
            await stage.SaysAsync(stage.Romeo, "said after the restart");
            await stage.Romeo.HearsAsync(stage.RomeosJid, "said after the restart", Scene.Patience);
            Assert.Equal(["Juliet"], RoomView.Of(stage.Romeo, stage.Room).Annotated);
        }

        var healed = Stopwatch.GetTimestamp();
        await stage.EndsWellAsync(gone: ["Juliet"], mayBeToldToReenter: true);
        bed.Took("service restarted during an outage: all know all after it healed", Stopwatch.GetElapsedTime(healed));
    }

    [Fact]
    public async Task Service_frozen_for_15_seconds()
    {
        await using var stage = await FaultScene.OpenAsync(bed, "service-frozen");
        await stage.TalkAsync("before");
        var before = stage.Romeo.Received.Count;

        await bed.Service.FreezeAsync();
        await stage.SaysAsync(stage.Romeo, "said to one asleep (Romeo)");
        await stage.SaysAsync(stage.Juliet, "said to one asleep (Juliet)");
        await Task.Delay(TimeSpan.FromSeconds(15));
        await bed.Service.ThawAsync();
        var thawed = Stopwatch.GetTimestamp();
        await stage.TalkAsync("awake");
        bed.Took("service frozen for 15 s: both hear each other after it", Stopwatch.GetElapsedTime(thawed));
        Assert.DoesNotContain(stage.Romeo.Received.From(before), received => received.Stanza.Annotation() is not null);
        await stage.EndsWellAsync();
    }

    private async Task EndsWithoutGhostsAsync(FaultScene stage, string what)
    {
        await Bed.Capulet.StartAsync();
        var started = Stopwatch.GetTimestamp();
        await stage.IsSeenToGoAsync("Juliet", 0);
        bed.Took($"{what}: the lost session is out of the room, after its server listens", Stopwatch.GetElapsedTime(started));
        await stage.JulietReturnsAsync();
        await stage.TalkAsync("after");
        await stage.EndsWellAsync(gone: ["Juliet"]);
    }
}
