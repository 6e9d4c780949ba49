using MucService.Xmpp;
using Xunit;

namespace MucService.Rooms.Tests.Examples;

/// <summary>XEP-0045 #grantvoice. Examples © XMPP Standards Foundation, used under its permission notice.</summary>
public class GrantvoiceExamples
{
    [Fact]
    public void Moderator_grants_voice_to_a_visitor() =>
        Stage.Room("coven@chat.shakespeare.lit", new RoomConfig { Moderated = true })
            .With("crone1@shakespeare.lit/desktop", "firstwitch", Affiliation.Admin, Role.Moderator)
            .With("hag66@shakespeare.lit/pda", "thirdwitch", Affiliation.Member, Role.Visitor)
            .Receives("""
                <iq from='crone1@shakespeare.lit/desktop' id='voice1' to='coven@chat.shakespeare.lit' type='set'><query xmlns='http://jabber.org/protocol/muc#admin'><item nick='thirdwitch' role='participant'><reason>A worthy witch indeed!</reason></item></query></iq>
                """)
            .Sends("""
                <iq from='coven@chat.shakespeare.lit' id='voice1' to='crone1@shakespeare.lit/desktop' type='result'/>
                <presence from='coven@chat.shakespeare.lit/thirdwitch' to='crone1@shakespeare.lit/desktop'><x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='member' jid='hag66@shakespeare.lit/pda' role='participant'><reason>A worthy witch indeed!</reason></item></x></presence>
                """);
}
