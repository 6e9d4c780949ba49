using MucService.Xmpp;
using Xunit;

namespace MucService.Rooms.Tests.Examples;

/// <summary>XEP-0045 #grantmod. Examples © XMPP Standards Foundation, used under its permission notice.</summary>
public class GrantmodExamples
{
    [Fact]
    public void Admin_grants_moderator_status_with_a_reason() =>
        Stage.Room("coven@chat.shakespeare.lit")
            .With("crone1@shakespeare.lit/desktop", "firstwitch", Affiliation.Admin, Role.Moderator)
            .With("hag66@shakespeare.lit/pda", "thirdwitch", Affiliation.Member, Role.Participant)
            .Receives("""
                <iq from='crone1@shakespeare.lit/desktop' id='mod1' to='coven@chat.shakespeare.lit' type='set'><query xmlns='http://jabber.org/protocol/muc#admin'><item nick='thirdwitch' role='moderator'><reason>A worthy witch indeed!</reason></item></query></iq>
                """)
            .Sends("""
                <iq from='coven@chat.shakespeare.lit' id='mod1' to='crone1@shakespeare.lit/desktop' type='result'/>
                <presence from='coven@chat.shakespeare.lit/thirdwitch' to='crone1@shakespeare.lit/desktop'><x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='member' jid='hag66@shakespeare.lit/pda' role='moderator'><reason>A worthy witch indeed!</reason></item></x></presence>
                """);
}
