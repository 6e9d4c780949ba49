using System.Collections.Immutable;
using System.Text;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using MucService.Actors.Hosts;
using MucService.Actors.Protection;
using MucService.Actors.Rooms;
using MucService.Rooms;
using MucService.Wire;
using MucService.Xmpp;
using Xunit;

namespace MucService.Actors.Tests.Hosts;

/// <summary>XEP-0050: what a service's admins have it do, as the script <c>muc_create_destroy</c> claims it, and what others get.</summary>
public sealed class ServiceCommandsTests : TestKit
{
    private const string Node = "http://prosody.im/protocol/muc#destroy";
    private const string Admin = "admin@home.example/desk";
    private const string Stranger = "bo@away.example/phone";
    private const string Items = "http://jabber.org/protocol/disco#items";
    private const string Info = "http://jabber.org/protocol/disco#info";

    private static readonly Domain Service = Domain.Parse("muc.example");
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(60);

    private readonly TestProbe _rooms;
    private readonly ServiceCommands _commands;

    public ServiceCommandsTests()
    {
        _rooms = CreateTestProbe("rooms");
        var settings = new RoomSettings { Service = Service, Admins = [BareJid.Parse("admin@home.example")] };
        _commands = new ServiceCommands(Service, new LiveSettings(ImmutableDictionary<Domain, RoomSettings>.Empty.Add(Service, settings)), _rooms);
    }

    [Fact]
    public async Task Admins_destroy_rooms_in_one_step()
    {
        var asked = AskAsync(Admin, Command("<x xmlns='jabber:x:data'><field var='rooms'><value>elsewhere@muc.example</value></field></x>"));

        var destroyed = _rooms.ExpectMsg<RoomMessages.Destroy>(Long);
        Assert.Equal(new RoomMessages.Destroy(BareJid.Parse("elsewhere@muc.example"), null, null), destroyed);
        _rooms.Reply(new RoomMessages.Done());
        var answer = await asked;
        Assert.Contains("type='result'", answer, StringComparison.Ordinal);
        Assert.Contains("status='completed'", answer, StringComparison.Ordinal);
        Assert.Contains("<note type='info'>The following rooms were destroyed:\nelsewhere@muc.example</note>", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_not_destroyed_is_told_with_the_reason()
    {
        var asked = AskAsync(Admin, Command("<x xmlns='jabber:x:data' type='submit'><field var='rooms'><value>tea@muc.example</value><value>milk@muc.example</value></field></x>"));

        _rooms.ExpectMsg<RoomMessages.Destroy>(Long);
        _rooms.Reply(new RoomMessages.Done());
        _rooms.ExpectMsg<RoomMessages.Destroy>(Long);
        _rooms.Reply(new RoomMessages.Refused(ErrorCondition.ItemNotFound, "there is no such room"));

        var answer = await asked;
        Assert.Contains("<note type='info'>The following rooms were destroyed:\ntea@muc.example</note>", answer, StringComparison.Ordinal);
        Assert.Contains("<note type='error'>The following rooms were not destroyed:\nmilk@muc.example: there is no such room</note>", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Admins_are_shown_a_form_and_may_cancel()
    {
        Assert.Contains("<field var='rooms' type='jid-multi'", (await AskAsync(Admin, Command(""))).Replace("type='jid-multi' var='rooms'", "var='rooms' type='jid-multi'", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("status='canceled'", await AskAsync(Admin, Command("", action: "cancel")), StringComparison.Ordinal);
        _rooms.ExpectNoMsg(TimeSpan.FromMilliseconds(50));
    }

    [Theory]
    [InlineData("<x xmlns='jabber:x:data' type='submit'/>")]
    [InlineData("<x xmlns='jabber:x:data' type='result'><field var='rooms'><value>tea@muc.example</value></field></x>")]
    [InlineData("<x xmlns='jabber:x:data' type='submit'><field var='rooms'><value>tea@other.example</value></field></x>")]
    [InlineData("<x xmlns='jabber:x:data' type='submit'><field var='rooms'><value>muc.example</value></field></x>")]
    [InlineData("<x xmlns='jabber:x:data' type='submit'><field var='rooms'><value>@</value></field></x>")]
    public async Task What_names_no_room_of_this_service_destroys_nothing(string form)
    {
        Assert.Contains("<bad-payload xmlns='http://jabber.org/protocol/commands'/>", await AskAsync(Admin, Command(form)), StringComparison.Ordinal);
        _rooms.ExpectNoMsg(TimeSpan.FromMilliseconds(50));
    }

    [Theory]
    [InlineData("prev", "bad-action")]
    [InlineData("odd", "malformed-action")]
    public async Task There_is_one_step_only(string action, string fault) =>
        Assert.Contains($"<{fault} xmlns='http://jabber.org/protocol/commands'/>", await AskAsync(Admin, Command("", action)), StringComparison.Ordinal);

    [Fact]
    public async Task Nobody_else_destroys_anything_or_is_shown_how()
    {
        var refused = await AskAsync(Stranger, Command("<x xmlns='jabber:x:data' type='submit'><field var='rooms'><value>tea@muc.example</value></field></x>"));

        Assert.Contains("<error by='muc.example' type='cancel'><forbidden", refused.Replace("type='cancel' by='muc.example'", "by='muc.example' type='cancel'", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("<forbidden", await AskAsync(Stranger, $"<query xmlns='{Info}' node='{Node}'/>", "get"), StringComparison.Ordinal);
        Assert.DoesNotContain("<item ", await AskAsync(Stranger, $"<query xmlns='{Items}' node='http://jabber.org/protocol/commands'/>", "get"), StringComparison.Ordinal);
        _rooms.ExpectNoMsg(TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public async Task It_is_listed_for_admins_and_says_what_it_is()
    {
        Assert.Contains($"node='{Node}'", await AskAsync(Admin, $"<query xmlns='{Items}' node='http://jabber.org/protocol/commands'/>", "get"), StringComparison.Ordinal);
        Assert.Contains("type='command-node'", await AskAsync(Admin, $"<query xmlns='{Info}' node='{Node}'/>", "get"), StringComparison.Ordinal);
        Assert.Contains("type='command-list'", await AskAsync(Stranger, $"<query xmlns='{Info}' node='http://jabber.org/protocol/commands'/>", "get"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task There_is_no_other_command() =>
        Assert.Contains("<item-not-found", await AskAsync(Admin, "<command xmlns='http://jabber.org/protocol/commands' node='odd'/>"), StringComparison.Ordinal);

    private static string Command(string form, string? action = null) =>
        $"<command xmlns='http://jabber.org/protocol/commands' node='{Node}'{(action is null ? "" : $" action='{action}'")}>{form}</command>";

    private async Task<string> AskAsync(string from, string payload, string type = "set")
    {
        var iq = StanzaParser.ParseStanza(Encoding.UTF8.GetBytes($"<iq from='{from}' to='muc.example' id='c' type='{type}'>{payload}</iq>"));
        Assert.True(ServiceCommands.IsAbout(iq));
        return Encoding.UTF8.GetString(StanzaRenderer.RenderToBytes((await _commands.AnswerAsync(iq)).Stanza)).Replace('"', '\'');
    }
}
