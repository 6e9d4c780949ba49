using Xunit;
using static MucService.Rooms.Tests.Examples.Coven;

namespace MucService.Rooms.Tests.Examples;

/// <summary>XEP-0045 #continue. Examples © XMPP Standards Foundation, used under its permission notice.</summary>
public class ContinueExamples
{
    private const string Thread = "e0ffe42b28561960c6b12b944a092794b9683a38";

    /// <summary>The example sends from the nick and names the inviter by bare JID; #invite-mediated sends from the room and allows the full JID.</summary>
    [Fact]
    public void Invitations_delivered() =>
        InCoven(FirstWitch)
            .Receives($"""
                <message from='crone1@shakespeare.lit/desktop' id='gl3s85n7' to='coven@chat.shakespeare.lit'>
                  <x xmlns='http://jabber.org/protocol/muc#user'>
                    <invite to='wiccarocks@shakespeare.lit/laptop'>
                      <reason>This coven needs both wiccarocks and hag66.</reason><continue thread='{Thread}'/>
                    </invite>
                    <invite to='hag66@shakespeare.lit'>
                      <reason>This coven needs both wiccarocks and hag66.</reason><continue thread='{Thread}'/>
                    </invite>
                  </x>
                </message>
                """)
            .Sends($"""
                <message from='coven@chat.shakespeare.lit' id='DB0414CB-AFBA-407E-9DE3-0E014E84860F' to='wiccarocks@shakespeare.lit/laptop'>
                  <x xmlns='http://jabber.org/protocol/muc#user'>
                    <invite from='crone1@shakespeare.lit/desktop'>
                      <reason>This coven needs both wiccarocks and hag66.</reason><continue thread='{Thread}'/>
                    </invite>
                  </x>
                </message>
                <message from='coven@chat.shakespeare.lit' id='89028D79-AB4C-44C0-BE81-B07607C2F4C2' to='hag66@shakespeare.lit'>
                  <x xmlns='http://jabber.org/protocol/muc#user'>
                    <invite from='crone1@shakespeare.lit/desktop'>
                      <reason>This coven needs both wiccarocks and hag66.</reason><continue thread='{Thread}'/>
                    </invite>
                  </x>
                </message>
                """);

    /// <summary>Whom and when the owner quotes stays as it is; the room adds no delay of its own.</summary>
    [Fact]
    public void Owner_sends_history_to_room() =>
        InCoven(FirstWitch)
            .Receives($"""
                <message from='crone1@shakespeare.lit/desktop' id='b4va73n0' to='coven@chat.shakespeare.lit' type='groupchat'>
                  <thread>{Thread}</thread>
                  <body>Thrice the brinded cat hath mew'd.</body>
                  <delay xmlns='urn:xmpp:delay' from='crone1@shakespeare.lit/desktop' stamp='2004-09-29T01:54:37Z'/>
                </message>
                """)
            .Sends($"""
                <message from='coven@chat.shakespeare.lit/firstwitch' id='b4va73n0' to='crone1@shakespeare.lit/desktop' type='groupchat'>
                  <thread>{Thread}</thread>
                  <body>Thrice the brinded cat hath mew'd.</body>
                  <delay xmlns='urn:xmpp:delay' from='crone1@shakespeare.lit/desktop' stamp='2004-09-29T01:54:37Z'/>
                </message>
                """);
}
