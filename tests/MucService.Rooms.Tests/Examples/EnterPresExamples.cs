using Xunit;
using static MucService.Rooms.Tests.Examples.Coven;

namespace MucService.Rooms.Tests.Examples;

/// <summary>XEP-0045 #enter-pres. Examples © XMPP Standards Foundation, used under its permission notice.</summary>
public class EnterPresExamples
{
    [Fact]
    public void Service_sends_presence_from_existing_occupants_to_new_occupant() =>
        InCoven(FirstWitch, SecondWitch)
            .Receives("""
                <presence from='hag66@shakespeare.lit/pda' id='n13mt3l' to='coven@chat.shakespeare.lit/thirdwitch'>
                  <x xmlns='http://jabber.org/protocol/muc'/>
                </presence>
                """)
            .Sends("""
                <presence from='coven@chat.shakespeare.lit/firstwitch' id='3DCB0401-D7CF-4E31-BE05-EDF8D057BFBD' to='hag66@shakespeare.lit/pda'>
                  <x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='owner' role='moderator'/></x>
                </presence>
                <presence from='coven@chat.shakespeare.lit/secondwitch' id='3DCB0401-D7CF-4E31-BE05-EDF8D057BFBD' to='hag66@shakespeare.lit/pda'>
                  <x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='admin' role='moderator'/></x>
                </presence>
                <presence from='coven@chat.shakespeare.lit/thirdwitch' id='n13mt3l' to='hag66@shakespeare.lit/pda'>
                  <x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='member' role='participant'/><status code='110'/></x>
                </presence>
                """);

    /// <summary>The example leaves out the real JID, which moderators see: #enter-semianon.</summary>
    [Fact]
    public void Service_sends_new_occupants_presence_to_all_occupants() =>
        InCoven(FirstWitch, SecondWitch)
            .Receives("""
                <presence from='hag66@shakespeare.lit/pda' id='n13mt3l' to='coven@chat.shakespeare.lit/thirdwitch'>
                  <x xmlns='http://jabber.org/protocol/muc'/>
                </presence>
                """)
            .Sends("""
                <presence from='coven@chat.shakespeare.lit/thirdwitch' id='3DCB0401-D7CF-4E31-BE05-EDF8D057BFBD' to='crone1@shakespeare.lit/desktop'>
                  <x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='member' jid='hag66@shakespeare.lit/pda' role='participant'/></x>
                </presence>
                <presence from='coven@chat.shakespeare.lit/thirdwitch' id='3DCB0401-D7CF-4E31-BE05-EDF8D057BFBD' to='wiccarocks@shakespeare.lit/laptop'>
                  <x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='member' jid='hag66@shakespeare.lit/pda' role='participant'/></x>
                </presence>
                """);
}
