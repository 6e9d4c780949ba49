using MucService.Xmpp;
using Xunit;
using static MucService.Rooms.Tests.Rule;

namespace MucService.Rooms.Tests.Occupants;

public class EnterTests
{
    private const string AdaEnters =
        "<presence from='ada@home.example/desk' id='e1' to='tea@muc.example/ada'><x xmlns='http://jabber.org/protocol/muc'/></presence>";

    [Fact]
    public void Who_enters_first_creates_the_room_locked_and_owns_it()
    {
        var outcome = GivenOnly().WhenReceived(AdaEnters);

        var created = Assert.IsType<RoomEvent.Created>(outcome.Decision.Events[0]);
        Assert.Equal(new RoomEvent.Created(Ada.Bare, Noon, Locked: true), created with { OccupantIdKey = null });
        Assert.Equal(Affiliation.Owner, outcome.After.AffiliationOf(Ada.Bare));
        Assert.True(outcome.After.Locked);
        Assert.Equal(Role.Moderator, outcome.After.ByRealJid(Ada)!.Role);
        outcome.ThenSendsTo(Ada, """
            <presence from='tea@muc.example/ada' id='e1' to='ada@home.example/desk'>
              <x xmlns='http://jabber.org/protocol/muc#user'>
                <item affiliation='owner' jid='ada@home.example/desk' role='moderator'/><status code='110'/><status code='201'/>
              </x>
            </presence>
            <message from='tea@muc.example' to='ada@home.example/desk' type='groupchat'><subject/></message>
            """);
    }

    [Fact]
    public void A_room_need_not_be_locked() =>
        Assert.False(new Situation(NoRoom with { Settings = Settings with { Locking = false } }).WhenReceived(AdaEnters).After.Locked);

    [Fact]
    public void A_locked_room_does_not_exist_for_others() =>
        GivenOnly(new RoomEvent.Created(Owner.Bare, Noon, Locked: true), Entered(Owner, "olga"))
            .WhenReceived(AdaEnters).ThenRefused(Ada, ErrorCondition.ItemNotFound);

    [Fact]
    public void A_nick_is_needed() =>
        Given().WhenReceived("<presence from='ada@home.example/desk' to='tea@muc.example'><x xmlns='http://jabber.org/protocol/muc'/></presence>")
            .ThenRefused(Ada, ErrorCondition.JidMalformed);

    [Fact]
    public void The_password_must_be_right()
    {
        var room = Given(Configured(config => config with { Password = "cauldronburn" }));

        room.WhenReceived(AdaEnters).ThenRefused(Ada, ErrorCondition.NotAuthorized);
        Assert.Contains(room.WhenReceived("""
            <presence from='ada@home.example/desk' to='tea@muc.example/ada'>
              <x xmlns='http://jabber.org/protocol/muc'><password>cauldronburn</password></x>
            </presence>
            """).Decision.Events, happened => happened is RoomEvent.Entered);
    }

    [Fact]
    public void A_refusal_does_not_repeat_the_password() =>
        Assert.Empty(Given(Configured(config => config with { Password = "right" })).WhenReceived("""
            <presence from='ada@home.example/desk' to='tea@muc.example/ada'>
              <x xmlns='http://jabber.org/protocol/muc'><password>wrong</password></x>
            </presence>
            """).Sent.Single().Child("x", Namespaces.Muc)!.Children);

    [Fact]
    public void Only_members_enter_a_room_for_members()
    {
        var membersOnly = Configured(config => config with { MembersOnly = true });

        Given(membersOnly).WhenReceived(AdaEnters).ThenRefused(Ada, ErrorCondition.RegistrationRequired);
        Assert.NotEmpty(Given(membersOnly, Granted(Ada, Affiliation.Member)).WhenReceived(AdaEnters).Decision.Events);
    }

    [Fact]
    public void The_banned_do_not_enter() =>
        Given(Granted(Ada, Affiliation.Outcast)).WhenReceived(AdaEnters).ThenRefused(Ada, ErrorCondition.Forbidden);

    [Fact]
    public void A_nick_in_use_is_a_conflict_however_it_is_written() =>
        Given(Entered(Bo, "ADA")).WhenReceived(AdaEnters).ThenRefused(Ada, ErrorCondition.Conflict);

    [Fact]
    public void A_nick_reserved_for_another_is_a_conflict() =>
        Given(new RoomEvent.AffiliationGranted(Bo.Bare, Affiliation.Member, Owner.Bare, Reason: null, Nick("ada")))
            .WhenReceived(AdaEnters).ThenRefused(Ada, ErrorCondition.Conflict);

    [Fact]
    public void A_full_room_is_full_but_for_admins_and_for_one_more_session_of_an_occupant()
    {
        var full = Configured(config => config with { MaxOccupants = 1 });

        Given(full, Entered(Bo, "bo")).WhenReceived(AdaEnters).ThenRefused(Ada, ErrorCondition.ServiceUnavailable);
        Assert.NotEmpty(Given(full, Granted(Ada, Affiliation.Admin), Entered(Bo, "bo")).WhenReceived(AdaEnters).Decision.Events);
        Assert.NotEmpty(Given(full, Entered(AdasPhone, "ada")).WhenReceived(AdaEnters).Decision.Events);
    }

    [Fact]
    public void Who_is_unknown_enters_a_moderated_room_as_visitor() =>
        Assert.Equal(
            Role.Visitor,
            Given(Configured(config => config with { Moderated = true })).WhenReceived(AdaEnters).After.ByRealJid(Ada)!.Role);

    [Fact]
    public void Real_jids_are_for_moderators_only() =>
        Given(Entered(Bo, "bo", Role.Moderator), Entered(Cy, "cy")).WhenReceived(AdaEnters)
            .ThenSendsTo(Bo, """
                <presence from='tea@muc.example/ada' to='bo@away.example/phone'>
                  <x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='none' jid='ada@home.example/desk' role='participant'/></x>
                </presence>
                """)
            .ThenSendsTo(Cy, """
                <presence from='tea@muc.example/ada' to='cy@away.example/desk'>
                  <x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='none' role='participant'/></x>
                </presence>
                """);

    [Fact]
    public void What_only_a_room_may_say_is_not_passed_on()
    {
        var outcome = Given(Entered(Bo, "bo")).WhenReceived("""
            <presence from='ada@home.example/desk' to='tea@muc.example/ada'>
              <x xmlns='http://jabber.org/protocol/muc'/>
              <show>away</show>
              <x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='owner' role='moderator'/></x>
              <state-annotation xmlns='urn:xmpp:psa' from='muc.example'><server-unavailable/></state-annotation>
              <occupant-id xmlns='urn:xmpp:occupant-id:0' id='forged'/>
            </presence>
            """);

        outcome.ThenSendsTo(Bo, """
            <presence from='tea@muc.example/ada' to='bo@away.example/phone'>
              <show>away</show>
              <x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='none' role='participant'/></x>
            </presence>
            """);
    }

    [Fact]
    public void A_second_session_shares_the_nick_and_is_told_how_it_is_written()
    {
        var outcome = Given(Entered(AdasPhone, "Ada"), Entered(Bo, "bo")).WhenReceived(AdaEnters);

        Assert.Equal(2, outcome.After.ByNick(Nick("Ada"))!.Sessions.Length);
        var self = outcome.SentTo(Ada).Last(stanza => stanza.Kind == StanzaKind.Presence);
        Assert.Equal("tea@muc.example/Ada", self.From!.ToString());
        Assert.Equal(["210", "110"], self.Child("x", Namespaces.MucUser)!.Children.Where(child => child.Name.Local == "status").Select(child => child["code"]));
    }

    [Fact]
    public void Who_lost_step_gets_everything_again_and_nobody_else_is_bothered()
    {
        var outcome = Given(Entered(Ada, "ada"), Entered(Bo, "bo")).WhenReceived(AdaEnters);

        Assert.Equal(["presence", "presence", "message"], outcome.SentTo(Ada).Select(stanza => stanza.Kind.ToString().ToLowerInvariant()));
        outcome.ThenSendsNothingTo(Bo);
        Assert.Single(outcome.After.ByRealJid(Ada)!.Sessions);
    }

    [Fact]
    public void Who_lost_step_and_enters_under_another_nick_changes_it()
    {
        var outcome = Given(Entered(Ada, "lovelace"), Entered(Bo, "bo")).WhenReceived(AdaEnters);

        Assert.Equal(new[] { "ada", "bo" }, outcome.After.Occupants.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(
            ["tea@muc.example/lovelace", "tea@muc.example/ada"],
            outcome.SentTo(Bo).Select(stanza => stanza.From!.ToString()));
    }

    [Fact]
    public void A_presence_that_is_too_large_to_keep_is_refused() =>
        GivenWith(Settings with { MaxPresenceBytes = 100 }).WhenReceived($"""
            <presence from='ada@home.example/desk' to='tea@muc.example/ada'>
              <x xmlns='http://jabber.org/protocol/muc'/><status>{new string('x', 100)}</status>
            </presence>
            """).ThenRefused(Ada, ErrorCondition.PolicyViolation);

    [Fact]
    public void What_a_client_announces_is_asked_for() =>
        Given().WhenReceived("""
            <presence from='ada@home.example/desk' to='tea@muc.example/ada'>
              <x xmlns='http://jabber.org/protocol/muc'/><c xmlns='http://jabber.org/protocol/caps' node='n' ver='v' hash='sha-1'/>
            </presence>
            """).ThenAsks(new RoomRequest.QueryCapabilities(Ada, new Capabilities("n", "v", "sha-1")));
}
