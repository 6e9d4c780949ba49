using MucService.Xmpp;
using Xunit;
using static MucService.Rooms.Tests.Reachability.Links;
using static MucService.Rooms.Tests.Rule;

namespace MucService.Rooms.Tests.Reachability;

/// <summary>The grace time counts only what was observed, and starts anew when the session itself is heard.</summary>
public class GraceTests
{
    private static readonly TimeSpan Grace = Settings.Grace;
    private static readonly RoomTimer Timer = new(RoomTimerKind.Grace, Away);

    private static Situation Lost() =>
        Given(Entered(Ada, "ada"), Entered(Bo, "bo"), Entered(Cy, "cy"), LinkChanged(Away, LinkStanding.Unreachable));

    [Fact]
    public void It_begins_when_the_domain_is_lost() =>
        Given(Entered(Ada, "ada"), Entered(Bo, "bo"))
            .When(Link(Away, LinkStanding.Unreachable, 1))
            .ThenAsks(new RoomRequest.SetTimer(Timer, Grace));

    [Fact]
    public void When_it_has_passed_the_sessions_go_with_333_never_307_and_a_reason_without_names()
    {
        var outcome = Lost().When(GraceElapsed(Away, Grace));

        outcome.Then(new RoomEvent.Exited(Bo), new RoomEvent.Exited(Cy));
        Assert.All(outcome.SentTo(Ada), stanza =>
        {
            Assert.Equal(StanzaType.Unavailable, stanza.Type);
            Assert.Equal(["333"], AnnotateTests.Codes(stanza));
            Assert.Equal("The server could not be reached", stanza.Child("x", Namespaces.MucUser)!.Child("item")!.Child("reason")!.Text);
        });
        Assert.Equal(2, outcome.SentTo(Ada).Count());
        Assert.Equal([Bo, Cy], outcome.Decision.Removals.Select(removal => removal.Session));
    }

    [Theory]
    [InlineData(LinkStanding.Returning)]
    [InlineData(LinkStanding.Reachable)]
    [InlineData(LinkStanding.Damped)]
    [InlineData(LinkStanding.Unknown)]
    public void An_ejection_due_in_the_same_moment_as_a_return_loses_also_where_the_room_is_not_told_yet(LinkStanding standing)
    {
        Lost().When(GraceElapsed(Away, Grace) with { Standing = standing }).ThenNothing();
        Assert.Equal(2, Lost().When(GraceElapsed(Away, Grace) with { Standing = LinkStanding.Unreachable }).Decision.Events.Length);
    }

    [Fact]
    public void Who_was_heard_meanwhile_stays_and_his_time_starts_anew()
    {
        var outcome = Lost()
            .And(new RoomEvent.Heard(Bo, Noon + TimeSpan.FromMinutes(4)))
            .When(GraceElapsed(Away, Grace));

        outcome.Then(new RoomEvent.Exited(Cy));
        Assert.Contains(new RoomRequest.SetTimer(Timer, TimeSpan.FromMinutes(4)), outcome.Decision.Requests);
        Assert.True(outcome.After.IsSuspended(Bo));
    }

    [Fact]
    public void Any_stanza_of_a_suspended_session_but_an_error_counts_as_heard()
    {
        const string Ping = "<iq from='bo@away.example/phone' to='tea@muc.example' id='p' type='get'><query xmlns='http://jabber.org/protocol/disco#info'/></iq>";
        const string Error = "<message from='bo@away.example/phone' to='tea@muc.example' id='p' type='error'/>";

        Assert.Contains(new RoomEvent.Heard(Bo, Noon), Lost().WhenReceived(Ping).Decision.Events);
        Assert.DoesNotContain(Lost().WhenReceived(Error).Decision.Events, happened => happened is RoomEvent.Heard);
        Assert.DoesNotContain(Given(Entered(Bo, "bo")).WhenReceived(Ping).Decision.Events, happened => happened is RoomEvent.Heard);
    }

    [Fact]
    public void Being_heard_does_not_end_the_suspension() =>
        Assert.True(Lost().And(new RoomEvent.Heard(Bo, Noon)).Room.IsSuspended(Bo));

    [Fact]
    public void It_stands_while_the_link_returns_and_while_nothing_is_known()
    {
        var returning = Lost().When(Link(Away, LinkStanding.Returning, 2, TimeSpan.FromMinutes(3)));
        returning.ThenAsks(new RoomRequest.CancelTimer(Timer));

        var unknown = returning.Then().When(Link(Away, LinkStanding.Unknown, 3, TimeSpan.FromMinutes(30)));
        unknown.ThenAsks(new RoomRequest.CancelTimer(Timer));

        unknown.Then()
            .When(Link(Away, LinkStanding.Unreachable, 4, TimeSpan.FromMinutes(60)))
            .ThenAsks(new RoomRequest.SetTimer(Timer, Grace - TimeSpan.FromMinutes(3)));
    }

    [Fact]
    public void An_ejection_due_in_the_same_moment_as_a_return_loses() =>
        Lost()
            .When(Link(Away, LinkStanding.Returning, 2, Grace))
            .Then()
            .When(GraceElapsed(Away, Grace))
            .ThenNothing();

    [Fact]
    public void A_timer_that_comes_too_early_is_set_again() =>
        Lost()
            .When(GraceElapsed(Away, Grace - TimeSpan.FromMinutes(1)))
            .ThenNoEvent()
            .ThenAsks(new RoomRequest.SetTimer(Timer, TimeSpan.FromMinutes(1)));

    [Fact]
    public void A_timer_of_a_domain_that_is_gone_does_nothing() =>
        Given(Entered(Ada, "ada")).When(GraceElapsed(Away, Grace)).ThenNothing();

    [Fact]
    public void Who_enters_while_the_domain_is_lost_has_his_own_time()
    {
        var late = Entered(FullJid.Parse("dan@away.example/x"), "dan");
        var room = Lost().And(late with { Session = late.Session with { EnteredAt = Noon + TimeSpan.FromMinutes(9), Order = 9 } });

        var outcome = room.When(GraceElapsed(Away, Grace)).Then(new RoomEvent.Exited(Bo), new RoomEvent.Exited(Cy));
        Assert.Contains(new RoomRequest.SetTimer(Timer, TimeSpan.FromMinutes(9)), outcome.Decision.Requests);
    }

    [Fact]
    public void All_sessions_of_a_nick_go_and_others_are_told_once()
    {
        var bosDesk = FullJid.Parse("bo@away.example/desk");
        var outcome = Given(Entered(Ada, "ada"), Entered(Bo, "bo"), Entered(bosDesk, "bo"), LinkChanged(Away, LinkStanding.Unreachable))
            .When(GraceElapsed(Away, Grace));

        Assert.Equal(2, outcome.Decision.Events.Length);
        Assert.Single(outcome.SentTo(Ada));
    }

    [Fact]
    public void Of_a_nick_with_a_session_that_was_heard_the_others_go_and_it_stays()
    {
        var bosDesk = FullJid.Parse("bo@away.example/desk");
        var outcome = Given(Entered(Ada, "ada"), Entered(Bo, "bo"), Entered(bosDesk, "bo"), LinkChanged(Away, LinkStanding.Unreachable))
            .And(new RoomEvent.Heard(bosDesk, Noon + TimeSpan.FromMinutes(4)))
            .When(GraceElapsed(Away, Grace));

        outcome.Then(new RoomEvent.Exited(Bo));
        Assert.DoesNotContain(outcome.SentTo(Ada), stanza => stanza.Type == StanzaType.Unavailable);
    }

    [Fact]
    public void The_last_of_a_temporary_room_end_it() =>
        Assert.Contains(
            new RoomRequest.Forget(),
            Given(Entered(Bo, "bo"), LinkChanged(Away, LinkStanding.Unreachable)).When(GraceElapsed(Away, Grace)).Decision.Requests);
}
