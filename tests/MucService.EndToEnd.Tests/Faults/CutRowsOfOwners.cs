using MucService.TestClient;
using Xunit;

namespace MucService.EndToEnd.Tests.Faults;

/// <summary>The room is destroyed during the outage: who was behind it is told, and of the venue.</summary>
internal sealed class RoomIsDestroyed : OutageRow
{
    private const string Venue = "tomb@chats.shakespeare.lit";

    protected override async Task MeanwhileAsync(long began, Received lost)
    {
        await Stage.Romeo.DestroyAsync(Stage.Room, Venue);
        await Stage.IsSeenToGoAsync("Romeo", lost.Number);
    }

    public override async Task AfterAsync(long healed)
    {
        var notice = await Stage.JulietIsToldThatSheIsOutAsync(status: null);
        Stage.Bed.Took("room is destroyed during the outage: told after it healed", notice.Since(healed));
        var destroy = Assert.Single(notice.Stanza.Descendants(Names.MucUser + "destroy"));
        Assert.Equal(Venue, (string?)destroy.Attribute("jid"));
        Assert.Null(RoomView.Of(Stage.Juliet, Stage.Room).OwnNick);
        Assert.Null(RoomView.Of(Stage.Romeo, Stage.Room).OwnNick);
        Assert.Empty(await Stage.Bed.NicksAsync(Stage.Room));
    }
}

/// <summary>The room begins to show real JIDs during the outage: who was behind it is warned before he is shown one.</summary>
internal sealed class RoomIsReconfigured : OutageRow
{
    protected override async Task MeanwhileAsync(long began, Received lost)
    {
        await Stage.Romeo.ConfigureAsync(Stage.Room, ("muc#roomconfig_whois", "anyone"));
        await Stage.SaysAsync(Stage.Romeo, "now all is known");
    }

    public override async Task AfterAsync(long healed)
    {
        var warned = await Stage.Juliet.Received.WaitForAsync("status 172", stanza => stanza.StatusCodes().Contains("172"), Scene.Patience);
        Stage.Bed.Took("room is reconfigured during the outage: told after it healed", warned.Since(healed));
        await Stage.EndsWellAsync();
        var shown = Stage.Juliet.Received.From(0).First(received =>
            received.Stanza.IsPresence(Stage.RomeosJid) && received.Stanza.Descendants(Names.MucUser + "item").Any(item => item.Attribute("jid") is not null));
        Assert.True(warned.Number < shown.Number, "Juliet was shown a real JID before she was warned");
    }
}

/// <summary>The room is restricted to its members during the outage: who is none, and is behind it, is told that he is out.</summary>
internal sealed class RoomIsForMembersOnly : OutageRow
{
    protected override async Task MeanwhileAsync(long began, Received lost)
    {
        await Stage.Romeo.AdministrateAsync(Stage.Room, "member", $"chorus@{Stage.Bed.Bed.Montague.Domain}");
        await Stage.Romeo.ConfigureAsync(Stage.Room, ("muc#roomconfig_membersonly", "1"));
        Assert.Contains("322", (await Stage.IsSeenToGoAsync("Juliet", lost.Number)).Stanza.StatusCodes());
    }

    public override async Task AfterAsync(long healed)
    {
        var notice = await Stage.JulietIsToldThatSheIsOutAsync("322");
        Stage.Bed.Took("room is restricted to members during the outage: told after it healed", notice.Since(healed));
        Stage.HasGone(Stage.Juliet);
        await Stage.EndsWellAsync(gone: ["Juliet"]);
    }
}
