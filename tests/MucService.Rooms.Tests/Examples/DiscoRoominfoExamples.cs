using MucService.Xmpp;
using Xunit;
using static MucService.Rooms.Tests.Examples.Coven;

namespace MucService.Rooms.Tests.Examples;

/// <summary>XEP-0045 #disco-roominfo. Examples © XMPP Standards Foundation, used under its permission notice.</summary>
public class DiscoRoominfoExamples
{
    private static readonly RoomConfig DarkCave = new()
    {
        Name = "A Dark Cave",
        Description = "The place for all good witches!",
        Language = "en",
        Password = "cauldronburn",
        Public = false,
        Whois = Whois.Anyone,
        AnyoneChangesSubject = true,
        Contacts = [BareJid.Parse("crone1@shakespeare.lit")],
        LdapGroup = "cn=witches,dc=shakespeare,dc=lit",
        PubSubNode = "xmpp:pubsub.shakespeare.lit?;node=the-coven-node",
    };

    /// <summary>With this service's features; the subject and the number of occupants are for those who may enter, the logs for rooms that have some.</summary>
    [Fact]
    public void Room_returns_extended_disco_info_result() =>
        InCoven(DarkCave)
            .Receives("""
                <iq from='hag66@shakespeare.lit/pda' id='ik3vs715' to='coven@chat.shakespeare.lit' type='get'>
                  <query xmlns='http://jabber.org/protocol/disco#info'/>
                </iq>
                """)
            .Sends("""
                <iq from='coven@chat.shakespeare.lit' id='ik3vs715' to='hag66@shakespeare.lit/pda' type='result'>
                  <query xmlns='http://jabber.org/protocol/disco#info'>
                    <identity category='conference' name='A Dark Cave' type='text'/>
                    <feature var='http://jabber.org/protocol/muc'/>
                    <feature var='http://jabber.org/protocol/muc#stable_id'/>
                    <feature var='http://jabber.org/protocol/muc#self-ping-optimization'/>
                    <feature var='http://jabber.org/protocol/muc#request'/>
                    <feature var='http://jabber.org/protocol/muc#register'/>
                    <feature var='http://jabber.org/protocol/muc#roomconfig'/>
                    <feature var='http://jabber.org/protocol/muc#roominfo'/>
                    <feature var='http://jabber.org/protocol/disco#info'/>
                    <feature var='http://jabber.org/protocol/disco#items'/>
                    <feature var='urn:xmpp:sid:0'/>
                    <feature var='urn:xmpp:occupant-id:0'/>
                    <feature var='http://jabber.org/protocol/commands'/>
                    <feature var='urn:xmpp:hats:0'/>
                    <feature var='vcard-temp'/>
                    <feature var='urn:xmpp:message-moderate:1'/>
                    <feature var='urn:xmpp:message-retract:1#tombstone'/>
                    <feature var='urn:xmpp:psa'/>
                    <feature var='muc_passwordprotected'/>
                    <feature var='muc_hidden'/>
                    <feature var='muc_temporary'/>
                    <feature var='muc_open'/>
                    <feature var='muc_unmoderated'/>
                    <feature var='muc_nonanonymous'/>
                    <x xmlns='jabber:x:data' type='result'>
                      <field var='FORM_TYPE' type='hidden'><value>http://jabber.org/protocol/muc#roominfo</value></field>
                      <field var='muc#roominfo_description' label='Description'><value>The place for all good witches!</value></field>
                      <field var='muc#roominfo_contactjid' label='Contact Addresses'><value>crone1@shakespeare.lit</value></field>
                      <field var='muc#roomconfig_changesubject' label='Subject can be modified'><value>true</value></field>
                      <field var='muc#roominfo_subjectmod' label='Subject can be modified by participants'><value>true</value></field>
                      <field var='muc#roominfo_ldapgroup' label='Associated LDAP Group'><value>cn=witches,dc=shakespeare,dc=lit</value></field>
                      <field var='muc#roominfo_lang' label='Language of discussion'><value>en</value></field>
                      <field var='muc#maxhistoryfetch' label='Maximum Number of History Messages Returned by Room'><value>50</value></field>
                      <field var='muc#roomconfig_pubsub' label='Associated pubsub node'><value>xmpp:pubsub.shakespeare.lit?;node=the-coven-node</value></field>
                    </x>
                  </query>
                </iq>
                """);
}
