using MucService.TestClient;
using Xunit;

namespace MucService.EndToEnd.Tests.Faults;

/// <summary>The room hears Juliet, and she does not hear the room.</summary>
internal sealed class OneDirectionDead : OutageRow
{
    protected override async Task MeanwhileAsync(long began, Received lost)
    {
        Stage.Bed.Took("one direction dead: annotation after the cut, quick probes", lost.Since(began));
        await Stage.SaysAsync(Stage.Juliet, "I hear nothing");
        await Stage.Romeo.HearsAsync(Stage.JulietsJid, "I hear nothing", Scene.Patience);
        await Stage.SaysAsync(Stage.Romeo, "I hear you");
    }

    public override async Task AfterAsync(long healed)
    {
        await Stage.IsBackAsync(Before, healed, "one direction dead");
        await Stage.EndsWellAsync();
    }
}

/// <summary>Juliet's departure is heard while she is suspended, and is what it ever is.</summary>
internal sealed class OccupantIsHeardToLeave : OutageRow
{
    protected override async Task MeanwhileAsync(long began, Received lost)
    {
        var left = await Stage.Juliet.LeaveAsync(Stage.JulietsJid);
        var gone = await Stage.IsSeenToGoAsync("Juliet", lost.Number);
        Stage.Bed.Took("occupant leaves, one direction dead: departure seen", gone.Since(left));
        Assert.DoesNotContain("333", gone.Stanza.StatusCodes());
    }

    public override Task AfterAsync(long healed)
    {
        Stage.HasGone(Stage.Juliet);
        return Stage.EndsWellAsync(gone: ["Juliet"]);
    }
}

/// <summary>Juliet's other client enters while her domain is down: one more session of the same nick, suspended like the first.</summary>
internal sealed class AnotherResourceIsHeardToEnter : AnotherResourceEnters
{
    protected override string Resource => "tablet";

    protected override string Measured => "occupant rejoins from another resource, one direction dead: told all after it healed";
}
