using Xunit;
using static MucService.Rooms.Tests.Examples.Coven;

namespace MucService.Rooms.Tests.Examples;

/// <summary>XEP-0045 #enter-pw. Examples © XMPP Standards Foundation, used under its permission notice.</summary>
public class EnterPwExamples
{
    [Fact]
    public void Service_denies_access_because_no_password_provided() =>
        InCoven(new RoomConfig { Password = "cauldronburn" }, FirstWitch)
            .Receives("""
                <presence from='hag66@shakespeare.lit/pda' id='n13mt3l' to='coven@chat.shakespeare.lit/thirdwitch'>
                  <x xmlns='http://jabber.org/protocol/muc'/>
                </presence>
                """)
            .Sends("""
                <presence from='coven@chat.shakespeare.lit/thirdwitch' id='n13mt3l' to='hag66@shakespeare.lit/pda' type='error'>
                  <x xmlns='http://jabber.org/protocol/muc'/>
                  <error by='coven@chat.shakespeare.lit' type='auth'><not-authorized xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>
                </presence>
                """);
}
