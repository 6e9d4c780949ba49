using MucService.Actors.Nodes;
using Xunit;

namespace MucService.Actors.Tests.Rooms;

/// <summary>A node that may not speak, as one that was frozen, takes no room from the node that has it by now.</summary>
public sealed class RoomOpeningTests : RoomSpec
{
    private const string Ada = "ada@home.example/desk";

    [Fact]
    public void A_room_is_opened_when_its_node_may_speak_and_has_lost_nothing_of_what_came_before()
    {
        Right = new SpeakingRight(TimeProvider.System);
        var waiting = StartRoom();
        Enter(waiting, Ada, "ada");
        ExpectNoMsg(TimeSpan.FromSeconds(1));
        Assert.False(Store.WasOpened);

        Right.Extend(Right.Now, TimeSpan.FromMinutes(5));
        Assert.Contains("110", Hears("<subject"));
    }

    [Fact]
    public void The_room_of_another_node_is_left_to_it()
    {
        var living = StartRoom();
        Enter(living, Ada, "ada");
        Hears("<subject");

        Right = new SpeakingRight(TimeProvider.System);
        var ofTheFrozen = StartRoom();
        Say(ofTheFrozen, Ada, "too late");
        ExpectNoMsg(TimeSpan.FromSeconds(1));

        Say(living, Ada, "I am here");
        Assert.DoesNotContain("too late", Hears("I am here"));
        Enter(living, "bo@away.example/phone", "bo");
        Hears("tea@muc.example/bo");
    }
}
