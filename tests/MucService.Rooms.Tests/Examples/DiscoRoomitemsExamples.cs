using Xunit;
using static MucService.Rooms.Tests.Examples.Coven;

namespace MucService.Rooms.Tests.Examples;

/// <summary>XEP-0045 #disco-roomitems. Examples © XMPP Standards Foundation, used under its permission notice.</summary>
public class DiscoRoomitemsExamples
{
    [Fact]
    public void Room_returns_disco_items_result_items_are_public() =>
        InCoven(FirstWitch, SecondWitch)
            .Receives("""
                <iq from='hag66@shakespeare.lit/pda' id='kl2fax27' to='coven@chat.shakespeare.lit' type='get'><query xmlns='http://jabber.org/protocol/disco#items'/></iq>
                """)
            .Sends("""
                <iq from='coven@chat.shakespeare.lit' id='kl2fax27' to='hag66@shakespeare.lit/pda' type='result'>
                  <query xmlns='http://jabber.org/protocol/disco#items'>
                    <item jid='coven@chat.shakespeare.lit/firstwitch'/>
                    <item jid='coven@chat.shakespeare.lit/secondwitch'/>
                  </query>
                </iq>
                """);

    [Fact]
    public void Room_returns_empty_disco_items_result_items_are_private() =>
        InCoven(new RoomConfig { Public = false }, FirstWitch, SecondWitch)
            .Receives("""
                <iq from='hag66@shakespeare.lit/pda' id='kl2fax27' to='coven@chat.shakespeare.lit' type='get'><query xmlns='http://jabber.org/protocol/disco#items'/></iq>
                """)
            .Sends("""
                <iq from='coven@chat.shakespeare.lit' id='kl2fax27' to='hag66@shakespeare.lit/pda' type='result'>
                  <query xmlns='http://jabber.org/protocol/disco#items'/>
                </iq>
                """);
}
