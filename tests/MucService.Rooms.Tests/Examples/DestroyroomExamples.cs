using MucService.Xmpp;
using Xunit;

namespace MucService.Rooms.Tests.Examples;

/// <summary>XEP-0045 #destroyroom. Examples © XMPP Standards Foundation, used under its permission notice.</summary>
public class DestroyroomExamples
{
    [Fact]
    public void Owner_submits_room_destruction_request() =>
        Stage.Room("heath@chat.shakespeare.lit")
            .With("crone1@shakespeare.lit/desktop", "firstwitch", Affiliation.Owner, Role.Moderator)
            .With("wiccarocks@shakespeare.lit/laptop", "secondwitch", Affiliation.None, Role.Participant)
            .Receives("""
                <iq from='crone1@shakespeare.lit/desktop' id='begone' to='heath@chat.shakespeare.lit' type='set'><query xmlns='http://jabber.org/protocol/muc#owner'><destroy jid='coven@chat.shakespeare.lit'><reason>Macbeth doth come.</reason></destroy></query></iq>
                """)
            .Sends("""
                <presence from='heath@chat.shakespeare.lit/firstwitch' to='crone1@shakespeare.lit/desktop' type='unavailable'><x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='owner' jid='crone1@shakespeare.lit/desktop' role='none'/><destroy jid='coven@chat.shakespeare.lit'><reason>Macbeth doth come.</reason></destroy><status code='110'/></x></presence>
                <iq from='heath@chat.shakespeare.lit' id='begone' to='crone1@shakespeare.lit/desktop' type='result'/>
                <presence from='heath@chat.shakespeare.lit/secondwitch' to='wiccarocks@shakespeare.lit/laptop' type='unavailable'><x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='none' jid='wiccarocks@shakespeare.lit/laptop' role='none'/><destroy jid='coven@chat.shakespeare.lit'><reason>Macbeth doth come.</reason></destroy><status code='110'/></x></presence>
                """);

    [Fact]
    public void Service_denies_destroy_request_submitted_by_non_owner() =>
        Stage.Room("heath@chat.shakespeare.lit")
            .With("crone1@shakespeare.lit/desktop", "firstwitch", Affiliation.Owner, Role.Moderator)
            .With("wiccarocks@shakespeare.lit/laptop", "secondwitch", Affiliation.None, Role.Participant)
            .Receives("""
                <iq from='wiccarocks@shakespeare.lit/laptop' id='destroytest' to='heath@chat.shakespeare.lit' type='set'><query xmlns='http://jabber.org/protocol/muc#owner'><destroy jid='coven@chat.shakespeare.lit'><reason>Macbeth doth come.</reason></destroy></query></iq>
                """)
            .Sends("""
                <iq from='heath@chat.shakespeare.lit' id='destroytest' to='wiccarocks@shakespeare.lit/laptop' type='error'><query xmlns='http://jabber.org/protocol/muc#owner'><destroy jid='coven@chat.shakespeare.lit'><reason>Macbeth doth come.</reason></destroy></query><error by='heath@chat.shakespeare.lit' type='auth'><forbidden xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>
                """);
}
