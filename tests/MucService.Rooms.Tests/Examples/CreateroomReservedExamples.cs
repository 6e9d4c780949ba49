using MucService.Xmpp;
using Xunit;

namespace MucService.Rooms.Tests.Examples;

/// <summary>XEP-0045 #createroom-reserved. Examples © XMPP Standards Foundation, used under its permission notice.</summary>
public class CreateroomReservedExamples
{
    [Fact]
    public void Service_informs_owner_that_requested_configuration_options_are_unacceptable() =>
        new Coven.Scene(Coven.NoRoom().Room.After(new RoomEvent.Created(BareJid.Parse("crone1@shakespeare.lit"), default, Locked: true)))
            .After(Coven.FirstWitch.Enters(Coven.NoRoom().Room))
            .Receives("""
                <iq from='crone1@shakespeare.lit/desktop' id='create2' to='coven@chat.shakespeare.lit' type='set'><query xmlns='http://jabber.org/protocol/muc#owner'><x xmlns='jabber:x:data' type='submit'><field var='muc#roomconfig_passwordprotectedroom'><value>1</value></field></x></query></iq>
                """)
            .Sends("""
                <iq from='coven@chat.shakespeare.lit' id='create2' to='crone1@shakespeare.lit/desktop' type='error'><query xmlns='http://jabber.org/protocol/muc#owner'><x xmlns='jabber:x:data' type='submit'><field var='muc#roomconfig_passwordprotectedroom'><value>1</value></field></x></query><error by='coven@chat.shakespeare.lit' type='modify'><not-acceptable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/><text xmlns='urn:ietf:params:xml:ns:xmpp-stanzas' xml:lang='en'>muc#roomconfig_roomsecret must not be empty where a password is required</text></error></iq>
                """);

    [Fact]
    public void Service_informs_new_room_owner_of_success() =>
        new Coven.Scene(Coven.NoRoom().Room.After(new RoomEvent.Created(BareJid.Parse("crone1@shakespeare.lit"), default, Locked: true)))
            .After(Coven.FirstWitch.Enters(Coven.NoRoom().Room))
            .Receives("""
                <iq from='crone1@shakespeare.lit/desktop' id='create2' to='coven@chat.shakespeare.lit' type='set'><query xmlns='http://jabber.org/protocol/muc#owner'><x xmlns='jabber:x:data' type='submit'><field var='muc#roomconfig_roomname'><value>A Dark Cave</value></field></x></query></iq>
                """)
            .Sends("""
                <iq from='coven@chat.shakespeare.lit' id='create2' to='crone1@shakespeare.lit/desktop' type='result'/>
                """);
}
