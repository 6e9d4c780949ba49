using MucService.Xmpp;
using Xunit;
using static MucService.Rooms.Tests.Rule;

namespace MucService.Rooms.Tests.Occupants;

public class RegisterTests
{
    private static readonly RoomEvent Registered = new RoomEvent.AffiliationGranted(Ada.Bare, Affiliation.Member, Ada.Bare, Reason: null, Nick("ada"));

    [Fact]
    public void Who_registers_becomes_a_member_with_that_nick() => Given(Entered(Bo, "bo")).WhenReceived(Submit(Ada, "ada")).Then(Registered);

    [Fact]
    public void A_reserved_nick_is_a_conflict() =>
        Given(Entered(Bo, "bo"), Registered).WhenReceived(Submit(Cy, "ADA")).ThenRefused(Cy, ErrorCondition.Conflict);

    [Fact]
    public void The_nick_of_another_occupant_is_a_conflict() =>
        Given(Entered(Bo, "bo")).WhenReceived(Submit(Ada, "bo")).ThenRefused(Ada, ErrorCondition.Conflict);

    [Fact]
    public void Nobody_else_enters_under_a_reserved_nick() =>
        Given(Entered(Bo, "bo"), Registered)
            .WhenReceived("<presence from='cy@away.example/desk' to='tea@muc.example/ada'><x xmlns='http://jabber.org/protocol/muc'/></presence>")
            .ThenRefused(Cy, ErrorCondition.Conflict);

    [Fact]
    public void An_outcast_does_not_register() =>
        Given(Entered(Bo, "bo"), Granted(Ada, Affiliation.Outcast)).WhenReceived(Submit(Ada, "ada")).ThenRefused(Ada, ErrorCondition.NotAllowed);

    [Fact]
    public void Where_admins_add_members_nobody_becomes_one_by_registering() =>
        Given(Entered(Owner, "olga"), Configured(config => config with { Registration = RegistrationPolicy.Closed }))
            .WhenReceived(Submit(Ada, "ada"))
            .ThenRefused(Ada, ErrorCondition.NotAllowed);

    [Fact]
    public void Who_registered_enters_under_his_nick_where_the_room_wants_it_so_and_is_told_with_210()
    {
        var room = Given(Configured(config => config with { NicksLocked = true }), Registered, Entered(Bo, "bo"));
        var entered = room.WhenReceived("<presence from='ada@home.example/desk' to='tea@muc.example/countess'><x xmlns='http://jabber.org/protocol/muc'/></presence>");

        Assert.Equal(Nick("ada"), entered.After.ByRealJid(Ada)!.Nick);
        Assert.Contains("code=\"210\"", StanzaXml.Render(entered.SentTo(Ada).Single(stanza => stanza.From!.Resource == "ada")).ToString(), StringComparison.Ordinal);
        entered.Then().WhenReceived("<presence from='ada@home.example/desk' to='tea@muc.example/countess'/>").ThenRefused(Ada, ErrorCondition.NotAcceptable);
        Assert.Equal(Nick("queen"), Given(Registered).WhenReceived(
            "<presence from='ada@home.example/desk' to='tea@muc.example/queen'><x xmlns='http://jabber.org/protocol/muc'/></presence>").After.ByRealJid(Ada)!.Nick);
    }

    [Fact]
    public void Who_registers_in_such_a_room_while_he_is_in_it_has_that_nick_from_then_on() =>
        Given(Configured(config => config with { NicksLocked = true }), Entered(Ada, "countess"), Entered(Bo, "bo"))
            .WhenReceived(Submit(Ada, "ada"))
            .Then(Registered, new RoomEvent.NickChanged(Nick("countess"), Nick("ada"), [Ada]));

    [Fact]
    public void An_admin_reserves_a_nick_and_stays_an_admin() =>
        Given(Entered(Bo, "bo"), Granted(Ada, Affiliation.Admin))
            .WhenReceived(Submit(Ada, "ada"))
            .Then(new RoomEvent.AffiliationGranted(Ada.Bare, Affiliation.Admin, Ada.Bare, Reason: null, Nick("ada")));

    [Theory]
    [InlineData("")]
    [InlineData("<x xmlns='jabber:x:data' type='submit'><field var='FORM_TYPE'><value>http://jabber.org/protocol/muc#register</value></field></x>")]
    [InlineData("<x xmlns='jabber:x:data' type='submit'><field var='muc#register_roomnick'><value>ada</value></field></x>")]
    public void What_is_no_form_of_registration_is_refused(string children) =>
        Given(Entered(Bo, "bo")).WhenReceived(Set(Ada, children)).ThenRefused(Ada, ErrorCondition.BadRequest);

    [Fact]
    public void Who_unregisters_is_no_member_any_more_and_his_nick_is_free()
    {
        var outcome = Given(Entered(Bo, "bo"), Registered).WhenReceived(Set(Ada, "<remove/>"));

        outcome.Then(new RoomEvent.AffiliationGranted(Ada.Bare, Affiliation.None, Ada.Bare, Reason: null));
        outcome.Then().WhenReceived(Submit(Cy, "ada")).Then(
            new RoomEvent.AffiliationGranted(Cy.Bare, Affiliation.Member, Cy.Bare, Reason: null, Nick("ada")));
    }

    [Fact]
    public void Who_unregisters_from_a_members_only_room_leaves_it() =>
        Given(Entered(Owner, "olga"), Registered, Entered(Ada, "ada"), Configured(config => config with { MembersOnly = true }))
            .WhenReceived(Set(Ada, "<remove/>"))
            .Then(new RoomEvent.AffiliationGranted(Ada.Bare, Affiliation.None, Ada.Bare, Reason: null), new RoomEvent.Exited(Ada));

    [Fact]
    public void An_owner_who_unregisters_stays_an_owner() =>
        Given(Entered(Bo, "bo"))
            .WhenReceived(Set(Owner, "<remove/>"))
            .Then(new RoomEvent.AffiliationGranted(Owner.Bare, Affiliation.Owner, Owner.Bare, Reason: null));

    [Fact]
    public void Who_is_not_registered_cannot_unregister() =>
        Given(Entered(Bo, "bo")).WhenReceived(Set(Ada, "<remove/>")).ThenRefused(Ada, ErrorCondition.RegistrationRequired);

    private static string Submit(FullJid by, string nick) => Set(by, $"""
        <x xmlns='jabber:x:data' type='submit'>
          <field var='FORM_TYPE'><value>http://jabber.org/protocol/muc#register</value></field>
          <field var='muc#register_roomnick'><value>{nick}</value></field>
        </x>
        """);

    private static string Set(FullJid by, string children) =>
        $"<iq from='{by}' id='r1' to='tea@muc.example' type='set'><query xmlns='jabber:iq:register'>{children}</query></iq>";

    [Fact]
    public void Who_is_in_the_room_under_two_nicks_and_registers_one_of_them_stays_with_both_sessions()
    {
        var outcome = Given(Configured(config => config with { NicksLocked = true }), Entered(Ada, "countess"), Entered(AdasPhone, "ada"))
            .WhenReceived($"""
                <iq from='{Ada}' to='tea@muc.example' id='r' type='set'><query xmlns='jabber:iq:register'><x xmlns='jabber:x:data' type='submit'>
                  <field var='FORM_TYPE'><value>http://jabber.org/protocol/muc#register</value></field>
                  <field var='muc#register_roomnick'><value>ada</value></field>
                </x></query></iq>
                """);

        Assert.Equal("countess", outcome.After.ByRealJid(Ada)!.Nick.Value);
        Assert.Equal("ada", outcome.After.ByRealJid(AdasPhone)!.Nick.Value);
        Assert.DoesNotContain(outcome.Decision.Events, happened => happened is RoomEvent.NickChanged);
    }
}
