using System.Diagnostics;
using MucService.TestBed;
using MucService.TestClient;
using Xunit;

namespace MucService.EndToEnd.Tests;

/// <summary>The service's process ends, as it may at any moment, and nobody loses their place.</summary>
public sealed class RestartTests(RestartTests.QuickLinks bed) : IClassFixture<RestartTests.QuickLinks>
{
    private const int Guests = 12;

    public sealed class QuickLinks : ServiceBed
    {
        protected override IEnumerable<(string Key, string Value)> Settings => Quick;
    }

    [Fact]
    public async Task After_a_crash_in_a_full_room_everybody_is_still_in_and_nobody_came_back()
    {
        await using var scene = await Scene.OpenAsync(bed.Bed, bed.NewRoom());
        var guests = await FillAsync(scene.Room);
        string[] everybody = ["Juliet", "Romeo", .. Enumerable.Range(0, Guests).Select(Nick)];
        await scene.TalkAsync("before");
        var before = guests.Select(guest => guest.Received.Count).ToArray();

        await bed.Service.KillAsync();
        var killed = Stopwatch.GetTimestamp();
        await bed.Service.StartAsync();
        Measured.Took("ready again after SIGKILL and start", Stopwatch.GetElapsedTime(killed));

        await scene.TalkAsync("after");
        foreach (var (guest, from) in guests.Zip(before))
        {
            await guest.HearsAsync(scene.RomeosJid, "after (Romeo)", from: from);
            Assert.DoesNotContain(guest.Received.From(from), received => received.Stanza.IsPresence(type: "unavailable"));
        }

        await using var friar = await People.ConnectAsync(bed.Bed.Montague, "friar", "cell");
        await friar.JoinAsync(scene.Room, "Friar");
        Assert.Equal(
            everybody.Append("Friar").Order(StringComparer.Ordinal),
            RoomView.Of(friar, scene.Room).Occupants.Keys.Order(StringComparer.Ordinal));

        await AssertCutIsNoticedAsync(scene);
        foreach (var guest in guests)
            await guest.DisposeAsync();
    }

    [Fact]
    public async Task After_a_crash_a_cut_is_noticed_though_nobody_has_said_a_word()
    {
        await using var scene = await Scene.OpenAsync(bed.Bed, bed.NewRoom());
        await scene.TalkAsync("before");
        await bed.Service.KillAsync();
        await bed.Service.StartAsync();

        await AssertCutIsNoticedAsync(scene);
    }

    [Fact]
    public async Task Asked_to_end_it_ends_soon_with_0_and_everybody_is_still_in()
    {
        await using var scene = await Scene.OpenAsync(bed.Bed, bed.NewRoom());
        await scene.TalkAsync("before");
        var before = scene.Romeo.Received.Count;

        var asked = Stopwatch.GetTimestamp();
        var exitCode = await bed.Service.TerminateAsync();
        Measured.Took("end after SIGTERM (promised: 5 s)", Stopwatch.GetElapsedTime(asked));
        Assert.Equal(0, exitCode);

        await bed.Service.StartAsync();
        await scene.TalkAsync("after");
        Assert.DoesNotContain(scene.Romeo.Received.From(before), received => received.Stanza.IsPresence(type: "unavailable"));
    }

    private static string Nick(int guest) => $"Guest {guest:00}";

    private async Task<List<XmppClient>> FillAsync(string room)
    {
        var guests = new List<XmppClient>();
        for (var guest = 0; guest < Guests; guest++)
        {
            XmppServer server = guest % 2 == 0 ? bed.Bed.Montague : bed.Bed.Capulet;
            guests.Add(await People.ConnectAsync(server, $"guest{guest}", "hall"));
            await guests[^1].JoinAsync(room, Nick(guest));
        }

        return guests;
    }

    private async Task AssertCutIsNoticedAsync(Scene scene)
    {
        var before = scene.Romeo.Received.Count;
        await bed.Bed.CutAsync();
        var cut = Stopwatch.GetTimestamp();
        try
        {
            var lost = await scene.JulietIsAnnotatedAsync(scene.Romeo, before);
            Measured.Took("annotation after a restart and a cut, quick probes", lost.Since(cut));
            Listings.AssertUnavailable(lost.Stanza, "Ay me!");
        }
        finally
        {
            before = scene.Romeo.Received.Count;
            await bed.Bed.HealAsync();
        }

        await scene.JulietIsBackAsync(scene.Romeo, before);
    }
}
