using MucService.Xmpp;
using Xunit;
using static MucService.Rooms.Tests.Rule;

namespace MucService.Rooms.Tests.Moderators;

public class ModifyVoiceTests
{
    private static RoomCommand.Administrate Change(FullJid by, params (string Nick, Role Role)[] roles) => new(
        by, [.. roles.Select(role => new AdminItem(Nick(role.Nick), null, null, role.Role, null))])
    {
        Stanza = Stanza($"<iq from='{by}' to='{Tea}' id='v' type='set'><query xmlns='{Namespaces.MucAdmin}'/></iq>"),
    };

    [Fact]
    public void Voice_is_granted_to_a_visitor() =>
        Given(Entered(Ada, "ada", Role.Moderator), Entered(Bo, "bo", Role.Visitor))
            .When(Change(Ada, ("bo", Role.Participant)))
            .Then(new RoomEvent.RoleChanged(Nick("bo"), Role.Participant, [Bo]));

    [Fact]
    public void Voice_is_revoked_from_a_participant_without_affiliation() =>
        Given(Entered(Ada, "ada", Role.Moderator), Entered(Bo, "bo"))
            .When(Change(Ada, ("bo", Role.Visitor)))
            .Then(new RoomEvent.RoleChanged(Nick("bo"), Role.Visitor, [Bo]));

    [Fact]
    public void Voice_is_not_revoked_from_an_admin_by_anybody() =>
        Given(Granted(Bo, Affiliation.Admin), Entered(Owner, "olga", Role.Moderator), Entered(Bo, "bo"))
            .When(Change(Owner, ("bo", Role.Visitor)))
            .ThenRefused(Owner, ErrorCondition.NotAllowed);

    [Fact]
    public void A_participant_may_not_grant_voice() =>
        Given(Entered(Ada, "ada"), Entered(Bo, "bo", Role.Visitor))
            .When(Change(Ada, ("bo", Role.Participant)))
            .ThenRefused(Ada, ErrorCondition.Forbidden);

    [Fact]
    public void One_item_that_may_not_be_refuses_all() =>
        Given(Entered(Ada, "ada", Role.Moderator), Entered(Bo, "bo", Role.Visitor))
            .When(Change(Ada, ("bo", Role.Participant), ("nobody", Role.Participant)))
            .ThenRefused(Ada, ErrorCondition.ItemNotFound);

    [Fact]
    public void Nobody_is_named_twice() =>
        Given(Entered(Ada, "ada", Role.Moderator), Entered(Bo, "bo", Role.Visitor))
            .When(Change(Ada, ("bo", Role.Participant), ("bo", Role.Visitor)))
            .ThenRefused(Ada, ErrorCondition.BadRequest);

    [Fact]
    public void A_role_that_is_there_already_changes_nothing_and_succeeds()
    {
        var outcome = Given(Entered(Ada, "ada", Role.Moderator), Entered(Bo, "bo")).When(Change(Ada, ("bo", Role.Participant)));

        outcome.ThenNoEvent();
        Assert.Equal(StanzaType.Result, Assert.Single(outcome.Sent).Type);
    }

    [Fact]
    public void Everybody_sees_the_new_role_and_the_occupant_with_status_110() =>
        Given(Entered(Ada, "ada", Role.Moderator), Entered(Bo, "bo", Role.Visitor), Entered(Cy, "cy"))
            .When(Change(Ada, ("bo", Role.Participant)))
            .ThenSendsTo(Cy, """
                <presence from='tea@muc.example/bo' to='cy@away.example/desk' id='19b7e943200-sid-1'>
                  <x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='none' role='participant'/></x>
                </presence>
                """)
            .ThenSendsTo(Bo, """
                <presence from='tea@muc.example/bo' to='bo@away.example/phone' id='19b7e943200-sid-1'>
                  <x xmlns='http://jabber.org/protocol/muc#user'>
                    <item affiliation='none' jid='bo@away.example/phone' role='participant'/><status code='110'/>
                  </x>
                </presence>
                """);
}
