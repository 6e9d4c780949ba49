using MucService.Xmpp;
using Xunit;

namespace MucService.Rooms.Tests.Examples;

/// <summary>XEP-0045 #revokeadmin. Examples © XMPP Standards Foundation, used under its permission notice.</summary>
public class RevokeadminExamples
{
    [Fact]
    public void Owner_revokes_admin_status() =>
        Stage.Room("coven@chat.shakespeare.lit")
            .With("crone1@shakespeare.lit/desktop", "firstwitch", Affiliation.Owner, Role.Moderator)
            .With("hecate@shakespeare.lit/broom", "hecate", Affiliation.None, Role.Participant)
            .With("wiccarocks@shakespeare.lit/laptop", "secondwitch", Affiliation.Admin, Role.Moderator)
            .Receives("""
                <iq from='crone1@shakespeare.lit/desktop' id='admin2' to='coven@chat.shakespeare.lit' type='set'><query xmlns='http://jabber.org/protocol/muc#admin'><item affiliation='none' jid='wiccarocks@shakespeare.lit'/></query></iq>
                """)
            .Sends("""
                <iq from='coven@chat.shakespeare.lit' id='admin2' to='crone1@shakespeare.lit/desktop' type='result'/>
                <presence from='coven@chat.shakespeare.lit/secondwitch' to='crone1@shakespeare.lit/desktop'><x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='none' jid='wiccarocks@shakespeare.lit/laptop' role='participant'/></x></presence>
                """);
}
