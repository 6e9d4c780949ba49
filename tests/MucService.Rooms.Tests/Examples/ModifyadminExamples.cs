using MucService.Xmpp;
using Xunit;

namespace MucService.Rooms.Tests.Examples;

/// <summary>XEP-0045 #modifyadmin. Examples © XMPP Standards Foundation, used under its permission notice.</summary>
public class ModifyadminExamples
{
    [Fact]
    public void Service_returns_error_on_attempt_by_non_owner_to_modify_admin_list() =>
        Stage.Room("coven@chat.shakespeare.lit")
            .With("crone1@shakespeare.lit/desktop", "firstwitch", Affiliation.Owner, Role.Moderator)
            .With("hecate@shakespeare.lit/broom", "hecate", Affiliation.None, Role.Participant)
            .With("wiccarocks@shakespeare.lit/laptop", "secondwitch", Affiliation.Admin, Role.Moderator)
            .Receives("""
                <iq from='wiccarocks@shakespeare.lit/laptop' id='admintest' to='coven@chat.shakespeare.lit' type='set'><query xmlns='http://jabber.org/protocol/muc#admin'><item affiliation='admin' jid='hecate@shakespeare.lit'/></query></iq>
                """)
            .Sends("""
                <iq from='coven@chat.shakespeare.lit' id='admintest' to='wiccarocks@shakespeare.lit/laptop' type='error'><query xmlns='http://jabber.org/protocol/muc#admin'><item affiliation='admin' jid='hecate@shakespeare.lit'/></query><error by='coven@chat.shakespeare.lit' type='auth'><forbidden xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>
                """);

    [Fact]
    public void Service_sends_admin_list_to_owner() =>
        Stage.Room("coven@chat.shakespeare.lit")
            .With("crone1@shakespeare.lit/desktop", "firstwitch", Affiliation.Owner, Role.Moderator)
            .With("hecate@shakespeare.lit/broom", "hecate", Affiliation.None, Role.Participant)
            .With("wiccarocks@shakespeare.lit/laptop", "secondwitch", Affiliation.Admin, Role.Moderator)
            .Receives("""
                <iq from='crone1@shakespeare.lit/desktop' id='admin3' to='coven@chat.shakespeare.lit' type='get'><query xmlns='http://jabber.org/protocol/muc#admin'><item affiliation='admin'/></query></iq>
                """)
            .Sends("""
                <iq from='coven@chat.shakespeare.lit' id='admin3' to='crone1@shakespeare.lit/desktop' type='result'><query xmlns='http://jabber.org/protocol/muc#admin'><item affiliation='admin' jid='wiccarocks@shakespeare.lit' nick='secondwitch'/></query></iq>
                """);
}
