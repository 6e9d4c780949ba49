using MucService.Xmpp;
using Xunit;

namespace MucService.Rooms.Tests.Examples;

/// <summary>XEP-0045 #roomconfig. Examples © XMPP Standards Foundation, used under its permission notice.</summary>
public class RoomconfigExamples
{
    [Fact]
    public void Service_denies_configuration_access_to_non_owner() =>
        Stage.Room("coven@chat.shakespeare.lit")
            .With("crone1@shakespeare.lit/desktop", "firstwitch", Affiliation.Owner, Role.Moderator)
            .With("hecate@shakespeare.lit/broom", "hecate", Affiliation.None, Role.Participant)
            .With("wiccarocks@shakespeare.lit/laptop", "secondwitch", Affiliation.Admin, Role.Moderator)
            .Receives("""
                <iq from='wiccarocks@shakespeare.lit/laptop' id='configures' to='coven@chat.shakespeare.lit' type='get'><query xmlns='http://jabber.org/protocol/muc#owner'/></iq>
                """)
            .Sends("""
                <iq from='coven@chat.shakespeare.lit' id='configures' to='wiccarocks@shakespeare.lit/laptop' type='error'><query xmlns='http://jabber.org/protocol/muc#owner'/><error by='coven@chat.shakespeare.lit' type='auth'><forbidden xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>
                """);
}
