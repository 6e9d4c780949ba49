using MucService.Xmpp;
using Xunit;

namespace MucService.Rooms.Tests.Examples;

/// <summary>XEP-0045 #roomconfig-notify. Examples © XMPP Standards Foundation, used under its permission notice.</summary>
public class RoomconfigNotifyExamples
{
    [Fact]
    public void Configuration_status_code() =>
        Stage.Room("coven@chat.shakespeare.lit")
            .With("crone1@shakespeare.lit/desktop", "firstwitch", Affiliation.Owner, Role.Moderator)
            .With("hecate@shakespeare.lit/broom", "hecate", Affiliation.None, Role.Participant)
            .With("wiccarocks@shakespeare.lit/laptop", "secondwitch", Affiliation.Admin, Role.Moderator)
            .Receives("""
                <iq from='crone1@shakespeare.lit/desktop' id='c1' to='coven@chat.shakespeare.lit' type='set'><query xmlns='http://jabber.org/protocol/muc#owner'><x xmlns='jabber:x:data' type='submit'><field var='muc#roomconfig_whois'><value>anyone</value></field></x></query></iq>
                """)
            .Sends("""
                <iq from='coven@chat.shakespeare.lit' id='c1' to='crone1@shakespeare.lit/desktop' type='result'/>
                <message from='coven@chat.shakespeare.lit' id='80349046-F26A-44F3-A7A6-54825064DD9E' to='crone1@shakespeare.lit/desktop' type='groupchat'><x xmlns='http://jabber.org/protocol/muc#user'><status code='172'/></x></message>
                """);
}
