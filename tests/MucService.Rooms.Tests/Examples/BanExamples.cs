using MucService.Xmpp;
using Xunit;

namespace MucService.Rooms.Tests.Examples;

/// <summary>XEP-0045 #ban. Examples © XMPP Standards Foundation, used under its permission notice.</summary>
public class BanExamples
{
    [Fact]
    public void Admin_bans_user_with_a_reason() =>
        Stage.Room("southampton@chat.shakespeare.lit")
            .With("kinghenryv@shakespeare.lit/throne", "The ♚", Affiliation.Admin, Role.Moderator)
            .With("earlofcambridge@shakespeare.lit/stabber", "cambridge", Affiliation.None, Role.Participant)
            .With("exeter@shakespeare.lit/pda", "exeter", Affiliation.None, Role.Moderator)
            .Receives("""
                <iq from='kinghenryv@shakespeare.lit/throne' id='ban1' to='southampton@chat.shakespeare.lit' type='set'><query xmlns='http://jabber.org/protocol/muc#admin'><item affiliation='outcast' jid='earlofcambridge@shakespeare.lit'><reason>Treason</reason></item></query></iq>
                """)
            .Sends("""
                <iq from='southampton@chat.shakespeare.lit' id='ban1' to='kinghenryv@shakespeare.lit/throne' type='result'/>
                <presence from='southampton@chat.shakespeare.lit/cambridge' to='earlofcambridge@shakespeare.lit/stabber' type='unavailable'><x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='outcast' role='none'><actor nick='The ♚'/><reason>Treason</reason></item><status code='110'/><status code='301'/></x></presence>
                <presence from='southampton@chat.shakespeare.lit/cambridge' to='exeter@shakespeare.lit/pda' type='unavailable'><x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='outcast' jid='earlofcambridge@shakespeare.lit/stabber' role='none'><actor nick='The ♚'/><reason>Treason</reason></item><status code='301'/></x></presence>
                """);

    [Fact]
    public void Service_returns_error_on_attempt_to_ban_user_with_higher_affiliation() =>
        Stage.Room("southampton@chat.shakespeare.lit")
            .With("kinghenryv@shakespeare.lit/throne", "The ♚", Affiliation.Admin, Role.Moderator)
            .With("earlofcambridge@shakespeare.lit/stabber", "cambridge", Affiliation.None, Role.Participant)
            .With("exeter@shakespeare.lit/pda", "exeter", Affiliation.None, Role.Moderator)
            .Receives("""
                <iq from='kinghenryv@shakespeare.lit/throne' id='ban1' to='southampton@chat.shakespeare.lit' type='set'><query xmlns='http://jabber.org/protocol/muc#admin'><item affiliation='outcast' jid='owner@shakespeare.lit'/></query></iq>
                """)
            .Sends("""
                <iq from='southampton@chat.shakespeare.lit' id='ban1' to='kinghenryv@shakespeare.lit/throne' type='error'><query xmlns='http://jabber.org/protocol/muc#admin'><item affiliation='outcast' jid='owner@shakespeare.lit'/></query><error by='southampton@chat.shakespeare.lit' type='cancel'><not-allowed xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>
                """);
}
