using Xunit;
using static MucService.Rooms.Tests.Examples.Coven;

namespace MucService.Rooms.Tests.Examples;

/// <summary>XEP-0045 #message. Examples © XMPP Standards Foundation, used under its permission notice.</summary>
public class MessageExamples
{
    [Fact]
    public void Service_reflects_message_to_all_occupants() =>
        InCoven(FirstWitch, SecondWitch, ThirdWitch)
            .Receives("""
                <message from='hag66@shakespeare.lit/pda' id='hysf1v37' to='coven@chat.shakespeare.lit' type='groupchat'>
                  <body>Harpier cries: 'tis time, 'tis time.</body>
                </message>
                """)
            .Sends("""
                <message from='coven@chat.shakespeare.lit/thirdwitch' id='hysf1v37' to='crone1@shakespeare.lit/desktop' type='groupchat'>
                  <body>Harpier cries: 'tis time, 'tis time.</body>
                </message>
                <message from='coven@chat.shakespeare.lit/thirdwitch' id='hysf1v37' to='wiccarocks@shakespeare.lit/laptop' type='groupchat'>
                  <body>Harpier cries: 'tis time, 'tis time.</body>
                </message>
                <message from='coven@chat.shakespeare.lit/thirdwitch' id='hysf1v37' to='hag66@shakespeare.lit/pda' type='groupchat'>
                  <body>Harpier cries: 'tis time, 'tis time.</body>
                </message>
                """);
}
