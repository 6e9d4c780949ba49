using System.Xml.Linq;
using MucService.TestBed;
using MucService.TestClient;
using Xunit;

namespace MucService.EndToEnd.Tests;

/// <summary><c>mucctl service retire</c>, through real servers: for good.</summary>
public sealed class RetireTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Everybody_is_told_with_332_and_from_then_on_the_service_is_gone(bool ejabberd)
    {
        await using var bed = await Bed.StartAsync(new BedOptions { EjabberdAsHost = ejabberd, KeepLogsIn = Logs.Of($"{nameof(RetireTests)}-{ejabberd}") });
        await bed.Service.StartAsync();
        var room = $"orchard@{BedOptions.Service}";
        await using var scene = await Scene.OpenAsync(bed, room);

        var said = await bed.Service.ControlAsync("service", "retire", BedOptions.Service, "--reason", "Parting is such sweet sorrow", "--yes");
        Assert.Contains(BedOptions.Service, said, StringComparison.Ordinal);
        foreach (var (client, nick) in new[] { (scene.Romeo, scene.RomeosJid), (scene.Juliet, scene.JulietsJid) })
        {
            var told = await client.Received.WaitForAsync("own removal", stanza => stanza.IsPresence(nick, "unavailable"), Scene.Patience);
            Assert.Equal(["110", "332"], told.Stanza.StatusCodes().Order(StringComparer.Ordinal));
            Assert.Equal("Parting is such sweet sorrow", told.Stanza.Descendants(Names.MucUser + "reason").Single().Value);
        }

        await AssertGoneAsync(scene.Juliet, room);
        await bed.Service.KillAsync();
        await bed.Service.StartAsync();
        await AssertGoneAsync(scene.Juliet, room);
        Assert.True((await scene.Romeo.RequestAsync("get", BedOptions.Service, new XElement(Names.DiscoInfo + "query"))).IsError("gone"));
        Assert.Contains("retired", await bed.Service.ControlAsync("refusals"), StringComparison.Ordinal);
    }

    private static async Task AssertGoneAsync(XmppClient client, string room)
    {
        var from = client.Received.Count;
        await client.SendAsync(client.Presence($"{room}/Juliet", new XElement(Names.Muc + "x")));
        var gone = await client.Received.WaitForAsync("refusal", stanza => stanza.Is("presence") && stanza.IsError("gone"), Scene.Patience, from);
        Assert.Equal("Parting is such sweet sorrow", gone.Stanza.Descendants(Names.Stanzas + "text").Single().Value);
    }
}
