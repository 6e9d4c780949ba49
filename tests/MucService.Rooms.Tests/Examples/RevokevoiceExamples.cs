using MucService.Xmpp;
using Xunit;

namespace MucService.Rooms.Tests.Examples;

/// <summary>XEP-0045 #revokevoice. Examples © XMPP Standards Foundation, used under its permission notice.</summary>
public class RevokevoiceExamples
{
    [Fact]
    public void Moderator_revokes_voice_from_a_participant() =>
        Stage.Room("coven@chat.shakespeare.lit", new RoomConfig { Moderated = true })
            .With("crone1@shakespeare.lit/desktop", "firstwitch", Affiliation.Admin, Role.Moderator)
            .With("hag66@shakespeare.lit/pda", "thirdwitch", Affiliation.Member, Role.Participant)
            .With("wiccarocks@shakespeare.lit/laptop", "secondwitch", Affiliation.Admin, Role.Moderator)
            .Receives("""
                <iq from='crone1@shakespeare.lit/desktop' id='voice2' to='coven@chat.shakespeare.lit' type='set'><query xmlns='http://jabber.org/protocol/muc#admin'><item nick='thirdwitch' role='visitor'/></query></iq>
                """)
            .Sends("""
                <iq from='coven@chat.shakespeare.lit' id='voice2' to='crone1@shakespeare.lit/desktop' type='result'/>
                <presence from='coven@chat.shakespeare.lit/thirdwitch' to='crone1@shakespeare.lit/desktop'><x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='member' jid='hag66@shakespeare.lit/pda' role='visitor'/></x></presence>
                """);

    [Fact]
    public void Service_returns_error_on_attempt_to_revoke_voice_from_an_admin() =>
        Stage.Room("coven@chat.shakespeare.lit", new RoomConfig { Moderated = true })
            .With("crone1@shakespeare.lit/desktop", "firstwitch", Affiliation.Admin, Role.Moderator)
            .With("hag66@shakespeare.lit/pda", "thirdwitch", Affiliation.Member, Role.Participant)
            .With("wiccarocks@shakespeare.lit/laptop", "secondwitch", Affiliation.Admin, Role.Moderator)
            .Receives("""
                <iq from='crone1@shakespeare.lit/desktop' id='voicetest' to='coven@chat.shakespeare.lit' type='set'><query xmlns='http://jabber.org/protocol/muc#admin'><item nick='secondwitch' role='visitor'/></query></iq>
                """)
            .Sends("""
                <iq from='coven@chat.shakespeare.lit' id='voicetest' to='crone1@shakespeare.lit/desktop' type='error'><query xmlns='http://jabber.org/protocol/muc#admin'><item nick='secondwitch' role='visitor'/></query><error by='coven@chat.shakespeare.lit' type='cancel'><not-allowed xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>
                """);
}
