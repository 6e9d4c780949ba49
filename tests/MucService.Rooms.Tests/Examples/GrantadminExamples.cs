using MucService.Xmpp;
using Xunit;

namespace MucService.Rooms.Tests.Examples;

/// <summary>XEP-0045 #grantadmin. Examples © XMPP Standards Foundation, used under its permission notice.</summary>
public class GrantadminExamples
{
    [Fact]
    public void Owner_grants_admin_privileges() =>
        Stage.Room("coven@chat.shakespeare.lit")
            .With("crone1@shakespeare.lit/desktop", "firstwitch", Affiliation.Owner, Role.Moderator)
            .With("hecate@shakespeare.lit/broom", "hecate", Affiliation.None, Role.Participant)
            .With("wiccarocks@shakespeare.lit/laptop", "secondwitch", Affiliation.Admin, Role.Moderator)
            .Receives("""
                <iq from='crone1@shakespeare.lit/desktop' id='owner1' to='coven@chat.shakespeare.lit' type='set'><query xmlns='http://jabber.org/protocol/muc#admin'><item affiliation='admin' jid='hecate@shakespeare.lit'/></query></iq>
                """)
            .Sends("""
                <iq from='coven@chat.shakespeare.lit' id='owner1' to='crone1@shakespeare.lit/desktop' type='result'/>
                <presence from='coven@chat.shakespeare.lit/hecate' to='crone1@shakespeare.lit/desktop'><x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='admin' jid='hecate@shakespeare.lit/broom' role='moderator'/></x></presence>
                """);
}
