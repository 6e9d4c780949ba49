using MucService.Xmpp;
using Xunit;
using static MucService.Rooms.Tests.Reachability.Links;
using static MucService.Rooms.Tests.Rule;

namespace MucService.Rooms.Tests.Reachability;

/// <summary>The table of what a link's standing means in a room, row by row: what its sessions are sent, the annotation, the clock of the grace time.</summary>
public class StandingTests
{
    private static readonly RoomTimer Timer = new(RoomTimerKind.Grace, Away);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <summary>Annotated is what ada, who understands annotations, is told of bo; replies are sent in every row.</summary>
    [Theory]
    [InlineData(LinkStanding.Reachable, true, false, false)]
    [InlineData(LinkStanding.Unreachable, false, true, true)]
    [InlineData(LinkStanding.Returning, false, true, false)]
    [InlineData(LinkStanding.Damped, true, true, false)]
    [InlineData(LinkStanding.Unknown, true, false, false)]
    public void Row(LinkStanding standing, bool isSent, bool isAnnotated, bool clockRuns)
    {
        var outcome = Given(Entered(Ada, "ada", features: Capable), Entered(Bo, "bo")).When(Link(Away, standing, 1));

        Assert.Equal(isAnnotated, outcome.SentTo(Ada).Any(stanza => stanza.Annotation() is not null));
        Assert.Equal(clockRuns, outcome.Decision.Requests.Any(request => request is RoomRequest.SetTimer));
        var said = outcome.Then().WhenReceived("<message from='ada@home.example/desk' to='tea@muc.example' type='groupchat' id='m'><body>hi</body></message>");
        Assert.Equal(isSent, said.SentTo(Bo).Any());
        Assert.NotEmpty(outcome.Then().WhenReceived("<iq from='bo@away.example/phone' to='tea@muc.example/bo' type='get' id='p'><ping xmlns='urn:xmpp:ping'/></iq>").SentTo(Bo));
    }

    [Theory]
    [InlineData(LinkStanding.Reachable)]
    [InlineData(LinkStanding.Unreachable)]
    [InlineData(LinkStanding.Damped)]
    public void Unknown_freezes_what_was(LinkStanding before)
    {
        var room = Given(Entered(Ada, "ada", features: Capable), Entered(Bo, "bo"), LinkChanged(Away, before));
        var outcome = room.When(Link(Away, LinkStanding.Unknown, 2, Minute));

        Assert.Empty(outcome.Sent);
        Assert.Equal(room.Room.IsSuspended(Bo), outcome.After.IsSuspended(Bo));
        Assert.Equal(room.Room.IsDeemedUnavailable(Away), outcome.After.IsDeemedUnavailable(Away));
        outcome.ThenAsks(new RoomRequest.CancelTimer(Timer));
    }

    [Fact]
    public void A_damped_domain_that_returned_is_reconciled_and_stays_annotated()
    {
        var room = Given(Entered(Ada, "ada", features: Capable), Entered(Bo, "bo"), LinkChanged(Away, LinkStanding.Unreachable))
            .WhenReceived("<message from='ada@home.example/desk' to='tea@muc.example' type='groupchat' id='m'><body>hi</body></message>", Minute)
            .Then();
        var outcome = room.When(Link(Away, LinkStanding.Damped, 2, 2 * Minute));

        outcome.ThenSendsNothingTo(Ada);
        Assert.Equal(StanzaType.Groupchat, Assert.Single(outcome.SentTo(Bo)).Type);
        Assert.False(outcome.After.IsSuspended(Bo));
        outcome.ThenAsks(new RoomRequest.CheckSession(Bo, ClientFeatures.None), new RoomRequest.CancelTimer(Timer));
    }

    [Fact]
    public void Those_who_return_damped_are_told_of_one_another_but_not_of_themselves()
    {
        var outcome = Given(
                Entered(Ada, "ada"),
                Entered(Bo, "bo", features: Capable),
                Entered(Cy, "cy", features: Capable),
                LinkChanged(Away, LinkStanding.Unreachable))
            .When(Link(Away, LinkStanding.Damped, 2));

        Assert.Equal("tea@muc.example/cy", Assert.Single(outcome.SentTo(Bo)).From!.ToString());
        Assert.NotNull(Assert.Single(outcome.SentTo(Bo)).Annotation()!.Child("server-unavailable"));
        Assert.Equal("tea@muc.example/bo", Assert.Single(outcome.SentTo(Cy)).From!.ToString());
    }

    [Fact]
    public void The_grace_time_begins_anew_after_damping()
    {
        var room = Given(
            Entered(Ada, "ada"),
            Entered(Bo, "bo"),
            LinkChanged(Away, LinkStanding.Unreachable),
            LinkChanged(Away, LinkStanding.Damped, 2, 9 * Minute));

        room.When(Link(Away, LinkStanding.Unreachable, 3, 10 * Minute)).ThenAsks(new RoomRequest.SetTimer(Timer, Settings.Grace));
    }

    [Fact]
    public void Down_again_while_damped_tells_nobody_anything_and_sends_nothing_more()
    {
        var outcome = Given(
                Entered(Ada, "ada", features: Capable),
                Entered(Bo, "bo"),
                LinkChanged(Away, LinkStanding.Damped))
            .When(Link(Away, LinkStanding.Unreachable, 2));

        Assert.Empty(outcome.Sent);
        Assert.True(outcome.After.IsSuspended(Bo));
    }

    [Fact]
    public void When_damping_ends_everybody_who_holds_the_annotation_is_sent_the_empty_one_siblings_too()
    {
        var outcome = Given(
                Entered(Ada, "ada", features: Capable),
                Entered(Bo, "bo", features: Capable),
                Entered(Cy, "cy"),
                LinkChanged(Away, LinkStanding.Damped))
            .When(Link(Away, LinkStanding.Reachable, 2));

        Assert.Equal(["tea@muc.example/bo", "tea@muc.example/cy"], outcome.SentTo(Ada).Select(stanza => stanza.From!.ToString()).Order());
        Assert.All(outcome.Sent, stanza => Assert.Empty(stanza.Annotation()!.Children));
        Assert.Equal("tea@muc.example/cy", Assert.Single(outcome.SentTo(Bo)).From!.ToString());
        outcome.ThenSendsNothingTo(Cy);
    }

    [Fact]
    public void A_damped_occupant_hears_himself_without_the_annotation()
    {
        var outcome = Given(Entered(Ada, "ada", features: Capable), Entered(Bo, "bo", features: Capable), LinkChanged(Away, LinkStanding.Damped))
            .WhenReceived("<presence from='bo@away.example/phone' to='tea@muc.example/bo'><show>away</show></presence>");

        Assert.NotNull(Assert.Single(outcome.SentTo(Ada)).Annotation());
        Assert.Null(Assert.Single(outcome.SentTo(Bo)).Annotation());
    }

    [Fact]
    public void A_client_that_is_known_while_it_is_damped_learns_of_all_but_itself()
    {
        var outcome = Given(Entered(Ada, "ada"), Entered(Bo, "bo"), Entered(Cy, "cy"), LinkChanged(Away, LinkStanding.Damped))
            .When(new RoomCommand.LearnCapabilities(Bo, Capable));

        Assert.Equal("tea@muc.example/cy", Assert.Single(outcome.SentTo(Bo)).From!.ToString());
    }

    [Fact]
    public void Other_terms_while_damped_lift_the_annotation_for_all_but_the_occupant_himself()
    {
        var room = Given(
            Entered(Owner, "own", Role.Moderator),
            Entered(Ada, "ada", features: Capable),
            Entered(Bo, "bo", features: Capable),
            Granted(Owner, Affiliation.Owner),
            LinkChanged(Away, LinkStanding.Damped));
        var changed = new RoomEvent.Configured(room.Room.Config with { Links = LinkChoices.None with { Policy = LinkPolicy.Ignore } });
        var form = room.WhenReceived("""
            <iq from='owner@home.example/desk' to='tea@muc.example' type='set' id='c'>
              <query xmlns='http://jabber.org/protocol/muc#owner'>
                <x xmlns='jabber:x:data' type='submit'>
                  <field var='FORM_TYPE'><value>http://jabber.org/protocol/muc#roomconfig</value></field>
                  <field var='{urn:x-mucservice:links:0}policy'><value>ignore</value></field>
                </x>
              </query>
            </iq>
            """.Replace("owner@home.example/desk", Owner.ToString(), StringComparison.Ordinal));

        form.Then(changed);
        Assert.Empty(Assert.Single(form.SentTo(Ada), stanza => stanza.Kind == StanzaKind.Presence).Annotation()!.Children);
        Assert.DoesNotContain(form.SentTo(Bo), stanza => stanza.Kind == StanzaKind.Presence);
    }
}
