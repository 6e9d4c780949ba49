using MucService.Xmpp;
using Xunit;

namespace MucService.Rooms.Tests.Examples;

/// <summary>XEP-0045 #revokeowner. Examples © XMPP Standards Foundation, used under its permission notice.</summary>
public class RevokeownerExamples
{
    [Fact]
    public void Owner_revokes_owner_status() =>
        Stage.Room("coven@chat.shakespeare.lit")
            .With("crone1@shakespeare.lit/desktop", "firstwitch", Affiliation.Owner, Role.Moderator)
            .With("hecate@shakespeare.lit/broom", "secondwitch", Affiliation.Owner, Role.Moderator)
            .Receives("""
                <iq from='crone1@shakespeare.lit/desktop' id='owner2' to='coven@chat.shakespeare.lit' type='set'><query xmlns='http://jabber.org/protocol/muc#admin'><item affiliation='admin' jid='hecate@shakespeare.lit'/></query></iq>
                """)
            .Sends("""
                <iq from='coven@chat.shakespeare.lit' id='owner2' to='crone1@shakespeare.lit/desktop' type='result'/>
                <presence from='coven@chat.shakespeare.lit/secondwitch' to='crone1@shakespeare.lit/desktop'><x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='admin' jid='hecate@shakespeare.lit/broom' role='moderator'/></x></presence>
                """);
}
