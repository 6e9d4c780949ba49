using MucService.Xmpp;
using Xunit;

namespace MucService.Rooms.Tests.Examples;

/// <summary>XEP-0045 #createroom-instant. Examples © XMPP Standards Foundation, used under its permission notice.</summary>
public class CreateroomInstantExamples
{
    [Fact]
    public void Owner_requests_instant_room() =>
        new Coven.Scene(Coven.NoRoom().Room.After(new RoomEvent.Created(BareJid.Parse("crone1@shakespeare.lit"), default, Locked: true)))
            .After(Coven.FirstWitch.Enters(Coven.NoRoom().Room))
            .Receives("""
                <iq from='crone1@shakespeare.lit/desktop' id='create1' to='coven@chat.shakespeare.lit' type='set'><query xmlns='http://jabber.org/protocol/muc#owner'><x xmlns='jabber:x:data' type='submit'/></query></iq>
                """)
            .Sends("""
                <iq from='coven@chat.shakespeare.lit' id='create1' to='crone1@shakespeare.lit/desktop' type='result'/>
                """);
}
