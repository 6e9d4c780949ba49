using MucService.Xmpp;
using Xunit;

namespace MucService.Rooms.Tests.Examples;

/// <summary>XEP-0045 #modifymod. Examples © XMPP Standards Foundation, used under its permission notice.</summary>
public class ModifymodExamples
{
    [Fact]
    public void Admin_sends_modified_moderator_list_to_service() =>
        Stage.Room("coven@chat.shakespeare.lit")
            .With("crone1@shakespeare.lit/desktop", "firstwitch", Affiliation.Admin, Role.Moderator)
            .With("hag66@shakespeare.lit/pda", "thirdwitch", Affiliation.Member, Role.Moderator)
            .With("hecate@shakespeare.lit/broom", "Hecate", Affiliation.None, Role.Participant)
            .With("lady@shakespeare.lit/x", "lady", Affiliation.Owner, Role.Moderator)
            .Receives("""
                <iq from='crone1@shakespeare.lit/desktop' id='mod4' to='coven@chat.shakespeare.lit' type='set'><query xmlns='http://jabber.org/protocol/muc#admin'><item nick='thirdwitch' role='participant'/><item nick='Hecate' role='moderator'/></query></iq>
                """)
            .Sends("""
                <iq from='coven@chat.shakespeare.lit' id='mod4' to='crone1@shakespeare.lit/desktop' type='result'/>
                <presence from='coven@chat.shakespeare.lit/thirdwitch' to='crone1@shakespeare.lit/desktop'><x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='member' jid='hag66@shakespeare.lit/pda' role='participant'/></x></presence>
                <presence from='coven@chat.shakespeare.lit/Hecate' to='crone1@shakespeare.lit/desktop'><x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='none' jid='hecate@shakespeare.lit/broom' role='moderator'/></x></presence>
                """);
}
