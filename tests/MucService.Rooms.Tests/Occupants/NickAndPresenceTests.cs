using MucService.Xmpp;
using Xunit;
using static MucService.Rooms.Tests.Rule;

namespace MucService.Rooms.Tests.Occupants;

public class ChangeNickTests
{
    private static string To(string nick, string from = "ada@home.example/desk") => $"<presence from='{from}' to='tea@muc.example/{nick}'/>";

    [Fact]
    public void Everybody_sees_the_old_nick_go_and_the_new_one_come()
    {
        var outcome = Given(Entered(Ada, "ada"), Entered(Bo, "bo")).WhenReceived(To("countess"));

        Assert.IsType<RoomEvent.NickChanged>(outcome.Decision.Events[0]);
        outcome.ThenSendsTo(Bo, """
            <presence from='tea@muc.example/ada' to='bo@away.example/phone' type='unavailable'>
              <x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='none' nick='countess' role='participant'/><status code='303'/></x>
            </presence>
            <presence from='tea@muc.example/countess' to='bo@away.example/phone'>
              <x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='none' role='participant'/></x>
            </presence>
            """).ThenSendsTo(Ada, """
            <presence from='tea@muc.example/ada' to='ada@home.example/desk' type='unavailable'>
              <x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='none' jid='ada@home.example/desk' nick='countess' role='participant'/><status code='110'/><status code='303'/></x>
            </presence>
            <presence from='tea@muc.example/countess' to='ada@home.example/desk'>
              <x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='none' jid='ada@home.example/desk' role='participant'/><status code='110'/></x>
            </presence>
            """);
    }

    [Theory]
    [InlineData("bo")]
    [InlineData("BO")]
    public void A_nick_in_use_is_a_conflict(string nick) =>
        Given(Entered(Ada, "ada"), Entered(Bo, "bo")).WhenReceived(To(nick)).ThenRefused(Ada, ErrorCondition.Conflict);

    [Fact]
    public void A_nick_reserved_for_another_is_a_conflict() =>
        Given(Entered(Ada, "ada"), new RoomEvent.AffiliationGranted(Bo.Bare, Affiliation.Member, Owner.Bare, Reason: null, Nick("bo")))
            .WhenReceived(To("bo")).ThenRefused(Ada, ErrorCondition.Conflict);

    [Fact]
    public void The_own_nick_may_be_written_otherwise()
    {
        var outcome = Given(Entered(Ada, "ada"), Entered(Bo, "bo")).WhenReceived(To("Ada"));

        Assert.Equal("Ada", outcome.After.ByRealJid(Ada)!.Nick.Value);
        Assert.Equal(2, outcome.After.Occupants.Count);
    }

    [Fact]
    public void All_sessions_change_together()
    {
        var outcome = Given(Entered(Ada, "ada"), Entered(AdasPhone, "ada")).WhenReceived(To("countess"));

        Assert.Equal("countess", outcome.After.ByRealJid(AdasPhone)!.Nick.Value);
        Assert.Equal(2, outcome.SentTo(AdasPhone).Count());
    }
}

public class ChangePresenceTests
{
    private const string Away = "<presence from='ada@home.example/desk' to='tea@muc.example/ada'><show>away</show></presence>";

    [Fact]
    public void Everybody_is_told() =>
        Given(Entered(Ada, "ada"), Entered(Bo, "bo")).WhenReceived(Away).ThenSendsTo(Bo, """
            <presence from='tea@muc.example/ada' to='bo@away.example/phone'>
              <show>away</show><x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='none' role='participant'/></x>
            </presence>
            """);

    [Fact]
    public void The_session_that_spoke_last_is_shown()
    {
        var outcome = Given(Entered(Ada, "ada"), Entered(AdasPhone, "ada")).WhenReceived(Away, later: TimeSpan.FromSeconds(1));

        Assert.Equal(Ada, outcome.After.ByNick(Nick("ada"))!.Shown.RealJid);
    }

    [Fact]
    public void A_role_that_is_not_broadcast_shows_itself_to_itself_only() =>
        Assert.Single(Given(
                Configured(config => config with { PresenceBroadcast = [Role.Moderator] }), Entered(Ada, "ada"), Entered(Bo, "bo"))
            .WhenReceived(Away).ThenSendsNothingTo(Bo).SentTo(Ada));

    [Fact]
    public void Who_believes_to_be_in_is_told_that_he_is_out() =>
        Given(Entered(Bo, "bo")).WhenReceived(Away).ThenNoEvent().ThenSendsTo(Ada, """
            <presence from='tea@muc.example/ada' to='ada@home.example/desk' type='unavailable'>
              <x xmlns='http://jabber.org/protocol/muc#user'>
                <item affiliation='none' role='none'><reason xml:lang='en'>You are not in the room.</reason></item>
                <status code='110'/><status code='307'/><status code='333'/>
              </x>
            </presence>
            """);

    [Fact]
    public void The_suspended_are_not_told() =>
        Given(Entered(Ada, "ada"), Entered(Bo, "bo"), new RoomEvent.LinkChanged(Bo.Domain, LinkStanding.Unreachable, Epoch: 1, Noon))
            .WhenReceived(Away).ThenSendsNothingTo(Bo);

    [Theory]
    [InlineData("subscribed")]
    [InlineData("unsubscribe")]
    public void Presence_of_other_types_neither_enters_nor_leaves(string type) =>
        Given(Entered(Ada, "ada")).WhenReceived($"<presence from='ada@home.example/desk' to='tea@muc.example/ada' type='{type}'/>").ThenNothing();
}
