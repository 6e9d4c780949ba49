using MucService.Xmpp;
using Xunit;
using static MucService.Rooms.Tests.Reachability.Links;
using static MucService.Rooms.Tests.Rule;

namespace MucService.Rooms.Tests.Reachability;

public class LearnCapabilitiesTests
{
    private static Situation Lost(ClientFeatures adas = ClientFeatures.None) => Given(
        Entered(Ada, "ada", features: adas), Entered(Bo, "bo"), Entered(Dee, "dee"), LinkChanged(Away, LinkStanding.Unreachable));

    [Fact]
    public void Who_is_learned_to_understand_annotations_is_sent_those_in_force()
    {
        var outcome = Lost().When(new RoomCommand.LearnCapabilities(Ada, Capable));

        outcome.Then(new RoomEvent.CapabilitiesLearned(Ada, Capable));
        var presence = Assert.Single(outcome.Sent);
        Assert.Equal("tea@muc.example/bo", presence.From!.ToString());
        Assert.Equal(Ada, presence.To!.Full);
        Assert.NotNull(presence.Annotation());
    }

    [Fact]
    public void Who_does_not_is_sent_nothing()
    {
        var outcome = Lost().When(new RoomCommand.LearnCapabilities(Ada, ClientFeatures.Known));

        outcome.Then(new RoomEvent.CapabilitiesLearned(Ada, ClientFeatures.Known));
        Assert.Empty(outcome.Sent);
    }

    [Fact]
    public void Who_does_not_any_more_is_sent_the_presence_that_clears_what_he_holds()
    {
        var outcome = Lost(Capable).When(new RoomCommand.LearnCapabilities(Ada, ClientFeatures.Known));

        Assert.Null(Assert.Single(outcome.Sent).Annotation());
    }

    [Fact]
    public void What_is_known_already_changes_nothing() =>
        Lost(Capable).When(new RoomCommand.LearnCapabilities(Ada, Capable)).ThenNothing();

    [Fact]
    public void Of_who_is_not_there_nothing_is_learned() =>
        Lost().When(new RoomCommand.LearnCapabilities(Cy, Capable)).ThenNothing();

    [Fact]
    public void Who_is_suspended_is_sent_them_when_he_returns()
    {
        var learned = Lost().And(LinkChanged(Home, LinkStanding.Unreachable)).When(new RoomCommand.LearnCapabilities(Ada, Capable));
        Assert.Empty(learned.Sent);

        var back = learned.Then().When(Link(Home, LinkStanding.Reachable, 2));
        Assert.NotNull(Assert.Single(back.SentTo(Ada)).Annotation());
    }

    [Fact]
    public void Whose_link_is_up_again_is_asked_anew_what_he_understands_unless_it_is_known()
    {
        var announced = new Capabilities("https://client.example", "abc", "sha-1");
        var lost = Given(
            Entered(Ada, "ada"),
            Announcing(Bo, "bo", ClientFeatures.None),
            Announcing(Dee, "dee", ClientFeatures.Known),
            LinkChanged(Away, LinkStanding.Unreachable));

        var asked = Assert.Single(lost.When(Link(Away, LinkStanding.Reachable, 2)).Decision.Requests.OfType<RoomRequest.QueryCapabilities>());
        Assert.Equal((Bo, announced), (asked.Session, asked.Capabilities));

        RoomEvent.Entered Announcing(FullJid who, string nick, ClientFeatures features) =>
            new(new Session(who, 0, Noon, new SessionPresence([], announced, Noon), features), Nick(nick), Role.Participant);
    }
}
