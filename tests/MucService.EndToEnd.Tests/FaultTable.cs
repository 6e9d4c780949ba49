using System.Diagnostics;
using MucService.TestBed;
using MucService.TestClient;
using Xunit;

namespace MucService.EndToEnd.Tests;

/// <summary>
/// What can happen to a link, to its host and to the service, each once with real servers, in one bed and one after the other. After each: who
/// is told is told rightly, nobody is removed who should not be, no ghost stays, and every client sees the room as the room is.
/// </summary>
public abstract class FaultTable(FaultBed bed)
{
    private Bed Bed => bed.Bed;

    [Fact]
    public async Task Remote_killed_with_traffic()
    {
        await using var scene = await Scene.OpenAsync(Bed, bed.NewRoom());
        await scene.TalkAsync("before");
        var before = scene.Romeo.Received.Count;

        await Bed.Capulet.KillAsync();
        var sent = await scene.Romeo.SayAsync(scene.Room, "O, speak again!");
        var lost = await scene.JulietIsAnnotatedAsync(scene.Romeo, before);
        bed.Took("remote SIGKILL with traffic: annotation after the first stanza", lost.Since(sent));
        Listings.AssertUnavailable(lost.Stanza, "Ay me!");

        await Bed.Capulet.StartAsync();
        await scene.EndsWithAsync(bed, ["Romeo"], talk: true);
    }

    [Fact]
    public async Task Remote_killed_while_idle()
    {
        await using var scene = await Scene.OpenAsync(Bed, bed.NewRoom());
        var before = scene.Romeo.Received.Count;

        var killed = Stopwatch.GetTimestamp();
        await Bed.Capulet.KillAsync();
        var lost = await scene.JulietIsAnnotatedAsync(scene.Romeo, before);
        bed.Took("remote SIGKILL while idle: annotation after it, quick probes", lost.Since(killed));

        await Bed.Capulet.StartAsync();
        await scene.EndsWithAsync(bed, ["Romeo"], talk: true);
    }

    [Fact]
    public async Task Packets_dropped_on_an_open_link()
    {
        await using var scene = await Scene.OpenAsync(Bed, bed.NewRoom());
        await scene.TalkAsync("before");
        var before = scene.Romeo.Received.Count;

        await using (await bed.DuringAsync(Bed.CutAsync))
        {
            var cut = Stopwatch.GetTimestamp();
            var lost = await scene.JulietIsAnnotatedAsync(scene.Romeo, before);
            bed.Took("packets dropped on an open link: annotation after the cut, quick probes", lost.Since(cut));
            await scene.Romeo.SayAsync(scene.Room, "said meanwhile");
        }

        await scene.IsBackAsync(bed, before, "packets dropped on an open link");
        await scene.Juliet.HearsAsync(scene.RomeosJid, "said meanwhile", Scene.Patience);
        await scene.EndsWithAsync(bed, ["Juliet", "Romeo"]);
    }

    [Fact]
    public async Task Name_no_longer_resolves()
    {
        await using var scene = await Scene.OpenAsync(Bed, bed.NewRoom());
        var before = scene.Romeo.Received.Count;

        await Bed.ForgetCapuletAsync();
        await Bed.Capulet.KillAsync();
        var sent = await scene.Romeo.SayAsync(scene.Room, "What's in a name?");
        var lost = await scene.JulietIsAnnotatedAsync(scene.Romeo, before);
        bed.Took("name no longer resolves: annotation after the first stanza", lost.Since(sent));

        await Bed.RememberCapuletAsync();
        await Bed.Capulet.StartAsync();
        await scene.EndsWithAsync(bed, ["Romeo"], talk: true);
    }

    [Fact]
    public async Task Remote_restarts_within_5_seconds()
    {
        await using var scene = await Scene.OpenAsync(Bed, bed.NewRoom());

        var killed = Stopwatch.GetTimestamp();
        await Bed.Capulet.KillAsync();
        await Bed.Capulet.StartAsync();
        await scene.EndsWithAsync(bed, ["Romeo"], talk: true);
        bed.Took("remote restarts within 5 s: its lost session is out of the room", Stopwatch.GetElapsedTime(killed));
    }

    [Fact]
    public async Task Remote_flaps_ten_times()
    {
        await using var scene = await Scene.OpenAsync(Bed, bed.NewRoom());
        var began = Stopwatch.GetTimestamp();
        for (var flap = 0; flap < 10; flap++)
        {
            await using (await bed.DuringAsync(Bed.CutAsync))
                await scene.Romeo.SayAsync(scene.Room, $"flap {flap}");
            await Task.Delay(TimeSpan.FromMilliseconds(300));
        }

        await scene.TalkAsync("after");
        bed.Took("remote flaps ten times: everything said has arrived", Stopwatch.GetElapsedTime(began));
        for (var flap = 0; flap < 10; flap++)
            Assert.Single(RoomView.Of(scene.Juliet, scene.Room).Messages, message => message.Body == $"flap {flap}");
        await scene.EndsWithAsync(bed, ["Juliet", "Romeo"]);
    }

    [Fact]
    public async Task One_direction_dead()
    {
        await using var scene = await Scene.OpenAsync(Bed, bed.NewRoom());
        await scene.TalkAsync("before");
        var before = scene.Romeo.Received.Count;

        await using (await bed.DuringAsync(Bed.CutTowardsCapuletAsync))
        {
            var cut = Stopwatch.GetTimestamp();
            var lost = await scene.JulietIsAnnotatedAsync(scene.Romeo, before);
            bed.Took("one direction dead: annotation after the cut, quick probes", lost.Since(cut));
            await scene.Juliet.SayAsync(scene.Room, "I hear nothing");
            await scene.Romeo.HearsAsync(scene.JulietsJid, "I hear nothing", Scene.Patience);
        }

        await scene.IsBackAsync(bed, before, "one direction dead");
        await scene.EndsWithAsync(bed, ["Juliet", "Romeo"]);
    }

    [Fact]
    public async Task Service_frozen_for_15_seconds()
    {
        await using var scene = await Scene.OpenAsync(Bed, bed.NewRoom());
        var before = scene.Romeo.Received.Count;

        await Bed.Service.FreezeAsync();
        await Task.Delay(TimeSpan.FromSeconds(15));
        await Bed.Service.ThawAsync();
        var thawed = Stopwatch.GetTimestamp();
        await scene.TalkAsync("awake");
        bed.Took("service frozen for 15 s: both hear each other after it", Stopwatch.GetElapsedTime(thawed));
        Assert.DoesNotContain(scene.Romeo.Received.From(before), received => received.Stanza.Annotation() is not null);
        await scene.EndsWithAsync(bed, ["Juliet", "Romeo"]);
    }

    [Fact]
    public async Task Half_the_room_is_on_the_lost_domain()
    {
        await using var scene = await Scene.OpenAsync(Bed, bed.NewRoom());
        var guests = new List<XmppClient>();
        for (var guest = 0; guest < 4; guest++)
        {
            guests.Add(await People.ConnectAsync(guest % 2 == 0 ? Bed.Montague : Bed.Capulet, $"guest{guest}", "hall"));
            await guests[^1].JoinAsync(scene.Room, $"Guest {guest}");
        }

        await using (await bed.DuringAsync(Bed.CutAsync))
        {
            var cut = Stopwatch.GetTimestamp();
            await Poll.UntilAsync(
                "all of the lost domain are annotated", Scene.Patience, () => Task.FromResult(RoomView.Of(scene.Romeo, scene.Room).Annotated.Count == 3));
            bed.Took("half the room on the lost domain: all annotated after the cut, quick probes", Stopwatch.GetElapsedTime(cut));
            Assert.Equal(["Guest 1", "Guest 3", "Juliet"], RoomView.Of(scene.Romeo, scene.Room).Annotated);
        }

        await scene.TalkAsync("after");
        await scene.EndsWithAsync(bed, [.. Enumerable.Range(0, 4).Select(guest => $"Guest {guest}"), "Juliet", "Romeo"], others: guests);
        foreach (var guest in guests)
            await guest.DisposeAsync();
    }
}
