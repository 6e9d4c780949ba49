using System.Xml.Linq;
using MucService.TestClient;
using Xunit;

namespace MucService.EndToEnd.Tests;

/// <summary>Rooms as anyone uses them, with occupants on both sides of a link that holds.</summary>
public sealed class TalkTests(TalkTests.ServiceAsItIs bed) : IClassFixture<TalkTests.ServiceAsItIs>
{
    public sealed class ServiceAsItIs : ServiceBed;

    [Fact]
    public async Task Occupants_of_both_servers_see_each_other_talk_and_leave()
    {
        await using var scene = await Scene.OpenAsync(bed.Bed, bed.NewRoom());

        await scene.TalkAsync("Good morrow");
        Assert.Equal(["Juliet", "Romeo"], RoomView.Of(scene.Juliet, scene.Room).Occupants.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("Juliet", RoomView.Of(scene.Juliet, scene.Room).OwnNick);

        await scene.Juliet.LeaveAsync(scene.JulietsJid);
        await scene.Romeo.Received.WaitForAsync(
            "departure of Juliet", stanza => stanza.IsPresence(scene.JulietsJid, "unavailable"), Scene.Patience);
        Assert.Equal(["Romeo"], RoomView.Of(scene.Romeo, scene.Room).Occupants.Keys);
    }

    [Fact]
    public async Task Private_messages_reach_one_occupant_and_no_other()
    {
        await using var scene = await Scene.OpenAsync(bed.Bed, bed.NewRoom());
        await using var benvolio = await People.ConnectAsync(bed.Bed.Montague, "benvolio", "street");
        await benvolio.JoinAsync(scene.Room, "Benvolio");

        await scene.Romeo.WhisperAsync(scene.JulietsJid, "By yonder blessed moon I swear");
        await scene.Juliet.Received.WaitForAsync(
            "whisper of Romeo",
            stanza => stanza.Is("message", scene.RomeosJid) && (string?)stanza.Attribute("type") == "chat"
                && stanza.Body() == "By yonder blessed moon I swear",
            Scene.Patience);

        await scene.Romeo.SayAsync(scene.Room, "Benvolio hears this");
        var heard = await benvolio.HearsAsync(scene.RomeosJid, "Benvolio hears this");
        Assert.DoesNotContain(benvolio.Received.From(0).Take(heard.Number), received => received.Stanza.Body() is not null);
    }

    [Fact]
    public async Task A_nick_and_a_room_name_that_the_host_maps_are_used_as_the_host_maps_them()
    {
        // Stringprep folds the sharp s and the Roman numeral, which PRECIS leaves alone: the service sees, and uses, what the host makes of them.
        var asTyped = bed.NewRoom("balkonstraße");
        var asMapped = asTyped.Replace("ß", "ss", StringComparison.Ordinal);
        await using var juliet = await bed.Bed.JulietAsync();
        await using var romeo = await bed.Bed.RomeoAsync();

        await juliet.SendAsync(juliet.Presence($"{asTyped}/Juliet Ⅳ", new XElement(Names.Muc + "x")));
        await juliet.Received.WaitForAsync(
            "self-presence under the mapped name",
            stanza => stanza.IsPresence($"{asMapped}/Juliet IV") && stanza.StatusCodes().Contains("110"),
            Scene.Patience);
        await juliet.UnlockAsync(asTyped);
        await romeo.JoinAsync(asMapped, "Romeo");

        await juliet.SayAsync(asTyped, "What's in a name?");
        await romeo.HearsAsync($"{asMapped}/Juliet IV", "What's in a name?");
    }

    [Fact]
    public async Task A_nick_in_letters_younger_than_the_hosts_tables_comes_back_or_is_refused_and_the_stream_lives()
    {
        await using var scene = await Scene.OpenAsync(bed.Bed, bed.NewRoom());
        await using var rose = await People.ConnectAsync(bed.Bed.Capulet, "rose", "garden");

        var from = rose.Received.Count;
        await rose.SendAsync(rose.Presence($"{scene.Room}/Rose 🌹", new XElement(Names.Muc + "x")));
        var answer = await rose.Received.WaitForAsync(
            "answer to a nick with an emoji",
            stanza => stanza.Is("presence") && (stanza.StatusCodes().Contains("110") || (string?)stanza.Attribute("type") == "error"),
            Scene.Patience,
            from);

        Assert.True((string?)answer.Stanza.Attribute("type") == "error" || (string?)answer.Stanza.Attribute("from") == $"{scene.Room}/Rose 🌹");
        await scene.TalkAsync("That which we call a rose");
    }
}
