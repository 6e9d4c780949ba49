using System.Diagnostics;
using MucService.TestClient;
using Xunit;

namespace MucService.EndToEnd.Tests.Faults;

/// <summary>The occupant leaves during the outage: nobody can know it before it is over.</summary>
internal sealed class OccupantLeaves : OutageRow
{
    protected override Task MeanwhileAsync(long began, Received lost) => Stage.Juliet.LeaveAsync(Stage.JulietsJid);

    public override async Task AfterAsync(long healed)
    {
        var gone = await Stage.IsSeenToGoAsync("Juliet", Before);
        Stage.Bed.Took("occupant leaves during the outage: departure seen after it healed", gone.Since(healed));
        await Stage.JulietIsToldThatSheIsOutAsync(status: null);
        Stage.HasGone(Stage.Juliet);
        await Stage.EndsWellAsync(gone: ["Juliet"]);
    }
}

/// <summary>The occupant enters from another resource during the outage, which the room hears of when it is over.</summary>
internal class AnotherResourceEnters : OutageRow
{
    private XmppClient? _phone;
    private Task _entering = Task.CompletedTask;

    protected virtual string Resource => "phone";

    protected virtual string Measured => "occupant rejoins from another resource during the outage: in after it healed";

    protected override async Task MeanwhileAsync(long began, Received lost)
    {
        _phone = await Stage.ConnectAsync(Stage.Bed.Bed.Capulet, "juliet", Resource);
        _entering = _phone.JoinAsync(Stage.Room, "Juliet");
        await Stage.SaysAsync(Stage.Romeo, "said meanwhile");
    }

    public override async Task AfterAsync(long healed)
    {
        await _entering;
        Stage.Bed.Took(Measured, Stopwatch.GetElapsedTime(healed));
        Stage.HasEntered(_phone!, "Juliet");
        await Stage.EndsWellAsync();
    }
}

/// <summary>The occupant is banned during the outage, and comes to know it.</summary>
internal sealed class OccupantIsBanned : OutageRow
{
    protected override async Task MeanwhileAsync(long began, Received lost)
    {
        await Stage.Romeo.AdministrateAsync(Stage.Room, "outcast", Stage.Juliet.BareJid);
        Assert.Contains("301", (await Stage.IsSeenToGoAsync("Juliet", lost.Number)).Stanza.StatusCodes());
        await Stage.SaysAsync(Stage.Romeo, "she is banned");
    }

    public override async Task AfterAsync(long healed)
    {
        var notice = await Stage.JulietIsToldThatSheIsOutAsync("301");
        Stage.Bed.Took("occupant is banned during the outage: told after it healed", notice.Since(healed));
        await Assert.ThrowsAsync<IOException>(() => Stage.Juliet.JoinAsync(Stage.Room, "Juliet"));
        Stage.HasGone(Stage.Juliet);
        await Stage.EndsWellAsync(gone: ["Juliet"]);
        Assert.DoesNotContain(RoomView.Of(Stage.Juliet, Stage.Room).Messages, message => message.Body == "she is banned");
    }
}
