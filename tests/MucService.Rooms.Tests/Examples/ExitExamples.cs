using Xunit;
using static MucService.Rooms.Tests.Examples.Coven;

namespace MucService.Rooms.Tests.Examples;

/// <summary>XEP-0045 #exit. Examples © XMPP Standards Foundation, used under its permission notice.</summary>
public class ExitExamples
{
    [Fact]
    public void Service_sends_presence_related_to_departure_of_occupant() =>
        InCoven(NonAnonymous, FirstWitch, SecondWitch, ThirdWitch)
            .Receives("""
                <presence from='hag66@shakespeare.lit/pda' to='coven@chat.shakespeare.lit/thirdwitch' type='unavailable'/>
                """)
            .Sends("""
                <presence from='coven@chat.shakespeare.lit/thirdwitch' to='hag66@shakespeare.lit/pda' type='unavailable'>
                  <x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='member' jid='hag66@shakespeare.lit/pda' role='none'/><status code='110'/></x>
                </presence>
                <presence from='coven@chat.shakespeare.lit/thirdwitch' to='crone1@shakespeare.lit/desktop' type='unavailable'>
                  <x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='member' jid='hag66@shakespeare.lit/pda' role='none'/></x>
                </presence>
                <presence from='coven@chat.shakespeare.lit/thirdwitch' to='wiccarocks@shakespeare.lit/laptop' type='unavailable'>
                  <x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='member' jid='hag66@shakespeare.lit/pda' role='none'/></x>
                </presence>
                """);
}
