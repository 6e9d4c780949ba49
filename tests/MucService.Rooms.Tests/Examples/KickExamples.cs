using MucService.Xmpp;
using Xunit;

namespace MucService.Rooms.Tests.Examples;

/// <summary>XEP-0045 #kick. Examples © XMPP Standards Foundation, used under its permission notice.</summary>
public class KickExamples
{
    [Fact]
    public void Moderator_kicks_occupant() =>
        Stage.Room("harfleur@chat.shakespeare.lit")
            .With("fluellen@shakespeare.lit/pda", "Fluellen", Affiliation.Admin, Role.Moderator)
            .With("pistol@shakespeare.lit/harfleur", "pistol", Affiliation.None, Role.Participant)
            .With("gower@shakespeare.lit/cell", "gower", Affiliation.None, Role.Participant)
            .Receives("""
                <iq from='fluellen@shakespeare.lit/pda' id='kick1' to='harfleur@chat.shakespeare.lit' type='set'><query xmlns='http://jabber.org/protocol/muc#admin'><item nick='pistol' role='none'><reason>Avaunt, you cullion!</reason></item></query></iq>
                """)
            .Sends("""
                <presence from='harfleur@chat.shakespeare.lit/pistol' to='pistol@shakespeare.lit/harfleur' type='unavailable'><x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='none' role='none'><actor nick='Fluellen'/><reason>Avaunt, you cullion!</reason></item><status code='110'/><status code='307'/></x></presence>
                <iq from='harfleur@chat.shakespeare.lit' id='kick1' to='fluellen@shakespeare.lit/pda' type='result'/>
                <presence from='harfleur@chat.shakespeare.lit/pistol' to='gower@shakespeare.lit/cell' type='unavailable'><x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='none' role='none'><actor nick='Fluellen'/><reason>Avaunt, you cullion!</reason></item><status code='307'/></x></presence>
                """);

    [Fact]
    public void Service_returns_error_on_attempt_to_kick_user_with_higher_affiliation() =>
        Stage.Room("coven@chat.shakespeare.lit")
            .With("crone1@shakespeare.lit/desktop", "firstwitch", Affiliation.Owner, Role.Moderator)
            .With("wiccarocks@shakespeare.lit/laptop", "secondwitch", Affiliation.Admin, Role.Moderator)
            .Receives("""
                <iq from='wiccarocks@shakespeare.lit/laptop' id='kicktest' to='coven@chat.shakespeare.lit' type='set'><query xmlns='http://jabber.org/protocol/muc#admin'><item nick='firstwitch' role='none'/></query></iq>
                """)
            .Sends("""
                <iq from='coven@chat.shakespeare.lit' id='kicktest' to='wiccarocks@shakespeare.lit/laptop' type='error'><query xmlns='http://jabber.org/protocol/muc#admin'><item nick='firstwitch' role='none'/></query><error by='coven@chat.shakespeare.lit' type='cancel'><not-allowed xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>
                """);
}
