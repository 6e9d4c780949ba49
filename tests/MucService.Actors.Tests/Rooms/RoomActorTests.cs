using MucService.Actors.Links;
using MucService.Actors.Protection;
using MucService.Actors.Rooms;
using MucService.Rooms;
using MucService.Rooms.Protection;
using MucService.Xmpp;
using Xunit;

namespace MucService.Actors.Tests.Rooms;

public sealed class RoomActorTests : RoomSpec
{
    private const string Ada = "ada@home.example/desk";
    private const string Bo = "bo@away.example/phone";

    private static RoomSettings StoredFirst => new() { Service = Tea.Domain, Locking = false, HistoryFirst = true };

    [Fact]
    public void Nobody_is_told_of_an_entry_before_it_is_written()
    {
        var room = StartRoom();
        Store.Hold();
        Enter(room, Ada, "ada");

        Assert.Equal("", HearsMeanwhile(room));

        Store.LetGo();
        Assert.Contains("110", Hears("<subject"));
    }

    [Fact]
    public void What_is_decided_later_is_not_said_before_what_waits_to_be_written()
    {
        var room = StartRoom();
        Enter(room, Ada, "ada");
        Hears("<subject");
        Store.Hold();
        Enter(room, Bo, "bo");
        Say(room, Ada, "after you");

        Assert.Equal("", HearsMeanwhile(room));

        Store.LetGo();
        var said = Hears("after you");
        Assert.True(said.IndexOf("tea@muc.example/bo", StringComparison.Ordinal) < said.IndexOf("after you", StringComparison.Ordinal));
    }

    [Fact]
    public void Where_messages_are_stored_first_nobody_is_told_of_one_before_it_is_written()
    {
        var room = StartRoom(StoredFirst);
        Enter(room, Ada, "ada");
        Hears("<subject");
        Store.Hold();
        Say(room, Ada, "for ever");

        Assert.Equal("", HearsMeanwhile(room));

        Store.LetGo();
        Hears("for ever");
        StopRoom(room);
        Enter(StartRoom(StoredFirst), Bo, "bo");
        Assert.Contains("for ever", Hears("<subject"));
    }

    [Fact]
    public void Where_messages_are_stored_first_one_that_cannot_be_written_is_refused()
    {
        var room = StartRoom(StoredFirst);
        Enter(room, Ada, "ada");
        Hears("<subject");

        Store.FailNextWrites = 1;
        Say(room, Ada, "lost");

        Assert.Contains($"to='{Ada}'", Hears("resource-constraint"));
    }

    [Fact]
    public void An_entry_that_cannot_be_written_is_refused_and_the_room_talks_on()
    {
        var room = StartRoom();
        Enter(room, Ada, "ada");
        Hears("<subject");

        Store.FailNextWrites = 1;
        Enter(room, Bo, "bo");
        Assert.Contains($"to='{Bo}'", Hears("resource-constraint"));
        Say(room, Ada, "still here");

        Assert.DoesNotContain($"to='{Bo}'", Hears("still here"));
        Assert.Single(Describe(room).Occupants);
    }

    [Fact]
    public void What_is_too_much_is_refused_and_counted()
    {
        var room = StartRoom(new RoomSettings
        {
            Service = Tea.Domain,
            Locking = false,
            OccupantRates = new Rates { Messages = new Rate(1, TimeSpan.FromDays(1)) },
        });
        Enter(room, Ada, "ada");
        Say(room, Ada, "once");
        Hears("once");
        Say(room, Ada, "twice");

        Assert.Contains("policy-violation", Hears("twice"));
        Assert.Equal([new RefusalCount("rate-of-messages", "policy-violation", 1)], Refusals.Read());
    }

    [Fact]
    public void Nobody_creates_more_rooms_than_he_may_have_and_what_came_meanwhile_waits()
    {
        var settings = new RoomSettings { Service = Tea.Domain, Locking = false, MaxRoomsPerOwner = 1 };
        var room = StartRoom(settings);
        Enter(room, Ada, "ada");
        Enter(room, Bo, "bo");
        Assert.Contains($"to='{Bo}'", Hears("tea@muc.example/bo"));

        var another = StartRoom(settings, BareJid.Parse("milk@muc.example"));
        Deliver(another, $"<presence from='{Ada}' to='milk@muc.example/ada'><x xmlns='http://jabber.org/protocol/muc'/></presence>");

        Assert.Contains("You may not have more than 1 rooms here at a time.", Hears("resource-constraint"));
        Assert.Equal([new RefusalCount("rooms-per-owner", "resource-constraint", 1)], Refusals.Read());
        Deliver(another, $"<presence from='{Bo}' to='milk@muc.example/bo'><x xmlns='http://jabber.org/protocol/muc'/></presence>");
        Hears("milk@muc.example/bo");
    }

    [Fact]
    public void After_a_failed_write_the_next_entry_is_written_again()
    {
        var room = StartRoom();
        Enter(room, Ada, "ada");
        Hears("<subject");
        Store.FailNextWrites = 1;
        Enter(room, Bo, "bo");
        Hears("resource-constraint");

        AwaitAssert(
            () =>
            {
                Enter(room, Bo, "bo");
                Assert.Contains("<subject", HearsMeanwhile(room), StringComparison.Ordinal);
            },
            TimeSpan.FromSeconds(60),
            TimeSpan.FromMilliseconds(100));
        StopRoom(room);

        Assert.Equal(["ada", "bo"], Describe(StartRoom()).Occupants.Select(occupant => occupant.Nick.Value));
    }

    [Fact]
    public void Whoever_leaves_while_a_write_fails_has_left()
    {
        var room = StartRoom();
        Enter(room, Ada, "ada");
        Enter(room, Bo, "bo");
        Hears($"to='{Bo}'");
        Store.FailNextWrites = 1;
        Deliver(room, $"<presence from='{Bo}' to='{Tea}/bo' type='unavailable'/>");

        Hears("unavailable");
        Assert.Single(Describe(room).Occupants);
    }

    [Fact]
    public void A_room_that_comes_back_has_its_occupants_and_its_history()
    {
        var room = StartRoom();
        Enter(room, Ada, "ada");
        Enter(room, Bo, "bo");
        Say(room, Ada, "remember me");
        Hears("remember me");
        StopRoom(room);

        var again = StartRoom();
        Assert.Equal(["ada", "bo"], Describe(again).Occupants.Select(occupant => occupant.Nick.Value));
        Say(again, Bo, "I do");
        Assert.Contains($"to='{Ada}'", Hears("I do"));
        Enter(again, "cy@home.example/lap", "cy");
        Assert.Contains("remember me", Hears("<subject"));
    }

    [Fact]
    public void What_admins_decided_comes_back_from_the_journal()
    {
        var room = StartRoom();
        Enter(room, Ada, "ada");
        Hears("<subject");
        Deliver(room, $"<iq from='{Ada}' to='{Tea}' type='set' id='b1'><query xmlns='http://jabber.org/protocol/muc#admin'><item affiliation='outcast' jid='eve@evil.example'/></query></iq>");
        Hears("id='b1'");
        StopRoom(room);

        var affiliations = Describe(StartRoom()).Affiliations;
        Assert.Equal(Affiliation.Outcast, affiliations[BareJid.Parse("eve@evil.example")].Affiliation);
        Assert.Equal(Affiliation.Owner, affiliations[BareJid.Parse("ada@home.example")].Affiliation);
    }

    [Fact]
    public void A_room_that_lives_elsewhere_by_now_says_nothing_and_stops()
    {
        var room = StartRoom();
        Enter(room, Ada, "ada");
        Hears("<subject");
        var newer = StartRoom();
        Describe(newer);

        Watch(room);
        Enter(room, Bo, "bo");
        ExpectTerminated(room, TimeSpan.FromSeconds(20));

        Assert.DoesNotContain($"to='{Bo}'", HearsMeanwhile(newer));
    }

    [Fact]
    public void The_directory_of_links_hears_of_the_first_session_of_a_domain_and_of_the_last()
    {
        Links.IgnoreMessages(message => message is LinkMessages.InUse);
        var room = StartRoom();
        Enter(room, Ada, "ada");
        Enter(room, Bo, "bo");
        Assert.Equal("home.example", Links.ExpectMsg<LinkMessages.Interested>().Remote.Value);
        Assert.Equal("away.example", Links.ExpectMsg<LinkMessages.Interested>().Remote.Value);

        Deliver(room, $"<presence from='{Bo}' to='{Tea}/bo' type='unavailable'/>");

        Assert.Equal("away.example", Links.ExpectMsg<LinkMessages.NotInterested>().Remote.Value);
    }

    [Fact]
    public void The_directory_of_links_hears_once_a_minute_that_the_room_is_in_use()
    {
        var room = StartRoom();
        Enter(room, Ada, "ada");
        Say(room, Ada, "one");
        Say(room, Ada, "two");
        Hears("two");

        Links.FishForMessage(message => message is LinkMessages.InUse);
        Links.ExpectNoMsg(TimeSpan.FromMilliseconds(100));
    }

    [Fact]
    public void An_operator_is_answered_once_it_is_done()
    {
        var room = StartRoom();
        Enter(room, Ada, "ada");
        Enter(room, Bo, "bo");
        Hears($"to='{Bo}'");

        room.Tell(new RoomMessages.Kick(Tea, Nick.Parse("bo"), "enough"), TestActor);
        ExpectMsg<RoomMessages.Done>(TimeSpan.FromSeconds(20));
        Assert.Contains("enough", Hears("307"));

        room.Tell(new RoomMessages.Kick(Tea, Nick.Parse("bo"), null), TestActor);
        Assert.Equal(ErrorCondition.ItemNotFound, ExpectMsg<RoomMessages.Refused>(TimeSpan.FromSeconds(20)).Condition);
    }

    [Fact]
    public void A_destroyed_room_is_gone_for_good()
    {
        var room = StartRoom();
        Enter(room, Ada, "ada");
        Hears("<subject");

        room.Tell(new RoomMessages.Destroy(Tea, null, "closing"), TestActor);
        ExpectMsg<RoomMessages.Done>(TimeSpan.FromSeconds(20));
        Hears("destroy");
        StopRoom(room);

        Assert.False(Describe(StartRoom()).Exists);
    }

    [Fact]
    public void A_room_made_anew_under_an_old_name_has_nothing_of_the_old_journal()
    {
        var settings = new RoomSettings { Service = Tea.Domain, Locking = false, TombstonesStand = TimeSpan.Zero };
        var room = StartRoom(settings);
        Enter(room, Ada, "ada");
        Hears("<subject");
        Deliver(room, $"<iq from='{Ada}' to='{Tea}' type='set' id='b1'><query xmlns='http://jabber.org/protocol/muc#admin'><item affiliation='outcast' jid='bo@away.example'/></query></iq>");
        Hears("id='b1'");
        room.Tell(new RoomMessages.Destroy(Tea, null, null), TestActor);
        ExpectMsg<RoomMessages.Done>(TimeSpan.FromSeconds(20));
        Hears("destroy");

        Enter(room, Bo, "bo");
        Hears("<subject");
        Deliver(room, $"<iq from='{Bo}' to='{Tea}' type='set' id='b2'><query xmlns='http://jabber.org/protocol/muc#admin'><item affiliation='member' jid='cy@home.example'/></query></iq>");
        Hears("id='b2'");
        StopRoom(room);

        var affiliations = Describe(StartRoom(settings)).Affiliations;
        Assert.Equal(2, affiliations.Count);
        Assert.Equal(Affiliation.Owner, affiliations[BareJid.Parse("bo@away.example")].Affiliation);
        Assert.Equal(Affiliation.Member, affiliations[BareJid.Parse("cy@home.example")].Affiliation);
    }
}
