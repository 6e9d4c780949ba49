using Xunit;
using static MucService.Rooms.Tests.Examples.Coven;

namespace MucService.Rooms.Tests.Examples;

/// <summary>XEP-0045 #enter-subject. Examples © XMPP Standards Foundation, used under its permission notice.</summary>
public class EnterSubjectExamples
{
    /// <summary>The room has the word: nobody ever set one.</summary>
    [Fact]
    public void No_subject() =>
        InCoven(FirstWitch)
            .Receives("""
                <presence from='hag66@shakespeare.lit/pda' id='n13mt3l' to='coven@chat.shakespeare.lit/thirdwitch'>
                  <x xmlns='http://jabber.org/protocol/muc'/>
                </presence>
                """)
            .Sends("""
                <message from='coven@chat.shakespeare.lit' to='hag66@shakespeare.lit/pda' type='groupchat'><subject></subject></message>
                """);
}
