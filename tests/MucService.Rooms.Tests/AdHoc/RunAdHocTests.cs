using MucService.Xmpp;
using Xunit;
using static MucService.Rooms.Tests.Rule;

namespace MucService.Rooms.Tests.AdHoc;

/// <summary>XEP-0050.</summary>
public class RunAdHocTests
{
    private static readonly Situation Room = Given(Entered(Owner, "olga", Role.Moderator), Entered(Bo, "bo"));

    [Fact]
    public void The_commands_that_somebody_may_run_are_listed()
    {
        Assert.Equal(6, Items(Owner).Length);
        Assert.Equal(["urn:xmpp:hats:commands:list"], Items(Bo));
        Assert.Empty(Items(Cy));
    }

    [Fact]
    public void Each_command_says_what_it_is() => Room.WhenReceived(Info(Owner)).ThenSendsTo(Owner, """
        <iq from='tea@muc.example' to='olga@home.example/desk' id='i' type='result' xml:lang='en'>
          <query xmlns='http://jabber.org/protocol/disco#info' node='urn:xmpp:hats:commands:create'>
            <identity category='automation' name='Create or change a hat' type='command-node'/>
            <feature var='http://jabber.org/protocol/commands'/>
            <feature var='jabber:x:data'/>
          </query>
        </iq>
        """);

    [Fact]
    public void A_command_is_kept_from_those_who_may_not_run_it() => Room.WhenReceived(Info(Bo)).ThenRefused(Bo, ErrorCondition.Forbidden);

    [Fact]
    public void A_command_that_is_unknown_is_not_found() => Room.WhenReceived(Run("urn:x:none")).ThenRefused(Owner, ErrorCondition.ItemNotFound);

    [Fact]
    public void A_room_that_does_not_exist_has_no_commands() =>
        GivenOnly().WhenReceived(Run("urn:xmpp:hats:commands:list")).ThenRefused(Owner, ErrorCondition.ItemNotFound);

    [Fact]
    public void A_session_is_named_by_the_room_where_it_has_no_name() =>
        Assert.Equal("sid-1", Reply(Run("urn:xmpp:hats:commands:create"))["sessionid"]);

    [Theory]
    [InlineData("<command xmlns='http://jabber.org/protocol/commands' node='urn:xmpp:hats:commands:create' sessionid='s1' action='cancel'/>")]
    [InlineData("<command xmlns='http://jabber.org/protocol/commands' node='urn:xmpp:hats:commands:create' sessionid='s1'><x xmlns='jabber:x:data' type='cancel'/></command>")]
    public void A_command_is_cancelled(string command) => Assert.Equal("canceled", Reply(Iq(command))["status"]);

    [Theory]
    [InlineData("action='prev'", "", "bad-action")]
    [InlineData("action='dance'", "", "malformed-action")]
    [InlineData("", "<x xmlns='jabber:x:data' type='result'/>", "bad-payload")]
    [InlineData("", "<x xmlns='jabber:x:data' type='submit'/>", "bad-payload")]
    public void What_cannot_be_done_is_a_bad_request_that_says_why(string attributes, string form, string detail)
    {
        var sent = Room.WhenReceived(Iq($"<command xmlns='http://jabber.org/protocol/commands' node='urn:xmpp:hats:commands:create' {attributes}>{form}</command>")).Sent.Single();
        var error = sent.Child("error", Namespaces.Component)!;

        Assert.Equal("modify", error["type"]);
        Assert.NotNull(error.Child("bad-request", Namespaces.StanzaErrors));
        Assert.NotNull(error.Child(detail, Namespaces.Commands));
    }

    [Fact]
    public void A_command_without_a_name_is_a_bad_request() =>
        Room.WhenReceived(Iq("<command xmlns='http://jabber.org/protocol/commands'/>")).ThenRefused(Owner, ErrorCondition.BadRequest);

    private static string Iq(string command) => $"<iq from='{Owner}' to='{Tea}' id='c' type='set'>{command}</iq>";

    private static string Run(string node) => Iq($"<command xmlns='http://jabber.org/protocol/commands' node='{node}' action='execute'/>");

    private static string Info(FullJid by) =>
        $"<iq from='{by}' to='{Tea}' id='i' type='get'><query xmlns='{Namespaces.DiscoInfo}' node='urn:xmpp:hats:commands:create'/></iq>";

    private static Element Reply(string xml) => Room.WhenReceived(xml).ThenNoEvent().Sent.Single().Child("command", Namespaces.Commands)!;

    private static string[] Items(FullJid by) =>
    [
        .. Room.WhenReceived($"<iq from='{by}' to='{Tea}' id='i' type='get'><query xmlns='{Namespaces.DiscoItems}' node='{Namespaces.Commands}'/></iq>")
            .Sent.Single().Child("query", Namespaces.DiscoItems)!.Children.Select(item => item["node"]!),
    ];
}
