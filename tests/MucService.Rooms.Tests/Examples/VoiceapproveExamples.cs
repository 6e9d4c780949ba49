using MucService.Xmpp;
using Xunit;
using static MucService.Rooms.Tests.Examples.Coven;

namespace MucService.Rooms.Tests.Examples;

/// <summary>XEP-0045 #requestvoice, #voiceapprove. Examples © XMPP Standards Foundation, used under its permission notice.</summary>
public class VoiceapproveExamples
{
    private const string Approval = """
        <message from='crone1@shakespeare.lit/pda' id='approve' to='coven@chat.shakespeare.lit'>
          <x xmlns='jabber:x:data' type='submit'>
            <field var='FORM_TYPE' type='hidden'><value>http://jabber.org/protocol/muc#request</value></field>
            <field var='muc#role'><value>participant</value></field>
            <field var='muc#jid'><value>hag66@shakespeare.lit/pda</value></field>
            <field var='muc#roomnick'><value>thirdwitch</value></field>
            <field var='muc#request_allow'><value>true</value></field>
          </x>
        </message>
        """;

    private static readonly Witch Moderator = new("crone1@shakespeare.lit/pda", "firstwitch", Role.Moderator);

    /// <summary>The instructions are one line here.</summary>
    [Fact]
    public void Voice_request_approval_form() =>
        InCoven(new RoomConfig { Moderated = true }, Moderator, ThirdWitch with { Role = Role.Visitor })
            .Receives("""
                <message from='hag66@shakespeare.lit/pda' id='yd53c486' to='coven@chat.shakespeare.lit'>
                  <x xmlns='jabber:x:data' type='submit'>
                    <field var='FORM_TYPE'><value>http://jabber.org/protocol/muc#request</value></field>
                    <field var='muc#role' type='list-single' label='Requested role'><value>participant</value></field>
                  </x>
                </message>
                """)
            .Sends("""
                <message from='coven@chat.shakespeare.lit' id='407665A9-E54E-4AD5-905F-9FD8864489B3' to='crone1@shakespeare.lit/pda'>
                  <x xmlns='jabber:x:data' type='form'>
                    <title>Voice request</title>
                    <instructions>To approve this request for voice, select the &quot;Grant voice to this person?&quot; checkbox and click OK. To skip this request, click the cancel button.</instructions>
                    <field var='FORM_TYPE' type='hidden'><value>http://jabber.org/protocol/muc#request</value></field>
                    <field var='muc#role' type='list-single' label='Requested role'><value>participant</value></field>
                    <field var='muc#jid' type='jid-single' label='User ID'><value>hag66@shakespeare.lit/pda</value></field>
                    <field var='muc#roomnick' type='text-single' label='Room Nickname'><value>thirdwitch</value></field>
                    <field var='muc#request_allow' type='boolean' label='Grant voice to this person?'><value>false</value></field>
                  </x>
                </message>
                """);

    [Fact]
    public void Voice_request_approval_submission() =>
        InCoven(new RoomConfig { Moderated = true }, Moderator, ThirdWitch with { Role = Role.Visitor })
            .Receives(Approval)
            .Sends("""
                <presence from='coven@chat.shakespeare.lit/thirdwitch' id='407665A9-E54E-4AD5-905F-9FD8864489B3' to='crone1@shakespeare.lit/pda'>
                  <x xmlns='http://jabber.org/protocol/muc#user'>
                    <item affiliation='member' jid='hag66@shakespeare.lit/pda' role='participant'/>
                  </x>
                </presence>
                """);
}
