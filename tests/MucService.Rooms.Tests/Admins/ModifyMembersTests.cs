using MucService.Xmpp;
using Xunit;
using static MucService.Rooms.Tests.Rule;

namespace MucService.Rooms.Tests.Admins;

public class ModifyMembersTests
{
    private static RoomCommand.Administrate Change(FullJid by, params (string Jid, Affiliation Affiliation)[] items) => new(
        by, [.. items.Select(item => new AdminItem(null, BareJid.Parse(item.Jid), item.Affiliation, null, null))])
    {
        Stanza = Stanza($"<iq from='{by}' to='{Tea}' id='m' type='set'><query xmlns='{Namespaces.MucAdmin}'/></iq>"),
    };

    [Fact]
    public void Membership_in_a_moderated_room_gives_voice() =>
        Given(Configured(config => config with { Moderated = true }), Entered(Owner, "olga", Role.Moderator), Entered(Bo, "bo", Role.Visitor))
            .When(Change(Owner, ("bo@away.example", Affiliation.Member)))
            .Then(
                new RoomEvent.AffiliationGranted(Bo.Bare, Affiliation.Member, Owner.Bare, null),
                new RoomEvent.RoleChanged(Nick("bo"), Role.Participant, [Bo]));

    [Fact]
    public void Who_loses_membership_of_a_members_only_room_goes_with_status_321() =>
        Given(
                Granted(Bo, Affiliation.Member),
                Configured(config => config with { MembersOnly = true }),
                Entered(Owner, "olga", Role.Moderator),
                Entered(Bo, "bo"))
            .When(Change(Owner, ("bo@away.example", Affiliation.None)))
            .Then(new RoomEvent.AffiliationGranted(Bo.Bare, Affiliation.None, Owner.Bare, null), new RoomEvent.Exited(Bo))
            .ThenSendsTo(Bo, """
                <presence from='tea@muc.example/bo' to='bo@away.example/phone' id='19b7e943200-sid-1' type='unavailable'>
                  <x xmlns='http://jabber.org/protocol/muc#user'>
                    <item affiliation='none' jid='bo@away.example/phone' role='none'><actor nick='olga'/></item>
                    <status code='110'/><status code='321'/>
                  </x>
                </presence>
                """);

    [Fact]
    public void Who_becomes_a_member_of_a_members_only_room_and_is_not_there_is_invited() =>
        Given(Configured(config => config with { MembersOnly = true, Password = "sesame" }), Entered(Owner, "olga", Role.Moderator))
            .When(Change(Owner, ("cy@away.example", Affiliation.Member)))
            .Then(new RoomEvent.AffiliationGranted(Cy.Bare, Affiliation.Member, Owner.Bare, null));

    [Fact]
    public void The_invitation_names_who_invites_and_holds_the_password()
    {
        var sent = Given(Configured(config => config with { MembersOnly = true, Password = "sesame" }), Entered(Owner, "olga", Role.Moderator))
            .When(Change(Owner, ("cy@away.example", Affiliation.Member)))
            .Sent;

        var x = Assert.Single(sent, stanza => stanza.To!.Equals(new Jid(Cy.Bare))).Child("x", Namespaces.MucUser)!;
        Assert.Equal("tea@muc.example/olga", x.Child("invite")!["from"]);
        Assert.Equal("sesame", x.Child("password")!.Text);
    }

    [Fact]
    public void Of_many_new_members_the_first_are_invited_and_the_owner_is_told_of_all_in_few_messages()
    {
        var items = Enumerable.Range(0, 1_200).Select(number => ($"member{number}@far.example", Affiliation.Member)).ToArray();
        var sent = Given(Configured(config => config with { MembersOnly = true }), Entered(Owner, "olga", Role.Moderator)).When(Change(Owner, items)).Sent;

        Assert.Equal(items.Take(20).Select(item => item.Item1), sent.Where(stanza => stanza.To!.Domain == Domain.Parse("far.example")).Select(stanza => stanza.To!.ToString()));
        var told = sent.Where(stanza => stanza.Kind == StanzaKind.Message && Owner.Equals(stanza.To!.Full)).ToList();
        Assert.Equal(3, told.Count);
        Assert.Equal(
            items.Select(item => item.Item1),
            told.SelectMany(stanza => stanza.Child("x", Namespaces.MucUser)!.Children).Where(child => child.Name.Local == "item").Select(item => item["jid"]));
    }

    [Fact]
    public void Who_is_banned_among_many_is_told_apart()
    {
        var items = Enumerable.Range(0, 30).Select(number => ($"guest{number}@far.example", number % 2 == 0 ? Affiliation.Outcast : Affiliation.Member)).ToArray();
        var told = Given(Entered(Owner, "olga", Role.Moderator)).When(Change(Owner, items)).SentTo(Owner)
            .Where(stanza => stanza.Kind == StanzaKind.Message)
            .Select(stanza => stanza.Child("x", Namespaces.MucUser)!.Children.ToLookup(child => child.Name.Local))
            .ToList();

        Assert.Equal([15, 15], told.Select(x => x["item"].Count()));
        Assert.All(told, x => Assert.All(x["item"], item => Assert.Equal(x["status"].Any() ? "outcast" : "member", item["affiliation"])));
    }

    [Fact]
    public void Nobody_is_invited_to_an_open_room() =>
        Assert.DoesNotContain(
            Given(Entered(Owner, "olga", Role.Moderator)).When(Change(Owner, ("cy@away.example", Affiliation.Member))).Sent,
            stanza => stanza.To!.Equals(new Jid(Cy.Bare)));

    [Fact]
    public void Whole_lists_change_at_once() =>
        Given(Granted(Ada, Affiliation.Member))
            .When(Change(Owner, ("ada@home.example", Affiliation.None), ("bo@away.example", Affiliation.Member)))
            .Then(
                new RoomEvent.AffiliationGranted(Ada.Bare, Affiliation.None, Owner.Bare, null),
                new RoomEvent.AffiliationGranted(Bo.Bare, Affiliation.Member, Owner.Bare, null));

    [Fact]
    public void The_last_owner_stays_owner() =>
        Given(Entered(Owner, "olga", Role.Moderator))
            .When(Change(Owner, ("olga@home.example", Affiliation.Member)))
            .ThenRefused(Owner, ErrorCondition.Conflict);

    [Fact]
    public void An_owner_may_go_where_another_comes_in_the_same_request() =>
        Given(Entered(Owner, "olga", Role.Moderator))
            .When(Change(Owner, ("olga@home.example", Affiliation.None), ("ada@home.example", Affiliation.Owner)))
            .Then(
                new RoomEvent.AffiliationGranted(Owner.Bare, Affiliation.None, Owner.Bare, null),
                new RoomEvent.RoleChanged(Nick("olga"), Role.Participant, [Owner]),
                new RoomEvent.AffiliationGranted(Ada.Bare, Affiliation.Owner, Owner.Bare, null));

    [Fact]
    public void An_admin_may_not_touch_the_lists_of_admins_and_owners()
    {
        var room = Given(Granted(Ada, Affiliation.Admin), Granted(Cy, Affiliation.Admin));

        room.When(Change(Ada, ("bo@away.example", Affiliation.Admin))).ThenRefused(Ada, ErrorCondition.Forbidden);
        room.When(Change(Ada, ("bo@away.example", Affiliation.Owner))).ThenRefused(Ada, ErrorCondition.Forbidden);
        room.When(Change(Ada, ("cy@away.example", Affiliation.None))).ThenRefused(Ada, ErrorCondition.Forbidden);
        room.When(Change(Ada, ("olga@home.example", Affiliation.None))).ThenRefused(Ada, ErrorCondition.Forbidden);
    }

    [Fact]
    public void A_new_admin_becomes_moderator_and_all_are_shown_him() =>
        Given(Entered(Owner, "olga", Role.Moderator), Entered(Bo, "bo"), Entered(Cy, "cy"))
            .When(Change(Owner, ("bo@away.example", Affiliation.Admin)))
            .ThenSendsTo(Cy, """
                <presence from='tea@muc.example/bo' to='cy@away.example/desk' id='19b7e943200-sid-1'>
                  <x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='admin' role='moderator'/></x>
                </presence>
                """)
            .Then(
                new RoomEvent.AffiliationGranted(Bo.Bare, Affiliation.Admin, Owner.Bare, null),
                new RoomEvent.RoleChanged(Nick("bo"), Role.Moderator, [Bo]));

    [Fact]
    public void A_ban_is_lifted() =>
        Given(Granted(Bo, Affiliation.Outcast))
            .When(Change(Owner, ("bo@away.example", Affiliation.None)))
            .Then(new RoomEvent.AffiliationGranted(Bo.Bare, Affiliation.None, Owner.Bare, null));

    [Fact]
    public void An_item_with_both_role_and_affiliation_is_a_bad_request() =>
        Given(Entered(Bo, "bo"))
            .When(Change(Owner) with { Items = [new AdminItem(Nick("bo"), Bo.Bare, Affiliation.Member, Role.Moderator, null)] })
            .ThenRefused(Owner, ErrorCondition.BadRequest);

    [Fact]
    public void A_domain_cannot_be_a_member_an_admin_or_an_owner()
    {
        foreach (var affiliation in new[] { Affiliation.Member, Affiliation.Admin, Affiliation.Owner })
            Given().When(Change(Owner, ("away.example", affiliation))).ThenRefused(Owner, ErrorCondition.NotAllowed);
    }

    private static string Written(FullJid by, string items) =>
        $"<iq from='{by}' to='tea@muc.example' id='m' type='set'><query xmlns='http://jabber.org/protocol/muc#admin'>{items}</query></iq>";

    [Theory]
    [InlineData("member")]
    [InlineData("admin")]
    [InlineData("owner")]
    public void A_nick_is_reserved_no_longer_once_it_is_written_empty(string affiliation)
    {
        var listed = Given().WhenReceived(Written(Owner, $"<item jid='bo@away.example' affiliation='{affiliation}' nick='bo'/>"));
        var freed = listed.Then().WhenReceived(Written(Owner, $"<item jid='bo@away.example' affiliation='{affiliation}' nick=''/>"));
        var repeated = freed.Then().WhenReceived(Written(Owner, $"<item jid='bo@away.example' affiliation='{affiliation}'/>"));

        Assert.Equal(Nick("bo"), listed.After.Affiliations[Bo.Bare].Nick);
        Assert.Null(freed.After.Affiliations[Bo.Bare].Nick);
        Assert.Equal(listed.After.AffiliationOf(Bo.Bare), freed.After.AffiliationOf(Bo.Bare));
        Assert.Empty(repeated.Decision.Events);
    }

    [Fact]
    public void A_nick_is_reserved_for_one_person_only() =>
        Given().WhenReceived(Written(Owner, "<item jid='bo@away.example' affiliation='member' nick='bo'/><item jid='cy@away.example' affiliation='member' nick='Bo'/>"))
            .ThenRefused(Owner, ErrorCondition.Conflict);

    [Fact]
    public void Where_a_client_names_the_nick_only_it_means_who_has_it() =>
        Given(Entered(Owner, "olga", Role.Moderator), Entered(Bo, "bo"))
            .WhenReceived(Written(Owner, "<item nick='bo' affiliation='member'/>"))
            .Then(new RoomEvent.AffiliationGranted(Bo.Bare, Affiliation.Member, Owner.Bare, null));

    [Theory]
    [InlineData("<item nick='nobody' affiliation='member'/>")]
    [InlineData("<item nick='bo' affiliation='member'/><item jid='bo@away.example' affiliation='admin'/>")]
    public void Whom_a_client_means_must_be_clear(string items) =>
        Given(Entered(Owner, "olga", Role.Moderator), Entered(Bo, "bo")).WhenReceived(Written(Owner, items)).ThenRefused(Owner, ErrorCondition.BadRequest);

    [Theory]
    [InlineData("bo")]
    [InlineData("nobody")]
    public void Who_may_not_change_the_lists_does_not_learn_from_a_refusal_who_is_there(string nick) =>
        Given(Entered(Owner, "olga", Role.Moderator), Entered(Bo, "bo"))
            .WhenReceived(Written(Cy, $"<item nick='{nick}' affiliation='member'/>")).ThenRefused(Cy, ErrorCondition.BadRequest);
}
