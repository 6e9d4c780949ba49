using Xunit;
using static MucService.Rooms.Tests.Examples.Coven;

namespace MucService.Rooms.Tests.Examples;

/// <summary>XEP-0045 #impl-service-traffic. Examples © XMPP Standards Foundation, used under its permission notice.</summary>
public class ImplServiceTrafficExamples
{
    /// <summary>With the room as by, as in its other errors, and the question repeated.</summary>
    [Fact]
    public void Service_returns_service_unavailable() =>
        InCoven(SecondWitch)
            .Receives("""
                <iq from='wiccarocks@shakespeare.lit/laptop' to='coven@chat.shakespeare.lit' id='allow1' type='get'>
                  <query xmlns='http://jabber.org/protocol/disco#info' node='http://jabber.org/protocol/muc#traffic'/>
                </iq>
                """)
            .Sends("""
                <iq from='coven@chat.shakespeare.lit' id='allow1' to='wiccarocks@shakespeare.lit/laptop' type='error'>
                  <query xmlns='http://jabber.org/protocol/disco#info' node='http://jabber.org/protocol/muc#traffic'/>
                  <error by='coven@chat.shakespeare.lit' type='cancel'><service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>
                </iq>
                """);
}
