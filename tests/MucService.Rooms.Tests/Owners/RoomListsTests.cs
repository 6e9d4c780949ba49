using MucService.Xmpp;
using Xunit;
using static MucService.Rooms.Tests.Rule;

namespace MucService.Rooms.Tests.Owners;

/// <summary>The lists of admins and owners in the configuration form. XEP-0045 #roomconfig.</summary>
public class RoomListsTests
{
    private static string Submit(FullJid by, params (string Var, string[] Values)[] fields) => $"""
        <iq from='{by}' to='{Tea}' id='c' type='set'>
          <query xmlns='http://jabber.org/protocol/muc#owner'>
            <x xmlns='jabber:x:data' type='submit'>
              <field var='FORM_TYPE'><value>http://jabber.org/protocol/muc#roomconfig</value></field>
              {string.Concat(fields.Select(field =>
                  $"<field var='muc#{field.Var}'>{string.Concat(field.Values.Select(value => $"<value>{value}</value>"))}</field>"))}
            </x>
          </query>
        </iq>
        """;

    private static (string Var, string[] Values) Admins(params string[] jids) => ("roomconfig_roomadmins", jids);

    private static (string Var, string[] Values) Owners(params string[] jids) => ("roomconfig_roomowners", jids);

    private static RoomEvent.AffiliationGranted Grants(FullJid to, Affiliation affiliation) => new(to.Bare, affiliation, Owner.Bare, Reason: null);

    [Fact]
    public void Who_is_named_is_an_admin_and_everybody_sees_it() =>
        Given(Entered(Owner, "olga", Role.Moderator), Entered(Bo, "bo"), Entered(Cy, "cy"))
            .WhenReceived(Submit(Owner, Admins(Bo.Bare.ToString())))
            .Then(Grants(Bo, Affiliation.Admin), new RoomEvent.RoleChanged(Nick("bo"), Role.Moderator, [Bo]))
            .ThenSendsTo(Cy, """
                <presence from='tea@muc.example/bo' to='cy@away.example/desk'>
                  <x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='admin' role='moderator'/></x>
                </presence>
                """);

    [Fact]
    public void Who_is_named_no_more_is_the_next_lower() =>
        Given(Granted(Ada, Affiliation.Owner), Granted(Bo, Affiliation.Admin), Granted(Cy, Affiliation.Admin), Entered(Bo, "bo", Role.Moderator))
            .WhenReceived(Submit(Owner, Owners(Owner.Bare.ToString()), Admins(Cy.Bare.ToString())))
            .Then(Grants(Ada, Affiliation.Admin), Grants(Bo, Affiliation.Member), new RoomEvent.RoleChanged(Nick("bo"), Role.Participant, [Bo]));

    [Fact]
    public void A_list_that_is_left_out_stays_as_it_is() =>
        Given(Granted(Bo, Affiliation.Admin), Granted(Ada, Affiliation.Owner))
            .WhenReceived(Submit(Owner, ("roomconfig_roomname", ["Tea"])))
            .Then(Configured(config => config with { Name = "Tea" }));

    [Fact]
    public void An_owner_may_step_back_for_another() =>
        Given(Entered(Owner, "olga", Role.Moderator))
            .WhenReceived(Submit(Owner, Owners(Ada.Bare.ToString())))
            .Then(Grants(Ada, Affiliation.Owner), Grants(Owner, Affiliation.Admin));

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public void The_last_owner_stays_and_nothing_else_of_the_form_is_done(string nobody) =>
        Given(Entered(Owner, "olga", Role.Moderator))
            .WhenReceived(Submit(Owner, ("roomconfig_roomname", ["Tea"]), Owners(nobody), Admins(Ada.Bare.ToString())))
            .ThenRefused(Owner, ErrorCondition.Conflict);

    [Fact]
    public void Who_is_named_in_both_lists_is_an_owner() =>
        Given()
            .WhenReceived(Submit(Owner, Owners(Owner.Bare.ToString(), Ada.Bare.ToString()), Admins(Ada.ToString(), Bo.ToString())))
            .Then(Grants(Ada, Affiliation.Owner), Grants(Bo, Affiliation.Admin));

    [Fact]
    public void An_admin_named_in_the_same_form_that_makes_the_room_members_only_stays_in_it() =>
        Given(Entered(Bo, "bo"), Entered(Cy, "cy"))
            .WhenReceived(Submit(Owner, ("roomconfig_membersonly", ["1"]), Admins(Bo.Bare.ToString())))
            .Then(
                Configured(config => config with { MembersOnly = true }),
                Grants(Bo, Affiliation.Admin),
                new RoomEvent.RoleChanged(Nick("bo"), Role.Moderator, [Bo]),
                new RoomEvent.Exited(Cy));

    [Fact]
    public void The_operators_admins_are_on_no_list() =>
        GivenWith(Settings with { Admins = [Ada.Bare] })
            .WhenReceived(Submit(Owner, Admins(Ada.Bare.ToString())))
            .ThenRefused(Owner, ErrorCondition.NotAcceptable);

    [Fact]
    public void The_form_shows_both_lists()
    {
        var room = Given(Granted(Bo, Affiliation.Admin), Granted(Ada, Affiliation.Owner));
        var form = Form(room);

        Assert.Equal((string[])[Bo.Bare.ToString()], form.Texts("muc#roomconfig_roomadmins"));
        Assert.Equal((string[])[Ada.Bare.ToString(), Owner.Bare.ToString()], form.Texts("muc#roomconfig_roomowners"));
    }

    [Fact]
    public void A_locked_list_is_not_shown_and_changed_neither_by_form_nor_by_item()
    {
        var room = GivenWith(Settings with { LockedFields = [RoomField.RoomAdmins] }, Granted(Bo, Affiliation.Admin));

        Assert.Null(Form(room)["muc#roomconfig_roomadmins"]);
        room.WhenReceived(Submit(Owner, Admins(Ada.Bare.ToString()))).ThenRefused(Owner, ErrorCondition.NotAcceptable);
        room.WhenReceived($"""
            <iq from='{Owner}' to='{Tea}' id='a' type='set'>
              <query xmlns='http://jabber.org/protocol/muc#admin'><item affiliation='none' jid='{Bo.Bare}'/></query>
            </iq>
            """).ThenRefused(Owner, ErrorCondition.NotAllowed);
        room.WhenReceived(Submit(Owner, Admins(Bo.Bare.ToString()))).ThenNoEvent();
    }

    private static DataForm Form(Situation room)
    {
        var result = room.WhenReceived($"<iq from='{Owner}' to='{Tea}' id='c' type='get'><query xmlns='{Namespaces.MucOwner}'/></iq>").Sent.Single();
        return DataForm.From(result.Child("query", Namespaces.MucOwner)!.Child("x", Namespaces.DataForms))!;
    }
}
