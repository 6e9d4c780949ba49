using MucService.Xmpp;
using Xunit;
using static MucService.Rooms.Tests.Rule;

namespace MucService.Rooms.Tests.Service;

/// <summary>What a crash between two writes can have left.</summary>
public class RecoverTests
{
    [Fact]
    public void An_outcast_who_is_still_there_goes_with_301()
    {
        var outcome = Given(Entered(Ada, "ada"), Entered(Bo, "bo"), Granted(Bo, Affiliation.Outcast)).When(new RoomCommand.Recovered());

        outcome.Then(new RoomEvent.Exited(Bo));
        Assert.Contains(outcome.SentTo(Ada), stanza => stanza.Type == StanzaType.Unavailable);
    }

    [Fact]
    public void A_non_member_who_is_still_in_a_members_only_room_goes_with_322() =>
        Given(Entered(Owner, "olga", Role.Moderator), Entered(Bo, "bo"), Configured(config => config with { MembersOnly = true }))
            .When(new RoomCommand.Recovered())
            .Then(new RoomEvent.Exited(Bo));

    [Fact]
    public void An_admin_without_the_role_gets_it() =>
        Given(Entered(Bo, "bo"), Granted(Bo, Affiliation.Admin))
            .When(new RoomCommand.Recovered())
            .Then(new RoomEvent.RoleChanged(Nick("bo"), Role.Moderator, [Bo]));

    [Fact]
    public void A_temporary_room_without_anybody_is_forgotten() =>
        Given().When(new RoomCommand.Recovered()).ThenAsks(new RoomRequest.Forget());

    [Fact]
    public void What_clients_announce_is_asked_for_again()
    {
        var capabilities = new Capabilities("https://client.example", "abc", "sha-1");
        var entered = Entered(Bo, "bo", order: 0);
        entered = entered with { Session = entered.Session with { Presence = new SessionPresence([], capabilities, Noon) } };

        Given(entered).When(new RoomCommand.Recovered()).ThenNoEvent().ThenAsks(new RoomRequest.QueryCapabilities(Bo, capabilities));
    }

    [Fact]
    public void A_room_that_is_as_it_should_be_stays_so() =>
        Given(Entered(Ada, "ada"), Entered(Owner, "olga", Role.Moderator)).When(new RoomCommand.Recovered()).ThenNothing();
}
