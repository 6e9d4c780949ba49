using Xunit;
using static MucService.Rooms.Tests.Examples.Coven;

namespace MucService.Rooms.Tests.Examples;

/// <summary>XEP-0045 #enter-muc. Examples © XMPP Standards Foundation, used under its permission notice.</summary>
public class EnterMucExamples
{
    [Fact]
    public void No_nickname_specified() =>
        InCoven(FirstWitch)
            .Receives("""
                <presence from='hag66@shakespeare.lit/pda' id='273hs51g' to='coven@chat.shakespeare.lit'>
                  <x xmlns='http://jabber.org/protocol/muc'/>
                </presence>
                """)
            .Sends("""
                <presence from='coven@chat.shakespeare.lit' id='273hs51g' to='hag66@shakespeare.lit/pda' type='error'>
                  <x xmlns='http://jabber.org/protocol/muc'/>
                  <error by='coven@chat.shakespeare.lit' type='modify'><jid-malformed xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>
                </presence>
                """);
}
