using Xunit;
using static MucService.Rooms.Tests.Rule;

namespace MucService.Rooms.Tests.Service;

/// <summary>A service that is retired for good. XEP-0045 #service-shutdown-kick.</summary>
public class ShutDownTests
{
    [Fact]
    public void Everybody_is_told_once_of_himself_with_332_and_goes() =>
        Given(Configured(config => config with { Persistent = true }), Entered(Ada, "ada"), Entered(Bo, "bo"))
            .When(new RoomCommand.Retire("We moved"))
            .Then(new RoomEvent.Exited(Ada), new RoomEvent.Exited(Bo))
            .ThenSendsTo(Bo, """
                <presence from='tea@muc.example/bo' to='bo@away.example/phone' type='unavailable'>
                  <x xmlns='http://jabber.org/protocol/muc#user'>
                    <item affiliation='none' jid='bo@away.example/phone' role='none'><reason>We moved</reason></item>
                    <status code='110'/>
                    <status code='332'/>
                  </x>
                </presence>
                """);

    [Fact]
    public void What_owners_decided_stays_of_a_persistent_room_and_nothing_of_a_temporary_one()
    {
        var persistent = Given(Configured(config => config with { Persistent = true }), Entered(Ada, "ada")).When(new RoomCommand.Retire(null));
        Assert.True(persistent.After.Exists);
        Assert.Empty(persistent.Decision.Requests.OfType<RoomRequest.Forget>());

        Assert.Single(Given(Entered(Ada, "ada")).When(new RoomCommand.Retire(null)).Decision.Requests.OfType<RoomRequest.Forget>());
    }

    [Fact]
    public void Told_again_a_room_says_nothing() => Given(Configured(config => config with { Persistent = true })).When(new RoomCommand.Retire(null)).ThenNoEvent();

    [Fact]
    public void A_session_that_cannot_be_reached_is_sent_nothing_that_would_only_bounce() =>
        Given(Entered(Bo, "bo"), new RoomEvent.LinkChanged(Bo.Domain, LinkStanding.Unreachable, 1, Noon))
            .When(new RoomCommand.Retire(null))
            .ThenSendsNothingTo(Bo);
}
