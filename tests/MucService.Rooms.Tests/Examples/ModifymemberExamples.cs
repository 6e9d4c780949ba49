using MucService.Xmpp;
using Xunit;

namespace MucService.Rooms.Tests.Examples;

/// <summary>XEP-0045 #modifymember. Examples © XMPP Standards Foundation, used under its permission notice.</summary>
public class ModifymemberExamples
{
    [Fact]
    public void Service_sends_member_list_to_admin() =>
        Stage.Room("coven@chat.shakespeare.lit")
            .With("crone1@shakespeare.lit/desktop", "firstwitch", Affiliation.Admin, Role.Moderator)
            .With("hag66@shakespeare.lit/pda", "thirdwitch", Affiliation.Member, Role.Participant)
            .Receives("""
                <iq from='crone1@shakespeare.lit/desktop' id='member3' to='coven@chat.shakespeare.lit' type='get'><query xmlns='http://jabber.org/protocol/muc#admin'><item affiliation='member'/></query></iq>
                """)
            .Sends("""
                <iq from='coven@chat.shakespeare.lit' id='member3' to='crone1@shakespeare.lit/desktop' type='result'><query xmlns='http://jabber.org/protocol/muc#admin'><item affiliation='member' jid='hag66@shakespeare.lit' nick='thirdwitch'/></query></iq>
                """);

    [Fact]
    public void Room_sends_invitation_to_new_member() =>
        Stage.Room("coven@chat.shakespeare.lit", new RoomConfig { MembersOnly = true, Password = "cauldronburn" })
            .With("crone1@shakespeare.lit/desktop", "TheBard", Affiliation.Admin, Role.Moderator)
            .With("hag66@shakespeare.lit/pda", "thirdwitch", Affiliation.Member, Role.Participant)
            .Receives("""
                <iq from='crone1@shakespeare.lit/desktop' id='member4' to='coven@chat.shakespeare.lit' type='set'><query xmlns='http://jabber.org/protocol/muc#admin'><item affiliation='none' jid='hag66@shakespeare.lit'/><item affiliation='member' jid='hecate@shakespeare.lit'/></query></iq>
                """)
            .Sends("""
                <message from='coven@chat.shakespeare.lit' id='CA409450-5AAE-41C1-AAAD-5375CA738885' to='hecate@shakespeare.lit'><x xmlns='http://jabber.org/protocol/muc#user'><invite from='crone1@shakespeare.lit'/><password>cauldronburn</password></x></message>
                """);
}
