using MucService.Xmpp;
using Xunit;

namespace MucService.Rooms.Tests.Examples;

/// <summary>XEP-0045 #register, #reservednick. Examples © XMPP Standards Foundation, used under its permission notice.</summary>
public class RegisterExamples
{
    private const string Submission = """
        <iq from='hag66@shakespeare.lit/pda' id='nv71va54' to='coven@chat.shakespeare.lit' type='set'>
          <query xmlns='jabber:iq:register'>
            <x xmlns='jabber:x:data' type='submit'>
              <field var='FORM_TYPE'><value>http://jabber.org/protocol/muc#register</value></field>
              <field var='muc#register_first'><value>Brunhilde</value></field>
              <field var='muc#register_roomnick'><value>thirdwitch</value></field>
            </x>
          </query>
        </iq>
        """;

    [Fact]
    public void Room_does_not_exist() => Coven.NoRoom().Receives(Query).Sends(Error("jw81b36f", "cancel", "item-not-found", echo: "<query xmlns='jabber:iq:register'/>"));

    [Fact]
    public void User_is_not_allowed_to_register() =>
        Stage.Room("coven@chat.shakespeare.lit", new RoomConfig { MembersOnly = true })
            .Receives(Query)
            .Sends(Error("jw81b36f", "cancel", "not-allowed", echo: "<query xmlns='jabber:iq:register'/>"));

    [Fact]
    public void User_is_already_registered() => Room().Receives(Submission).Receives(Query).Sends("""
        <iq from='coven@chat.shakespeare.lit' id='jw81b36f' to='hag66@shakespeare.lit/pda' type='result'>
          <query xmlns='jabber:iq:register'><registered/><username>thirdwitch</username></query>
        </iq>
        """);

    /// <summary>This service asks for the nick only.</summary>
    [Fact]
    public void Service_returns_registration_form() => Room().Receives(Query).Sends("""
        <iq from='coven@chat.shakespeare.lit' id='jw81b36f' to='hag66@shakespeare.lit/pda' type='result'>
          <query xmlns='jabber:iq:register'>
            <x xmlns='jabber:x:data' type='form'>
              <title>Registration with coven@chat.shakespeare.lit</title>
              <instructions>Choose the nickname that is to be yours in this room.</instructions>
              <field type='hidden' var='FORM_TYPE'><value>http://jabber.org/protocol/muc#register</value></field>
              <field label='Desired Nickname' type='text-single' var='muc#register_roomnick'><required/></field>
            </x>
          </query>
        </iq>
        """);

    [Fact]
    public void Service_sends_notice_of_membership_to_all_occupants() => Room().Receives(Submission).Sends("""
        <iq from='coven@chat.shakespeare.lit' id='nv71va54' to='hag66@shakespeare.lit/pda' type='result'/>
        <presence from='coven@chat.shakespeare.lit/thirdwitch' id='407665A9-E54E-4AD5-905F-9FD8864489B3' to='crone1@shakespeare.lit/desktop'>
          <x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='member' jid='hag66@shakespeare.lit/pda' role='participant'/></x>
        </presence>
        """);

    [Fact]
    public void Room_returns_nickname() => Room().Receives(Submission).Receives(WhichNick).Sends("""
        <iq from='coven@chat.shakespeare.lit' id='getnick1' to='hag66@shakespeare.lit/pda' type='result'>
          <query xmlns='http://jabber.org/protocol/disco#info' node='x-roomuser-item'>
            <identity category='conference' name='thirdwitch' type='text'/>
          </query>
        </iq>
        """);

    [Fact]
    public void Who_has_no_nick_is_told_nothing() => Room().Receives(WhichNick).Sends("""
        <iq from='coven@chat.shakespeare.lit' id='getnick1' to='hag66@shakespeare.lit/pda' type='result'>
          <query xmlns='http://jabber.org/protocol/disco#info' node='x-roomuser-item'/>
        </iq>
        """);

    private const string Query = """
        <iq from='hag66@shakespeare.lit/pda' id='jw81b36f' to='coven@chat.shakespeare.lit' type='get'><query xmlns='jabber:iq:register'/></iq>
        """;

    private const string WhichNick = """
        <iq from='hag66@shakespeare.lit/pda' id='getnick1' to='coven@chat.shakespeare.lit' type='get'>
          <query xmlns='http://jabber.org/protocol/disco#info' node='x-roomuser-item'/>
        </iq>
        """;

    private static Coven.Scene Room() => Stage.Room("coven@chat.shakespeare.lit")
        .With("crone1@shakespeare.lit/desktop", "firstwitch", Affiliation.Owner, Role.Moderator)
        .With("hag66@shakespeare.lit/pda", "thirdwitch", Affiliation.None, Role.Participant);

    private static string Error(string id, string type, string condition, string echo) => $"""
        <iq from='coven@chat.shakespeare.lit' id='{id}' to='hag66@shakespeare.lit/pda' type='error'>
          {echo}
          <error by='coven@chat.shakespeare.lit' type='{type}'><{condition} xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>
        </iq>
        """;
}
