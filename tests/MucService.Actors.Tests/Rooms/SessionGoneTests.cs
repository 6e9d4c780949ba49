using Akka.Actor;
using MucService.Actors.Links;
using MucService.Xmpp;
using Xunit;

namespace MucService.Actors.Tests.Rooms;

/// <summary>What was found out about a session says nothing of one that came back under its JID since.</summary>
public sealed class SessionGoneTests : RoomSpec
{
    private const string Ada = "ada@home.example/desk";
    private const string Bo = "bo@away.example/phone";

    [Fact]
    public void Who_said_nothing_since_he_was_probed_is_removed()
    {
        var room = WithAdaAndBo();
        room.Tell(Gone(TimeProvider.System.GetTimestamp()));
        Assert.Contains("tea@muc.example/bo", Hears("333"));
    }

    [Fact]
    public void Of_whom_no_one_knows_when_he_was_probed_is_removed()
    {
        var room = WithAdaAndBo();
        room.Tell(Gone(at: null));
        Hears("333");
    }

    [Fact]
    public void Who_entered_since_he_was_probed_stays()
    {
        var before = TimeProvider.System.GetTimestamp();
        var room = WithAdaAndBo();
        room.Tell(Gone(before));
        AssertBoIsThere(room);
    }

    [Fact]
    public void Who_entered_again_since_he_was_probed_stays()
    {
        var room = WithAdaAndBo();
        var between = TimeProvider.System.GetTimestamp();
        Enter(room, Bo, "bo");
        Hears("<subject");
        room.Tell(Gone(between));
        AssertBoIsThere(room);
    }

    [Fact]
    public void That_his_room_came_to_this_node_is_no_word_from_him()
    {
        StopRoom(WithAdaAndBo());
        var before = TimeProvider.System.GetTimestamp();
        var room = StartRoom();
        Say(room, Ada, "who is here?");
        Hears("who is here?");
        room.Tell(Gone(before));
        Hears("333");
    }

    private static LinkMessages.SessionGone Gone(long? at) => new(FullJid.Parse(Bo)) { At = at };

    private IActorRef WithAdaAndBo()
    {
        var room = StartRoom();
        Enter(room, Ada, "ada");
        Hears("<subject");
        Enter(room, Bo, "bo");
        Hears("<subject");
        return room;
    }

    private void AssertBoIsThere(IActorRef room)
    {
        Say(room, Bo, "here I am");
        var said = Hears("here I am");
        Assert.DoesNotContain("unavailable", said);
        Assert.DoesNotContain("type='error'", said);
    }
}
