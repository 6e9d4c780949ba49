using Xunit;
using static MucService.Rooms.Tests.Reachability.Links;
using static MucService.Rooms.Tests.Rule;

namespace MucService.Rooms.Tests.Reachability;

/// <summary>A domain can be reached again: exactly those who hold an annotation are sent the empty one.</summary>
public class RestoreTests
{
    private static Situation Lost(params RoomEvent[] before) => Given([.. before, LinkChanged(Away, LinkStanding.Unreachable)]);

    [Fact]
    public void Who_holds_the_annotation_is_sent_the_empty_one_on_the_last_presence() =>
        Lost(Entered(Ada, "ada", features: Capable), Entered(Bo, "bo"))
            .When(Link(Away, LinkStanding.Reachable, 2))
            .ThenSendsTo(Ada, $"""
                <presence from='tea@muc.example/bo' to='ada@home.example/desk' id='19b7e943200-sid-1'>
                  <x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='none' role='participant'/></x>
                  <state-annotation xmlns='urn:xmpp:psa' from='muc.example'/>
                </presence>
                """);

    [Fact]
    public void Who_does_not_understand_it_is_sent_nothing() =>
        Lost(Entered(Ada, "ada"), Entered(Bo, "bo"))
            .When(Link(Away, LinkStanding.Reachable, 2))
            .ThenSendsNothingTo(Ada);

    [Fact]
    public void Those_who_return_hold_none_of_each_other_and_are_sent_none() =>
        Lost(Entered(Ada, "ada", features: Capable), Entered(Bo, "bo", features: Capable), Entered(Cy, "cy", features: Capable))
            .When(Link(Away, LinkStanding.Reachable, 2))
            .ThenSendsNothingTo(Bo)
            .ThenSendsNothingTo(Cy);

    [Fact]
    public void Nothing_is_sent_for_who_was_ejected_meanwhile() =>
        Lost(Entered(Ada, "ada", features: Capable), Entered(Bo, "bo"), Entered(Cy, "cy"))
            .And(new RoomEvent.Exited(Bo))
            .When(Link(Away, LinkStanding.Reachable, 2))
            .ThenSendsTo(Ada, $"""
                <presence from='tea@muc.example/cy' to='ada@home.example/desk' id='19b7e943200-sid-1'>
                  <x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='none' role='participant'/></x>
                  <state-annotation xmlns='urn:xmpp:psa' from='muc.example'/>
                </presence>
                """);

    [Fact]
    public void A_suspended_session_that_holds_an_annotation_is_sent_the_empty_one_when_it_returns_itself()
    {
        // Bo holds the annotation of dee when his own domain is lost, and it ends before he can be told.
        var third = Dee.Domain;
        var room = Given(
            Entered(Ada, "ada"),
            Entered(Bo, "bo", features: Capable),
            Entered(Dee, "dee"),
            LinkChanged(third, LinkStanding.Unreachable),
            LinkChanged(Away, LinkStanding.Unreachable));

        var lifted = room.When(Link(third, LinkStanding.Reachable, 2));
        lifted.ThenSendsNothingTo(Bo);

        var back = Assert.Single(lifted.Then().When(Link(Away, LinkStanding.Reachable, 2)).SentTo(Bo));
        Assert.Equal("tea@muc.example/dee", back.From!.ToString());
        Assert.Empty(back.Annotation()!.Children);
    }

    [Fact]
    public void A_suspended_session_learns_at_its_return_what_was_annotated_meanwhile()
    {
        var third = Dee.Domain;
        var room = Given(
            Entered(Ada, "ada"),
            Entered(Bo, "bo", features: Capable),
            Entered(Dee, "dee"),
            LinkChanged(Away, LinkStanding.Unreachable));

        var annotated = room.When(Link(third, LinkStanding.Unreachable, 1));
        annotated.ThenSendsNothingTo(Bo);

        var back = Assert.Single(annotated.Then().When(Link(Away, LinkStanding.Reachable, 2)).SentTo(Bo));
        Assert.NotNull(back.Annotation()!.Child("server-unavailable"));
    }

    [Fact]
    public void Links_that_are_back_are_reachable_and_nobody_is_suspended()
    {
        var outcome = Lost(Entered(Ada, "ada"), Entered(Bo, "bo")).When(Link(Away, LinkStanding.Reachable, 2));

        Assert.False(outcome.After.IsSuspended(Bo));
        Assert.Empty(outcome.After.Suspensions);
        outcome.ThenAsks(new RoomRequest.CheckSession(Bo, ClientFeatures.None), new RoomRequest.CancelTimer(new RoomTimer(RoomTimerKind.Grace, Away)));
    }
}
