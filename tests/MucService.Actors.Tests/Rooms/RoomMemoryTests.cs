using Akka.Actor;
using MucService.Actors.Links;
using MucService.Rooms;
using Xunit;

namespace MucService.Actors.Tests.Rooms;

/// <summary>A room that is loaded again knows what its sessions may have missed.</summary>
public sealed class RoomMemoryTests : RoomSpec
{
    private const string Ada = "ada@home.example/desk";
    private const string Bo = "bo@away.example/phone";
    private const string Cy = "cy@third.example/lap";

    private IActorRef Filled()
    {
        var room = StartRoom();
        Enter(room, Ada, "ada");
        Enter(room, Bo, "bo");
        Enter(room, Cy, "cy");
        Hears("tea@muc.example/cy");
        return room;
    }

    private static void Tell(IActorRef room, LinkStanding standing, long epoch) =>
        room.Tell(new LinkMessages.Told(Xmpp.Domain.Parse("away.example"), standing, epoch));

    [Fact]
    public void Who_was_cut_off_when_the_room_stopped_is_told_what_he_missed_before_and_since()
    {
        var room = Filled();
        Tell(room, LinkStanding.Reachable, 1);
        Tell(room, LinkStanding.Unreachable, 2);
        Say(room, Ada, "withheld");
        Deliver(room, $"<presence from='{Cy}' to='tea@muc.example/cy' type='unavailable'/>");
        Hears("withheld");
        Describe(room);
        StopRoom(room);

        room = StartRoom();
        Say(room, Ada, "after the restart");
        Assert.DoesNotContain($"to='{Bo}'", Hears("after the restart"));
        HearsMeanwhile(room);
        Tell(room, LinkStanding.Reachable, 3);

        var told = Hears("after the restart");
        Assert.Contains("withheld", told);
        Assert.Contains("from='tea@muc.example/cy' to='bo@away.example/phone'", Order(told));
    }

    [Fact]
    public void Who_may_have_been_told_all_is_told_what_is_not_proved_once_his_domain_is_there()
    {
        var room = Filled();
        Say(room, Ada, "perhaps");
        Hears("perhaps");
        Describe(room);
        StopRoom(room);

        room = StartRoom();
        Describe(room);
        HearsMeanwhile(room);
        Tell(room, LinkStanding.Reachable, 1);

        Describe(room);
        Assert.DoesNotContain("110", HearsMeanwhile(room));
    }

    // Attributes may come in any order.
    private static string Order(string xml) => xml.Replace("to='bo@away.example/phone' from='tea@muc.example/cy'", "from='tea@muc.example/cy' to='bo@away.example/phone'", StringComparison.Ordinal);
}
