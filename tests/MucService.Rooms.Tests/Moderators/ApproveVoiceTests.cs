using MucService.Xmpp;
using Xunit;
using static MucService.Rooms.Tests.Rule;

namespace MucService.Rooms.Tests.Moderators;

public class ApproveVoiceTests
{
    [Fact]
    public void A_moderator_grants_voice() =>
        Asked().WhenReceived(Approval(Bo)).Then(new RoomEvent.RoleChanged(Nick("ada"), Role.Participant, [Ada]));

    [Fact]
    public void A_moderator_may_say_no() => Asked().WhenReceived(Approval(Bo, allow: "0")).ThenNothing();

    [Fact]
    public void A_moderator_may_skip_it() =>
        Asked().WhenReceived(Approval(Bo).Replace("type='submit'", "type='cancel'", StringComparison.Ordinal)).ThenNothing();

    [Fact]
    public void Nobody_else_grants_voice() => Asked().WhenReceived(Approval(Cy)).ThenRefused(Cy, ErrorCondition.Forbidden);

    [Fact]
    public void Nobody_approves_of_himself() => Asked().WhenReceived(Approval(Ada)).ThenRefused(Ada, ErrorCondition.Forbidden);

    [Fact]
    public void Who_has_the_nick_now_need_not_be_who_asked() =>
        Asked().WhenReceived(Approval(Bo, jid: "adam@home.example/desk")).ThenRefused(Bo, ErrorCondition.ItemNotFound);

    [Fact]
    public void Who_left_meanwhile_gets_no_voice() =>
        Asked().When(new RoomCommand.Exit(Ada)).Then().WhenReceived(Approval(Bo)).ThenRefused(Bo, ErrorCondition.ItemNotFound);

    [Fact]
    public void A_second_approval_changes_nothing() =>
        Asked().WhenReceived(Approval(Bo)).Then().WhenReceived(Approval(Bo)).ThenNothing();

    [Fact]
    public void An_answer_that_is_neither_yes_nor_no_is_refused() =>
        Asked().WhenReceived(Approval(Bo, allow: "perhaps")).ThenRefused(Bo, ErrorCondition.BadRequest);

    private static Situation Asked() => Given(
        Configured(config => config with { Moderated = true }),
        Entered(Ada, "ada", Role.Visitor),
        Entered(Bo, "bo", Role.Moderator),
        Entered(Cy, "cy"));

    private static string Approval(FullJid by, string allow = "1", string jid = "ada@home.example/desk") => $"""
        <message from='{by}' to='tea@muc.example'>
          <x xmlns='jabber:x:data' type='submit'>
            <field var='FORM_TYPE'><value>http://jabber.org/protocol/muc#request</value></field>
            <field var='muc#role'><value>participant</value></field>
            <field var='muc#jid'><value>{jid}</value></field>
            <field var='muc#roomnick'><value>ada</value></field>
            <field var='muc#request_allow'><value>{allow}</value></field>
          </x>
        </message>
        """;
}
