using Xunit;
using static MucService.Rooms.Tests.Examples.Coven;

namespace MucService.Rooms.Tests.Examples;

/// <summary>XEP-0045 #service-error-kick. Examples © XMPP Standards Foundation, used under its permission notice.</summary>
public class ServiceErrorKickExamples
{
    /// <summary>With the witches of the other examples: a member is removed, and moderators see who he was.</summary>
    [Fact]
    public void Muc_service_removes_user_because_of_error() =>
        InCoven(FirstWitch, ThirdWitch)
            .Receives("""
                <message from='crone1@shakespeare.lit/desktop' id='m1' to='coven@chat.shakespeare.lit' type='groupchat'><body>Anon!</body></message>
                """)
            .Receives("""
                <message from='hag66@shakespeare.lit/pda' id='m1' to='coven@chat.shakespeare.lit/firstwitch' type='error'>
                  <error type='cancel'><gone xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>
                </message>
                """)
            .Sends("""
                <presence from='coven@chat.shakespeare.lit/thirdwitch' to='hag66@shakespeare.lit/pda' type='unavailable'>
                  <x xmlns='http://jabber.org/protocol/muc#user'>
                    <item affiliation='member' role='none' /><status code='110'/><status code='333'/>
                  </x>
                </presence>
                <presence from='coven@chat.shakespeare.lit/thirdwitch' to='crone1@shakespeare.lit/desktop' type='unavailable'>
                  <x xmlns='http://jabber.org/protocol/muc#user'>
                    <item affiliation='member' jid='hag66@shakespeare.lit/pda' role='none'/><status code='333'/>
                  </x>
                </presence>
                """);
}
