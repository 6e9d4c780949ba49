using Xunit;

namespace MucService.Actors.Tests.Rooms;

/// <summary>XEP-0317, through the room's actor.</summary>
public sealed class HatsOnTheWireTests : RoomSpec
{
    private const string Ada = "ada@home.example/desk";

    [Fact]
    public void Hats_outlive_the_rooms_actor_and_are_shown_again()
    {
        var room = StartRoom();
        Enter(room, Ada, "ada");
        Hears("<subject");
        Deliver(room, Command("create", "<field var='hats#title'><value>Host</value></field>"));
        Hears("completed");
        Deliver(room, Command("assign", "<field var='hats#jid'><value>ada@home.example</value></field>"));
        Assert.Contains("<hats xmlns='urn:xmpp:hats:0'><hat title='Host' uri='urn:x:host' xml:lang='en'/></hats>", Hears("110"), StringComparison.Ordinal);
        StopRoom(room);

        room = StartRoom();
        Enter(room, "bo@away.example/phone", "bo");
        Assert.Contains("<hat title='Host'", Hears("<subject"), StringComparison.Ordinal);

        static string Command(string name, string field) => $"""
            <iq from='{Ada}' to='{Tea}' type='set' id='{name}' xml:lang='en'>
              <command xmlns='http://jabber.org/protocol/commands' node='urn:xmpp:hats:commands:{name}'>
                <x xmlns='jabber:x:data' type='submit'><field var='hats#uri'><value>urn:x:host</value></field>{field}</x>
              </command>
            </iq>
            """;
    }
}
