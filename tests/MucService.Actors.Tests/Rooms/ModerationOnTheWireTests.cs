using Xunit;

namespace MucService.Actors.Tests.Rooms;

/// <summary>XEP-0425, through the room's actor and a real store.</summary>
public sealed class ModerationOnTheWireTests : RoomSpec
{
    private const string Ada = "ada@home.example/desk";

    [Fact]
    public void What_was_taken_back_is_not_said_again_after_a_restart()
    {
        var room = StartRoom();
        Enter(room, Ada, "ada");
        Hears("<subject");
        Say(room, Ada, "Free magic potions!");
        var said = Hears("potions");
        var id = said[(said.IndexOf("id='", said.IndexOf("<stanza-id", StringComparison.Ordinal), StringComparison.Ordinal) + 4)..].Split('\'')[0];
        Deliver(room, $"<iq from='{Ada}' to='{Tea}' type='set' id='r'><moderate xmlns='urn:xmpp:message-moderate:1' id='{id}'><retract xmlns='urn:xmpp:message-retract:1'/></moderate></iq>");
        Hears("id='r'");
        StopRoom(room);

        room = StartRoom();
        Enter(room, "bo@away.example/phone", "bo");

        var history = Hears("<subject");
        Assert.DoesNotContain("potions", history, StringComparison.Ordinal);
        Assert.Contains("<retracted xmlns='urn:xmpp:message-retract:1' stamp=", history, StringComparison.Ordinal);
    }
}
