using Akka.Cluster.Sharding;
using MucService.Actors.Rooms;
using MucService.Rooms;
using MucService.Xmpp;
using Xunit;

namespace MucService.Actors.Tests.Rooms;

/// <summary>How rooms begin, and what is left of them when they are destroyed.</summary>
public sealed class RoomBeginningTests : RoomSpec
{
    private const string Ada = "ada@home.example/desk";
    private const string Bo = "bo@away.example/phone";

    [Fact]
    public void A_room_that_is_configured_as_it_is_created_comes_back_with_its_owner_and_its_configuration()
    {
        var settings = new RoomSettings { Service = Tea.Domain, Defaults = new RoomConfig { Name = "Tea", Persistent = true } };
        var room = StartRoom(settings);
        Enter(room, Ada, "ada");
        Hears("<subject");
        StopRoom(room);

        var after = Describe(StartRoom(settings with { Defaults = RoomConfig.Default }));
        Assert.Equal(Affiliation.Owner, after.Affiliations[BareJid.Parse("ada@home.example")].Affiliation);
        Assert.Equal(("Tea", true, true), (after.Config.Name, after.Config.Persistent, after.Locked));
    }

    [Fact]
    public void A_destroyed_room_is_gone_after_a_restart_too_until_the_operator_forgets_it()
    {
        var room = StartRoom();
        Enter(room, Ada, "ada");
        Hears("<subject");
        Deliver(room, $"<iq from='{Ada}' to='{Tea}' type='set' id='d1'><query xmlns='http://jabber.org/protocol/muc#owner'><destroy jid='coffee@muc.example'/></query></iq>");
        Hears("id='d1'");
        StopRoom(room);

        room = StartRoom();
        Enter(room, Bo, "bo");
        Assert.Contains("xmpp:coffee@muc.example?join", Hears("<gone"), StringComparison.Ordinal);
        room.Tell(new RoomMessages.ForgetTombstone(Tea), TestActor);
        ExpectMsg<RoomMessages.Done>(TimeSpan.FromSeconds(20));
        StopRoom(room);

        room = StartRoom();
        Enter(room, Bo, "bo");
        Assert.Contains("201", Hears("<subject"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_room_that_could_not_be_loaded_is_loaded_anew_though_people_go_on_talking()
    {
        Store.FailNextOpens = 1;
        var region = CreateTestProbe();
        var room = StartRoom(new RoomSettings { Service = Tea.Domain }, region: region);

        AwaitCondition(
            () =>
            {
                Say(room, Ada, "Is nobody there?");
                return region.HasMessages;
            },
            TimeSpan.FromSeconds(60),
            TimeSpan.FromMilliseconds(50));

        region.ExpectMsg<Passivate>();
        Assert.Contains("resource-constraint", Hears("</message>"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_room_that_is_destroyed_before_what_its_owner_decided_is_written_says_both()
    {
        var room = StartRoom();
        Enter(room, Ada, "ada");
        Deliver(room, $"<iq from='{Ada}' to='{Tea}' type='set' id='m1'><query xmlns='http://jabber.org/protocol/muc#admin'><item affiliation='member' jid='cy@home.example'/></query></iq>");
        Deliver(room, $"<iq from='{Ada}' to='{Tea}' type='set' id='d1'><query xmlns='http://jabber.org/protocol/muc#owner'><destroy/></query></iq>");

        Assert.Contains("id='m1'", Hears("id='d1'"), StringComparison.Ordinal);
        Assert.False(Describe(room).Exists);
    }

    [Fact]
    public async Task What_is_created_anew_has_no_tombstone_any_more()
    {
        var room = StartRoom();
        Enter(room, Ada, "ada");
        Hears("<subject");
        room.Tell(new RoomMessages.Destroy(Tea, null, null), TestActor);
        ExpectMsg<RoomMessages.Done>(TimeSpan.FromSeconds(20));
        StopRoom(room);

        room = StartRoom(new RoomSettings { Service = Tea.Domain, Admins = [BareJid.Parse("bo@away.example")] });
        Hears("<destroy");
        Enter(room, Bo, "bo");
        Hears("<subject");
        Assert.Null(await Store.TombstoneAsync(Tea, CancellationToken.None));
    }
}
