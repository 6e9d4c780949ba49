using Xunit;
using static MucService.Rooms.Tests.Examples.Coven;

namespace MucService.Rooms.Tests.Examples;

/// <summary>XEP-0045 #invite-mediated. Examples © XMPP Standards Foundation, used under its permission notice.</summary>
public class InviteMediatedExamples
{
    private static readonly RoomConfig Protected = new() { Password = "cauldronburn" };

    [Fact]
    public void Room_sends_invitation_to_invitee_on_behalf_of_invitor() => Invited().Sends("""
        <message from='coven@chat.shakespeare.lit' id='nzd143v8' to='hecate@shakespeare.lit'>
          <x xmlns='http://jabber.org/protocol/muc#user'>
            <invite from='crone1@shakespeare.lit/desktop'><reason>Hey Hecate, this is the place for all good witches!</reason></invite>
            <password>cauldronburn</password>
          </x>
        </message>
        """);

    [Fact]
    public void Room_informs_invitor_that_invitation_was_declined() =>
        Invited()
            .Receives("""
                <message from='hecate@shakespeare.lit/broom' id='jk2vs61v' to='coven@chat.shakespeare.lit'>
                  <x xmlns='http://jabber.org/protocol/muc#user'>
                    <decline to='crone1@shakespeare.lit'><reason>Sorry, I'm too busy right now.</reason></decline>
                  </x>
                </message>
                """)
            .Sends("""
                <message from='coven@chat.shakespeare.lit' id='jk2vs61v' to='crone1@shakespeare.lit/desktop'>
                  <x xmlns='http://jabber.org/protocol/muc#user'>
                    <decline from='hecate@shakespeare.lit'><reason>Sorry, I'm too busy right now.</reason></decline>
                  </x>
                </message>
                """);

    private static Scene Invited() => InCoven(Protected, FirstWitch).Receives("""
        <message from='crone1@shakespeare.lit/desktop' id='nzd143v8' to='coven@chat.shakespeare.lit'>
          <x xmlns='http://jabber.org/protocol/muc#user'>
            <invite to='hecate@shakespeare.lit'><reason>Hey Hecate, this is the place for all good witches!</reason></invite>
          </x>
        </message>
        """);
}
