using Xunit;
using static MucService.Rooms.Tests.Examples.Coven;

namespace MucService.Rooms.Tests.Examples;

/// <summary>XEP-0045 #enter-nonanon. Examples © XMPP Standards Foundation, used under its permission notice.</summary>
public class EnterNonanonExamples
{
    /// <summary>Without the status 210 of the example: the nick is the one asked for.</summary>
    [Fact]
    public void Service_sends_full_jid_to_all_occupants() =>
        InCoven(NonAnonymous, FirstWitch)
            .Receives("""
                <presence from='hag66@shakespeare.lit/pda' id='n13mt3l' to='coven@chat.shakespeare.lit/thirdwitch'>
                  <x xmlns='http://jabber.org/protocol/muc'/>
                </presence>
                """)
            .Sends("""
                <presence from='coven@chat.shakespeare.lit/thirdwitch' id='3DCB0401-D7CF-4E31-BE05-EDF8D057BFBD' to='crone1@shakespeare.lit/desktop'>
                  <x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='member' jid='hag66@shakespeare.lit/pda' role='participant'/></x>
                </presence>
                <presence from='coven@chat.shakespeare.lit/thirdwitch' id='n13mt3l' to='hag66@shakespeare.lit/pda'>
                  <x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='member' jid='hag66@shakespeare.lit/pda' role='participant'/><status code='100'/><status code='110'/></x>
                </presence>
                """);
}
