using Xunit;
using static MucService.Rooms.Tests.Examples.Coven;

namespace MucService.Rooms.Tests.Examples;

/// <summary>XEP-0045 #createroom-general. Examples © XMPP Standards Foundation, used under its permission notice.</summary>
public class CreateroomGeneralExamples
{
    /// <summary>The example leaves out the real JID, which its owner as a moderator sees.</summary>
    [Fact]
    public void Service_acknowledges_room_creation() =>
        NoRoom()
            .Receives("""
                <presence from='crone1@shakespeare.lit/desktop' to='coven@chat.shakespeare.lit/firstwitch'>
                  <x xmlns='http://jabber.org/protocol/muc'/>
                </presence>
                """)
            .Sends("""
                <presence from='coven@chat.shakespeare.lit/firstwitch' to='crone1@shakespeare.lit/desktop'>
                  <x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='owner' jid='crone1@shakespeare.lit/desktop' role='moderator'/><status code='110'/><status code='201'/></x>
                </presence>
                """);
}
