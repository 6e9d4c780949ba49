using System.Diagnostics;
using MucService.TestBed;
using MucService.TestClient;
using Xunit;

namespace MucService.EndToEnd.Tests.Faults;

/// <summary>Both speak while neither is heard on the other side.</summary>
internal sealed class PacketsDropped : OutageRow
{
    protected override async Task MeanwhileAsync(long began, Received lost)
    {
        Stage.Bed.Took("packets dropped on an open link: annotation after the cut, quick probes", lost.Since(began));
        await Stage.SaysAsync(Stage.Romeo, "said meanwhile");
        await Stage.SaysAsync(Stage.Juliet, "said beyond the cut");
    }

    public override async Task AfterAsync(long healed)
    {
        await Stage.IsBackAsync(Before, healed, "packets dropped on an open link");
        await Stage.EndsWellAsync();
    }
}

/// <summary>Three of six are on the lost domain.</summary>
internal sealed class HalfTheRoom : OutageRow
{
    protected override async Task PrepareAsync()
    {
        for (var guest = 0; guest < 4; guest++)
            await Stage.EnterAsync(guest % 2 == 0 ? Stage.Bed.Bed.Montague : Stage.Bed.Bed.Capulet, $"guest{guest}", $"Guest {guest}");
    }

    protected override async Task MeanwhileAsync(long began, Received lost)
    {
        string[] theirs = ["Guest 1", "Guest 3", "Juliet"];
        foreach (var client in Stage.Cast.Keys.Where(client => client.Jid.Contains("montague", StringComparison.Ordinal)))
        {
            await Poll.UntilAsync(
                $"all of the lost domain are annotated at {client.Jid}",
                Scene.Patience,
                () => Task.FromResult(RoomView.Of(client, Stage.Room).Annotated.SequenceEqual(theirs, StringComparer.Ordinal)));
        }

        Stage.Bed.Took("half the room on the lost domain: all annotated after the cut, quick probes", Stopwatch.GetElapsedTime(began));
        await Stage.SaysAsync(Stage.Romeo, "half of us hear this");
    }

    public override async Task AfterAsync(long healed)
    {
        await Stage.IsBackAsync(Before, healed, "half the room on the lost domain");
        await Stage.EndsWellAsync();
    }
}

/// <summary>The outage outlasts the grace time of this room.</summary>
internal sealed class GraceTimeEnds : OutageRow
{
    protected override Task PrepareAsync() => Stage.Romeo.ConfigureAsync(Stage.Room, ("{urn:x-mucservice:links:0}grace", "3"));

    protected override async Task MeanwhileAsync(long began, Received lost)
    {
        var gone = await Stage.IsSeenToGoAsync("Juliet", lost.Number);
        Assert.Contains("333", gone.Stanza.StatusCodes());
        Assert.DoesNotContain("307", gone.Stanza.StatusCodes());
        Stage.Bed.Took("grace time of 3 s ends during the outage: removal after the annotation", gone.Since(lost.At));
        await Stage.SaysAsync(Stage.Romeo, "she is gone");
    }

    public override async Task AfterAsync(long healed)
    {
        var notice = await Stage.JulietIsToldThatSheIsOutAsync("333");
        Stage.Bed.Took("grace time ends during the outage: who was removed is told after it healed", notice.Since(healed));
        await Stage.EndsWellAsync(gone: ["Juliet"], mayBeToldToReenter: true);
    }
}
