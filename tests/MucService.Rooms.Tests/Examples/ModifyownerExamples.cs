using MucService.Xmpp;
using Xunit;

namespace MucService.Rooms.Tests.Examples;

/// <summary>XEP-0045 #modifyowner. Examples © XMPP Standards Foundation, used under its permission notice.</summary>
public class ModifyownerExamples
{
    [Fact]
    public void Service_returns_error_on_attempt_by_non_owner_to_modify_owner_list() =>
        Stage.Room("coven@chat.shakespeare.lit")
            .With("crone1@shakespeare.lit/desktop", "firstwitch", Affiliation.Owner, Role.Moderator)
            .With("hecate@shakespeare.lit/broom", "hecate", Affiliation.None, Role.Participant)
            .With("wiccarocks@shakespeare.lit/laptop", "secondwitch", Affiliation.Admin, Role.Moderator)
            .Receives("""
                <iq from='wiccarocks@shakespeare.lit/laptop' id='ownertest' to='coven@chat.shakespeare.lit' type='set'><query xmlns='http://jabber.org/protocol/muc#admin'><item affiliation='owner' jid='hecate@shakespeare.lit'/></query></iq>
                """)
            .Sends("""
                <iq from='coven@chat.shakespeare.lit' id='ownertest' to='wiccarocks@shakespeare.lit/laptop' type='error'><query xmlns='http://jabber.org/protocol/muc#admin'><item affiliation='owner' jid='hecate@shakespeare.lit'/></query><error by='coven@chat.shakespeare.lit' type='auth'><forbidden xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>
                """);
}
