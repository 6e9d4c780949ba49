using Xunit;
using static MucService.Rooms.Tests.Examples.Coven;

namespace MucService.Rooms.Tests.Examples;

/// <summary>XEP-0045 #privatemessage. Examples © XMPP Standards Foundation, used under its permission notice.</summary>
public class PrivatemessageExamples
{
    [Fact]
    public void Recipient_receives_the_private_message() =>
        InCoven(FirstWitch, SecondWitch)
            .Receives("""
                <message from='wiccarocks@shakespeare.lit/laptop' id='hgn27af1' to='coven@chat.shakespeare.lit/firstwitch' type='chat'>
                  <body>I'll give thee a wind.</body>
                  <x xmlns='http://jabber.org/protocol/muc#user' />
                </message>
                """)
            .Sends("""
                <message from='coven@chat.shakespeare.lit/secondwitch' id='hgn27af1' to='crone1@shakespeare.lit/desktop' type='chat'>
                  <body>I'll give thee a wind.</body>
                  <x xmlns='http://jabber.org/protocol/muc#user' />
                </message>
                """);

    [Fact]
    public void Occupant_attempts_to_send_a_message_of_type_groupchat_to_a_particular_occupant() =>
        InCoven(FirstWitch, SecondWitch)
            .Receives("""
                <message from='wiccarocks@shakespeare.lit/laptop' id='bx71f29k' to='coven@chat.shakespeare.lit/firstwitch' type='groupchat'>
                  <body>I'll give thee a wind.</body>
                </message>
                """)
            .Sends("""
                <message from='coven@chat.shakespeare.lit/firstwitch' id='bx71f29k' to='wiccarocks@shakespeare.lit/laptop' type='error'>
                  <body>I'll give thee a wind.</body>
                  <error by='coven@chat.shakespeare.lit' type='modify'><bad-request xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>
                </message>
                """);
}
