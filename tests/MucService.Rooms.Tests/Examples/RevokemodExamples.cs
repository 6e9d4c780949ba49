using MucService.Xmpp;
using Xunit;

namespace MucService.Rooms.Tests.Examples;

/// <summary>XEP-0045 #revokemod. Examples © XMPP Standards Foundation, used under its permission notice.</summary>
public class RevokemodExamples
{
    [Fact]
    public void Admin_revokes_moderator_status() =>
        Stage.Room("coven@chat.shakespeare.lit")
            .With("crone1@shakespeare.lit/desktop", "firstwitch", Affiliation.Admin, Role.Moderator)
            .With("hag66@shakespeare.lit/pda", "thirdwitch", Affiliation.Member, Role.Moderator)
            .With("hecate@shakespeare.lit/broom", "Hecate", Affiliation.None, Role.Participant)
            .With("lady@shakespeare.lit/x", "lady", Affiliation.Owner, Role.Moderator)
            .Receives("""
                <iq from='crone1@shakespeare.lit/desktop' id='mod2' to='coven@chat.shakespeare.lit' type='set'><query xmlns='http://jabber.org/protocol/muc#admin'><item nick='thirdwitch' role='participant'/></query></iq>
                """)
            .Sends("""
                <iq from='coven@chat.shakespeare.lit' id='mod2' to='crone1@shakespeare.lit/desktop' type='result'/>
                <presence from='coven@chat.shakespeare.lit/thirdwitch' to='crone1@shakespeare.lit/desktop'><x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='member' jid='hag66@shakespeare.lit/pda' role='participant'/></x></presence>
                """);

    [Fact]
    public void Service_returns_error_on_attempt_to_revoke_moderator_status_from_an_admin_or_owner() =>
        Stage.Room("coven@chat.shakespeare.lit")
            .With("crone1@shakespeare.lit/desktop", "firstwitch", Affiliation.Admin, Role.Moderator)
            .With("hag66@shakespeare.lit/pda", "thirdwitch", Affiliation.Member, Role.Moderator)
            .With("hecate@shakespeare.lit/broom", "Hecate", Affiliation.None, Role.Participant)
            .With("lady@shakespeare.lit/x", "lady", Affiliation.Owner, Role.Moderator)
            .Receives("""
                <iq from='crone1@shakespeare.lit/desktop' id='modtest' to='coven@chat.shakespeare.lit' type='set'><query xmlns='http://jabber.org/protocol/muc#admin'><item nick='lady' role='participant'/></query></iq>
                """)
            .Sends("""
                <iq from='coven@chat.shakespeare.lit' id='modtest' to='crone1@shakespeare.lit/desktop' type='error'><query xmlns='http://jabber.org/protocol/muc#admin'><item nick='lady' role='participant'/></query><error by='coven@chat.shakespeare.lit' type='cancel'><not-allowed xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>
                """);
}
