using MucService.Xmpp;
using Xunit;
using static MucService.Rooms.Tests.Rule;

namespace MucService.Rooms.Tests.Admins;

public class ModifyModeratorsTests
{
    private static RoomCommand.Administrate Change(FullJid by, string nick, Role role) => new(
        by, [new AdminItem(Nick(nick), null, null, role, null)])
    {
        Stanza = Stanza($"<iq from='{by}' to='{Tea}' id='m' type='set'><query xmlns='{Namespaces.MucAdmin}'/></iq>"),
    };

    [Fact]
    public void An_admin_makes_a_moderator() =>
        Given(Granted(Ada, Affiliation.Admin), Entered(Ada, "ada", Role.Moderator), Entered(Bo, "bo"))
            .When(Change(Ada, "bo", Role.Moderator))
            .Then(new RoomEvent.RoleChanged(Nick("bo"), Role.Moderator, [Bo]));

    [Fact]
    public void A_mere_moderator_does_not() =>
        Given(Entered(Ada, "ada", Role.Moderator), Entered(Bo, "bo"))
            .When(Change(Ada, "bo", Role.Moderator))
            .ThenRefused(Ada, ErrorCondition.Forbidden);

    [Fact]
    public void An_admin_takes_the_role_from_a_member() =>
        Given(Granted(Ada, Affiliation.Admin), Granted(Bo, Affiliation.Member), Entered(Ada, "ada", Role.Moderator), Entered(Bo, "bo", Role.Moderator))
            .When(Change(Ada, "bo", Role.Participant))
            .Then(new RoomEvent.RoleChanged(Nick("bo"), Role.Participant, [Bo]));

    [Fact]
    public void Nobody_takes_it_from_an_admin_or_owner()
    {
        var room = Given(Granted(Ada, Affiliation.Admin), Entered(Ada, "ada", Role.Moderator), Entered(Owner, "olga", Role.Moderator));

        room.When(Change(Ada, "olga", Role.Participant)).ThenRefused(Ada, ErrorCondition.NotAllowed);
        room.When(Change(Owner, "ada", Role.Participant)).ThenRefused(Owner, ErrorCondition.NotAllowed);
    }
}
