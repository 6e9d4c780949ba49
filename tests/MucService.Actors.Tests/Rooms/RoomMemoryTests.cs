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

    // A room that ended without a word wrote nothing down of what its sessions know.
    private IActorRef AfterCrash()
    {
        Describe(Filled());
        var room = StartRoom();
        Describe(room);
        HearsMeanwhile(room);
        return room;
    }

    private static void Tell(IActorRef room, LinkStanding standing, long epoch, string domain = "away.example") =>
        room.Tell(new LinkMessages.Told(Xmpp.Domain.Parse(domain), standing, epoch));

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

    [Fact]
    public void What_sessions_know_is_written_down_a_minute_after_something_happened()
    {
        var room = Filled();
        Clock.Advance(TimeSpan.FromMinutes(1));
        Alarms.Ring();
        Describe(room);

        // As after a crash: it was not stopped.
        room = StartRoom();
        Describe(room);
        HearsMeanwhile(room);
        Tell(room, LinkStanding.Reachable, 1, "home.example");
        Tell(room, LinkStanding.Reachable, 2, "third.example");
        Tell(room, LinkStanding.Reachable, 3);
        Assert.DoesNotContain("tea@muc.example/cy", HearsMeanwhile(room));
    }

    [Fact]
    public void Nobody_is_told_again_how_the_room_is_before_it_knows_how_the_links_of_all_who_are_in_it_stand()
    {
        var room = AfterCrash();
        Tell(room, LinkStanding.Unknown, 0);
        Tell(room, LinkStanding.Reachable, 1, "home.example");
        Tell(room, LinkStanding.Reachable, 2, "third.example");
        Assert.DoesNotContain("tea@muc.example/bo", HearsMeanwhile(room));

        Tell(room, LinkStanding.Returning, 3);
        var told = HearsMeanwhile(room);
        Assert.Contains("to='ada@home.example/desk' from='tea@muc.example/cy'", told);
        Assert.DoesNotContain($"to='{Bo}'", told);
    }

    [Fact]
    public void A_link_that_says_nothing_does_not_keep_others_from_being_told()
    {
        var room = AfterCrash();
        Tell(room, LinkStanding.Reachable, 1, "home.example");
        Assert.Contains($"to='{Ada}'", Hears("tea@muc.example/cy"));
    }

    [Fact]
    public void A_link_that_is_lost_again_while_the_room_waits_for_others_is_lost()
    {
        var room = AfterCrash();
        Tell(room, LinkStanding.Reachable, 1, "home.example");
        Tell(room, LinkStanding.Unreachable, 2, "home.example");
        Tell(room, LinkStanding.Reachable, 3);
        Tell(room, LinkStanding.Reachable, 4, "third.example");
        var told = HearsMeanwhile(room);
        Assert.DoesNotContain($"to='{Ada}'", told);
        Assert.Contains($"to='{Cy}'", told);
    }

    [Fact]
    public void What_clients_understand_is_known_of_a_room_that_is_loaded_where_it_was_verified_before()
    {
        var room = StartRoom();
        Deliver(room, $"<presence from='{Ada}' to='tea@muc.example/ada'><x xmlns='http://jabber.org/protocol/muc'/><c xmlns='http://jabber.org/protocol/caps' node='n' ver='v' hash='sha-1'/></presence>");
        Hears("<subject");
        Capabilities.ExpectMsg<CapabilityMessages.Query>();
        StopRoom(room);

        Verified = ClientFeatures.Known | ClientFeatures.Annotations;
        room = StartRoom();
        Assert.True(Assert.Single(Assert.Single(Describe(room).Occupants).Sessions).AnnouncesAnnotations);
        Capabilities.ExpectNoMsg(TimeSpan.FromMilliseconds(50));
    }

    // Attributes may come in any order.
    private static string Order(string xml) => xml.Replace("to='bo@away.example/phone' from='tea@muc.example/cy'", "from='tea@muc.example/cy' to='bo@away.example/phone'", StringComparison.Ordinal);
}
