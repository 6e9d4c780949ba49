using Xunit;
using static MucService.Rooms.Tests.Examples.Coven;

namespace MucService.Rooms.Tests.Examples;

/// <summary>XEP-0045 #enter-maxusers. Examples © XMPP Standards Foundation, used under its permission notice.</summary>
public class EnterMaxusersExamples
{
    [Fact]
    public void Service_informs_user_that_room_occupant_limit_has_been_reached() =>
        InCoven(new RoomConfig { MaxOccupants = 1 }, FirstWitch)
            .Receives("""
                <presence from='hag66@shakespeare.lit/pda' id='n13mt3l' to='coven@chat.shakespeare.lit/thirdwitch'>
                  <x xmlns='http://jabber.org/protocol/muc'/>
                </presence>
                """)
            .Sends("""
                <presence from='coven@chat.shakespeare.lit/thirdwitch' id='n13mt3l' to='hag66@shakespeare.lit/pda' type='error'>
                  <x xmlns='http://jabber.org/protocol/muc'/>
                  <error by='coven@chat.shakespeare.lit' type='wait'><service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>
                </presence>
                """);
}
