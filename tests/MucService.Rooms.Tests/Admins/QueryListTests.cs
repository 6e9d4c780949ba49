using MucService.Xmpp;
using Xunit;
using static MucService.Rooms.Tests.Rule;

namespace MucService.Rooms.Tests.Admins;

public class QueryListTests
{
    private static string Get(FullJid by, string item) =>
        $"<iq from='{by}' to='{Tea}' id='q' type='get'><query xmlns='{Namespaces.MucAdmin}'><item {item}/></query></iq>";

    private static Situation Room(Whois whois = Whois.Moderators) => Given(
        Configured(config => config with { Whois = whois, MembersOnly = whois == Whois.Anyone }),
        Granted(Ada, Affiliation.Admin),
        Granted(Bo, Affiliation.Member),
        Entered(Ada, "ada", Role.Moderator),
        Entered(Bo, "bo"));

    [Fact]
    public void The_voice_list_is_for_moderators()
    {
        Room().WhenReceived(Get(Ada, "role='participant'")).ThenSendsTo(Ada, """
            <iq from='tea@muc.example' to='ada@home.example/desk' id='q' type='result'>
              <query xmlns='http://jabber.org/protocol/muc#admin'>
                <item affiliation='member' jid='bo@away.example/phone' nick='bo' role='participant'/>
              </query>
            </iq>
            """);
        Room().WhenReceived(Get(Bo, "role='participant'")).ThenRefused(Bo, ErrorCondition.Forbidden);
    }

    [Fact]
    public void The_moderator_list_is_for_admins()
    {
        Room().WhenReceived(Get(Ada, "role='moderator'")).ThenSendsTo(Ada, """
            <iq from='tea@muc.example' to='ada@home.example/desk' id='q' type='result'>
              <query xmlns='http://jabber.org/protocol/muc#admin'>
                <item affiliation='admin' jid='ada@home.example/desk' nick='ada' role='moderator'/>
              </query>
            </iq>
            """);
        Room().WhenReceived(Get(Bo, "role='moderator'")).ThenRefused(Bo, ErrorCondition.Forbidden);
    }

    [Fact]
    public void The_ban_list_is_for_admins_and_holds_reasons()
    {
        var room = new Situation(Room().Room.After(
            new RoomEvent.AffiliationGranted(Cy.Bare, Affiliation.Outcast, Owner.Bare, "Treason")));

        room.WhenReceived(Get(Ada, "affiliation='outcast'")).ThenSendsTo(Ada, """
            <iq from='tea@muc.example' to='ada@home.example/desk' id='q' type='result'>
              <query xmlns='http://jabber.org/protocol/muc#admin'>
                <item affiliation='outcast' jid='cy@away.example'><reason>Treason</reason></item>
              </query>
            </iq>
            """);
        room.WhenReceived(Get(Bo, "affiliation='outcast'")).ThenRefused(Bo, ErrorCondition.Forbidden);
    }

    [Fact]
    public void In_a_semi_anonymous_room_lists_are_not_for_members()
    {
        foreach (var affiliation in new[] { "member", "admin", "owner" })
            Room().WhenReceived(Get(Bo, $"affiliation='{affiliation}'")).ThenRefused(Bo, ErrorCondition.Forbidden);

        foreach (var affiliation in new[] { "admin", "owner" })
            Room().WhenReceived(Get(Ada, $"affiliation='{affiliation}'")).ThenRefused(Ada, ErrorCondition.Forbidden);
    }

    [Fact]
    public void In_a_non_anonymous_room_members_and_occupants_may_read_them() =>
        Room(Whois.Anyone).WhenReceived(Get(Bo, "affiliation='member'")).ThenSendsTo(Bo, """
            <iq from='tea@muc.example' to='bo@away.example/phone' id='q' type='result'>
              <query xmlns='http://jabber.org/protocol/muc#admin'>
                <item affiliation='member' jid='bo@away.example'/>
              </query>
            </iq>
            """);

    [Fact]
    public void The_nick_in_it_is_the_reserved_one_so_that_it_says_of_nobody_that_he_is_here() => Given(
            Configured(config => config with { Whois = Whois.Anyone }),
            new RoomEvent.AffiliationGranted(Bo.Bare, Affiliation.Member, Owner.Bare, Reason: null, Nick("bob")),
            Granted(Cy, Affiliation.Member),
            Entered(Bo, "bo"),
            Entered(Cy, "cy"))
        .WhenReceived(Get(Owner, "affiliation='member'")).ThenSendsTo(Owner, """
            <iq from='tea@muc.example' to='olga@home.example/desk' id='q' type='result'>
              <query xmlns='http://jabber.org/protocol/muc#admin'>
                <item affiliation='member' jid='bo@away.example' nick='bob'/><item affiliation='member' jid='cy@away.example'/>
              </query>
            </iq>
            """);

    [Fact]
    public void In_a_non_anonymous_room_strangers_may_not() =>
        Room(Whois.Anyone).WhenReceived(Get(Cy, "affiliation='member'")).ThenRefused(Cy, ErrorCondition.Forbidden);

    [Fact]
    public void The_owner_list_is_for_owners() =>
        Room().WhenReceived(Get(Owner, "affiliation='owner'")).ThenSendsTo(Owner, """
            <iq from='tea@muc.example' to='olga@home.example/desk' id='q' type='result'>
              <query xmlns='http://jabber.org/protocol/muc#admin'>
                <item affiliation='owner' jid='olga@home.example'/>
              </query>
            </iq>
            """);

    [Fact]
    public void There_is_no_list_of_those_without() =>
        Room().WhenReceived(Get(Owner, "affiliation='none'")).ThenRefused(Owner, ErrorCondition.BadRequest);

    [Fact]
    public void A_list_that_is_asked_for_many_times_is_given_once()
    {
        var items = string.Concat(Enumerable.Repeat("<item affiliation='owner'/>", 1000));
        var answer = Given().WhenReceived($"<iq from='{Owner}' to='tea@muc.example' id='q' type='get'><query xmlns='http://jabber.org/protocol/muc#admin'>{items}</query></iq>");

        Assert.Single(Assert.Single(answer.Sent).Child("query", Namespaces.MucAdmin)!.Children);
    }
}
