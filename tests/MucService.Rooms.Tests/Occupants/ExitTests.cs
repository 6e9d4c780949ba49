using Xunit;
using static MucService.Rooms.Tests.Rule;

namespace MucService.Rooms.Tests.Occupants;

public class ExitTests
{
    private const string AdaLeaves = "<presence from='ada@home.example/desk' to='tea@muc.example/ada' type='unavailable'><status>tea!</status></presence>";

    [Fact]
    public void Everybody_is_told_with_the_words_of_parting() =>
        Given(Entered(Ada, "ada"), Entered(Bo, "bo")).WhenReceived(AdaLeaves)
            .Then(new RoomEvent.Exited(Ada))
            .ThenAsks()
            .ThenSendsTo(Ada, """
                <presence from='tea@muc.example/ada' to='ada@home.example/desk' type='unavailable'>
                  <status>tea!</status>
                  <x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='none' jid='ada@home.example/desk' role='none'/><status code='110'/></x>
                </presence>
                """)
            .ThenSendsTo(Bo, """
                <presence from='tea@muc.example/ada' to='bo@away.example/phone' type='unavailable'>
                  <status>tea!</status>
                  <x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='none' role='none'/></x>
                </presence>
                """);

    [Fact]
    public void Nobody_sees_one_of_several_sessions_leave() =>
        Given(Entered(Ada, "ada"), Entered(Bo, "bo"), Entered(AdasPhone, "ada")).WhenReceived(AdaLeaves)
            .Then(new RoomEvent.Exited(Ada))
            .ThenSendsNothingTo(Bo)
            .ThenSendsNothingTo(AdasPhone);

    [Fact]
    public void Where_the_shown_session_leaves_the_other_is_shown() =>
        Given(Entered(AdasPhone, "ada"), Entered(Bo, "bo"), Entered(Ada, "ada")).WhenReceived(AdaLeaves)
            .ThenSendsTo(Bo, """
                <presence from='tea@muc.example/ada' to='bo@away.example/phone'>
                  <x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='none' role='participant'/></x>
                </presence>
                """);

    [Fact]
    public void A_temporary_room_is_forgotten_with_its_last_occupant()
    {
        var outcome = Given(Entered(Ada, "ada")).WhenReceived(AdaLeaves).ThenAsks(new RoomRequest.Forget());

        Assert.False(outcome.After.Exists);
    }

    [Fact]
    public void A_persistent_room_stays() =>
        Assert.True(Given(Configured(config => config with { Persistent = true }), Entered(Ada, "ada")).WhenReceived(AdaLeaves).ThenAsks().After.Exists);

    [Fact]
    public void Who_is_not_in_leaves_without_a_word() => 
        Given(Entered(Bo, "bo")).WhenReceived(AdaLeaves).ThenNoEvent().ThenSendsNothingTo(Ada).ThenSendsNothingTo(Bo).ThenAsks(new RoomRequest.ForgetNotice(Ada));
}
