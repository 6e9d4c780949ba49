using Akka.Actor;
using MucService.Actors.Links;
using MucService.Rooms;
using MucService.Xmpp;
using Xunit;

namespace MucService.Actors.Tests.Rooms;

/// <summary>Who was removed while he could not be told is told by his link: the room sees to it that the link knows, whichever node is lost meanwhile.</summary>
public sealed class RoomNoticesTests : RoomSpec
{
    private const string Ada = "ada@home.example/desk";
    private const string Bo = "bo@away.example/phone";

    /// <summary>Bo cannot be reached, and is banned.</summary>
    private IActorRef Banned()
    {
        var room = StartRoom();
        Enter(room, Ada, "ada");
        Enter(room, Bo, "bo");
        room.Tell(new LinkMessages.Told(Domain.Parse("away.example"), LinkStanding.Reachable, 1));
        room.Tell(new LinkMessages.Told(Domain.Parse("away.example"), LinkStanding.Unreachable, 2));
        Deliver(room, $"""
            <iq from='{Ada}' to='{Tea}' type='set' id='ban'><query xmlns='http://jabber.org/protocol/muc#admin'><item jid='bo@away.example' affiliation='outcast'/></query></iq>
            """);
        Hears("ban");
        return room;
    }

    private LinkMessages.KeepNotice Asked() =>
        Assert.IsType<LinkMessages.KeepNotice>(LinkRegion.FishForMessage(message => message is LinkMessages.KeepNotice, TimeSpan.FromSeconds(60)));

    private static string Codes(Stanza notice) =>
        string.Join(' ', notice.Child("x", Namespaces.MucUser)!.Children.Where(child => child.Name.Local == "status").Select(status => status["code"]).Order());

    [Fact]
    public void A_notice_is_repeated_until_its_link_says_that_it_is_durable()
    {
        Banned();
        var first = Asked();
        Assert.Equal(("110 301", true, false), (Codes(first.Notice.Stanza), first.WantsAnswer, first.IsRepeated));
        Assert.Equal(first with { IsRepeated = true }, Asked());
    }

    [Fact]
    public void A_room_that_is_loaded_says_again_what_its_link_did_not_say_is_durable()
    {
        StopRoom(Banned());
        Asked();

        StartRoom();
        var again = Asked();
        Assert.Equal(("110 301", true), (Codes(again.Notice.Stanza), again.IsRepeated));
    }

    [Fact]
    public void One_whose_link_said_so_has_nothing_to_say()
    {
        var room = Banned();
        Asked();
        room.Tell(new LinkMessages.NoticeKept(Tea, FullJid.Parse(Bo)));
        Describe(room);
        StopRoom(room);

        Describe(StartRoom());
        var said = new List<object>();
        while (LinkRegion.HasMessages)
            said.Add(LinkRegion.ReceiveOne(TimeSpan.Zero));
        Assert.DoesNotContain(said, message => message is LinkMessages.KeepNotice);
    }
}
