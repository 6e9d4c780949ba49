using Akka.Actor;
using MucService.Actors.Hosts;
using MucService.Actors.Rooms;
using MucService.Xmpp;
using Xunit;

namespace MucService.Actors.Tests.Rooms;

/// <summary>A room of which a newer instance lives: whatever goes wrong, what the newer one wrote stays.</summary>
public sealed class RoomSupersededTests : RoomSpec
{
    private const string Ada = "ada@home.example/desk";
    private const string Bo = "bo@away.example/phone";

    private static readonly BareJid Cy = BareJid.Parse("cy@home.example");
    private static readonly BareJid Dee = BareJid.Parse("dee@home.example");

    [Fact]
    public void Whose_write_failed_stops_and_does_not_write_what_it_knows_over_what_a_newer_instance_wrote()
    {
        var (old, newer) = (StartRoomWithAda(), StartRoom());
        Grant(newer, "member", Cy);
        Watch(old);
        Store.FailNextWrites = 1;
        Enter(old, Bo, "bo");
        ExpectTerminated(old, TimeSpan.FromSeconds(20));

        Assert.Contains("resource-constraint", HearsMeanwhile(newer), StringComparison.Ordinal);
        Enter(newer, Bo, "bo");
        Hears("<subject");
        StopRoom(newer);
        var again = Describe(StartRoom());
        Assert.Equal(Affiliation.Member, again.Affiliations[Cy].Affiliation);
        Assert.Equal(["ada", "bo"], again.Occupants.Select(occupant => occupant.Nick.Value));
    }

    [Fact]
    public void What_its_owners_decide_does_not_reach_the_journal_of_a_newer_instance()
    {
        var old = StartRoomWithAda();
        Grant(old, "member", Dee);
        var newer = StartRoom();
        Grant(newer, "member", Cy);
        Watch(old);
        SendGrant(old, "outcast", BareJid.Parse("bo@away.example"));
        ExpectTerminated(old, TimeSpan.FromSeconds(20));

        Assert.DoesNotContain("id='bo@away.example'", HearsMeanwhile(newer), StringComparison.Ordinal);
        StopRoom(newer);
        Assert.Equal(["ada", "cy", "dee"], Describe(StartRoom()).Affiliations.Keys.Select(jid => jid.Local).Order());
    }

    [Fact]
    public void What_a_newer_instance_destroyed_is_not_made_anew()
    {
        var (old, newer) = (StartRoomWithAda(), StartRoom());
        newer.Tell(new RoomMessages.Destroy(Tea, null, null), TestActor);
        ExpectMsg<RoomMessages.Done>(TimeSpan.FromSeconds(20));
        Watch(old);
        Store.FailNextWrites = 1;
        Enter(old, Bo, "bo");
        ExpectTerminated(old, TimeSpan.FromSeconds(20));

        StopRoom(newer);
        Assert.False(Describe(StartRoom()).Exists);
    }

    [Fact]
    public void What_it_accepted_and_could_not_write_any_more_is_refused()
    {
        var old = StartRoomWithAda();
        Describe(StartRoom());
        Watch(old);
        Enter(old, Bo, "bo");
        Say(old, Ada, "after you");
        old.Tell(new RoomMessages.Kick(Tea, Nick.Parse("bo"), null), TestActor);
        ExpectMsg<RoomMessages.Refused>(TimeSpan.FromSeconds(20));
        ExpectTerminated(old, TimeSpan.FromSeconds(20));

        var refused = new[] { RoomHost.ExpectMsg<HostMessages.Send>(), RoomHost.ExpectMsg<HostMessages.Send>() };
        Assert.Equal([Bo, Ada], refused.Select(refusal => refusal.Stanza.To!.ToString()));
        Assert.All(refused, refusal => Assert.Equal(ErrorCondition.ResourceConstraint, refusal.Refusal!.Error.Condition));
    }

    private IActorRef StartRoomWithAda()
    {
        var room = StartRoom();
        Enter(room, Ada, "ada");
        Hears("<subject");
        return room;
    }

    private void Grant(IActorRef room, string affiliation, BareJid to)
    {
        SendGrant(room, affiliation, to);
        Hears($"id='{to}'");
    }

    private void SendGrant(IActorRef room, string affiliation, BareJid to) => Deliver(
        room,
        $"<iq from='{Ada}' to='{Tea}' type='set' id='{to}'><query xmlns='http://jabber.org/protocol/muc#admin'><item affiliation='{affiliation}' jid='{to}'/></query></iq>");
}
