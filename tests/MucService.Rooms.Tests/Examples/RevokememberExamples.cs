using MucService.Xmpp;
using Xunit;

namespace MucService.Rooms.Tests.Examples;

/// <summary>XEP-0045 #revokemember. Examples © XMPP Standards Foundation, used under its permission notice.</summary>
public class RevokememberExamples
{
    [Fact]
    public void Admin_revokes_membership_with_a_reason() =>
        Stage.Room("coven@chat.shakespeare.lit")
            .With("crone1@shakespeare.lit/desktop", "firstwitch", Affiliation.Admin, Role.Moderator)
            .With("hag66@shakespeare.lit/pda", "thirdwitch", Affiliation.Member, Role.Participant)
            .Receives("""
                <iq from='crone1@shakespeare.lit/desktop' id='member2' to='coven@chat.shakespeare.lit' type='set'><query xmlns='http://jabber.org/protocol/muc#admin'><item affiliation='none' jid='hag66@shakespeare.lit'><reason>Not so worthy after all!</reason></item></query></iq>
                """)
            .Sends("""
                <iq from='coven@chat.shakespeare.lit' id='member2' to='crone1@shakespeare.lit/desktop' type='result'/>
                <presence from='coven@chat.shakespeare.lit/thirdwitch' to='crone1@shakespeare.lit/desktop'><x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='none' jid='hag66@shakespeare.lit/pda' role='participant'><reason>Not so worthy after all!</reason></item></x></presence>
                """);

    [Fact]
    public void Service_removes_non_member() =>
        Stage.Room("coven@chat.shakespeare.lit", new RoomConfig { MembersOnly = true, Password = "cauldronburn" })
            .With("crone1@shakespeare.lit/desktop", "TheBard", Affiliation.Admin, Role.Moderator)
            .With("hag66@shakespeare.lit/pda", "thirdwitch", Affiliation.Member, Role.Participant)
            .Receives("""
                <iq from='crone1@shakespeare.lit/desktop' id='member2' to='coven@chat.shakespeare.lit' type='set'><query xmlns='http://jabber.org/protocol/muc#admin'><item affiliation='none' jid='hag66@shakespeare.lit'/></query></iq>
                """)
            .Sends("""
                <presence from='coven@chat.shakespeare.lit/thirdwitch' to='crone1@shakespeare.lit/desktop' type='unavailable'><x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='none' jid='hag66@shakespeare.lit/pda' role='none'><actor nick='TheBard'/></item><status code='321'/></x></presence>
                """);
}
