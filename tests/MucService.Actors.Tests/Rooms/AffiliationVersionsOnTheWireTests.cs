using Xunit;

namespace MucService.Actors.Tests.Rooms;

/// <summary>XEP-0463, through the room's actor and its journal.</summary>
public sealed class AffiliationVersionsOnTheWireTests : RoomSpec
{
    private const string Ada = "ada@home.example/desk";

    [Fact]
    public void A_version_is_the_same_after_a_restart_and_another_after_a_change()
    {
        var room = StartRoom();
        Enter(room, Ada, "ada");
        Hears("<subject");
        Grant(room, "bo@away.example", "member");
        var before = Version(room);
        StopRoom(room);

        room = StartRoom();
        Assert.Equal(before, Version(room));

        Grant(room, "cy@away.example", "member");
        Assert.NotEqual(before, Version(room));
    }

    private void Grant(Akka.Actor.IActorRef room, string jid, string affiliation)
    {
        Deliver(room, $"<iq from='{Ada}' to='{Tea}' type='set' id='g-{jid}'><query xmlns='http://jabber.org/protocol/muc#admin'><item jid='{jid}' affiliation='{affiliation}'/></query></iq>");
        Hears($"id='g-{jid}'");
    }

    private string Version(Akka.Actor.IActorRef room)
    {
        Deliver(room, $"<presence from='{Ada}' to='{Tea}/ada'><x xmlns='http://jabber.org/protocol/muc'><mav xmlns='urn:xmpp:muc:affiliations:1'/></x></presence>");
        var said = Hears("<subject");
        return said[(said.LastIndexOf("until='", StringComparison.Ordinal) + 7)..].Split('\'')[0];
    }
}
