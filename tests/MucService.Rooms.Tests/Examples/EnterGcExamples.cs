using Xunit;
using static MucService.Rooms.Tests.Examples.Coven;

namespace MucService.Rooms.Tests.Examples;

/// <summary>XEP-0045 #enter-gc. Examples © XMPP Standards Foundation, used under its permission notice.</summary>
public class EnterGcExamples
{
    [Fact]
    public void Service_response_to_groupchat_1_0_join_or_non_occupant_presence_update() =>
        InCoven(FirstWitch)
            .Receives("""
                <presence from='hag66@shakespeare.lit/pda' id='ng91xs69' to='coven@chat.shakespeare.lit/thirdwitch'/>
                """)
            .Sends("""
                <presence from='coven@chat.shakespeare.lit/thirdwitch' to='hag66@shakespeare.lit/pda' type='unavailable'>
                  <x xmlns='http://jabber.org/protocol/muc#user'>
                    <item affiliation='none' role='none'><reason>You are not in the room.</reason></item>
                    <status code='110'/><status code='307'/><status code='333'/>
                  </x>
                </presence>
                """);
}
