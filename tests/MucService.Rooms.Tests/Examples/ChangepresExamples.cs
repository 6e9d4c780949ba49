using Xunit;
using static MucService.Rooms.Tests.Examples.Coven;

namespace MucService.Rooms.Tests.Examples;

/// <summary>XEP-0045 #changepres. Examples © XMPP Standards Foundation, used under its permission notice.</summary>
public class ChangepresExamples
{
    [Fact]
    public void Service_passes_along_changed_presence_to_all_occupants() =>
        InCoven(FirstWitch, SecondWitch)
            .Receives("""
                <presence from='wiccarocks@shakespeare.lit/laptop' id='kr7v143h' to='coven@chat.shakespeare.lit/secondwitch'>
                  <show>xa</show>
                  <status>gone where the goblins go</status>
                </presence>
                """)
            .Sends("""
                <presence from='coven@chat.shakespeare.lit/secondwitch' id='3DCB0401-D7CF-4E31-BE05-EDF8D057BFBD' to='crone1@shakespeare.lit/desktop'>
                  <show>xa</show>
                  <status>gone where the goblins go</status>
                  <x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='admin' jid='wiccarocks@shakespeare.lit/laptop' role='moderator'/></x>
                </presence>
                """);
}
