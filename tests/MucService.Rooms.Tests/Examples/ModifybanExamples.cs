using MucService.Xmpp;
using Xunit;

namespace MucService.Rooms.Tests.Examples;

/// <summary>XEP-0045 #modifyban. Examples © XMPP Standards Foundation, used under its permission notice.</summary>
public class ModifybanExamples
{
    [Fact]
    public void Service_sends_ban_list_to_admin() =>
        Stage.Room("southampton@chat.shakespeare.lit")
            .With("kinghenryv@shakespeare.lit/throne", "king", Affiliation.Admin, Role.Moderator)
            .Listed("earlofcambridge@shakespeare.lit", Affiliation.Outcast, "Treason")
            .Receives("""
                <iq from='kinghenryv@shakespeare.lit/throne' id='ban2' to='southampton@chat.shakespeare.lit' type='get'><query xmlns='http://jabber.org/protocol/muc#admin'><item affiliation='outcast'/></query></iq>
                """)
            .Sends("""
                <iq from='southampton@chat.shakespeare.lit' id='ban2' to='kinghenryv@shakespeare.lit/throne' type='result'><query xmlns='http://jabber.org/protocol/muc#admin'><item affiliation='outcast' jid='earlofcambridge@shakespeare.lit'><reason>Treason</reason></item></query></iq>
                """);

    [Fact]
    public void Admin_sends_modified_ban_list_to_service() =>
        Stage.Room("southampton@chat.shakespeare.lit")
            .With("kinghenryv@shakespeare.lit/throne", "king", Affiliation.Admin, Role.Moderator)
            .Listed("earlofcambridge@shakespeare.lit", Affiliation.Outcast, "Treason")
            .Receives("""
                <iq from='kinghenryv@shakespeare.lit/throne' id='ban3' to='southampton@chat.shakespeare.lit' type='set'><query xmlns='http://jabber.org/protocol/muc#admin'><item affiliation='outcast' jid='lordscroop@shakespeare.lit'><reason>Treason</reason></item><item affiliation='outcast' jid='sirthomasgrey@shakespeare.lit'><reason>Treason</reason></item></query></iq>
                """)
            .Sends("""
                <iq from='southampton@chat.shakespeare.lit' id='ban3' to='kinghenryv@shakespeare.lit/throne' type='result'/>
                """);
}
