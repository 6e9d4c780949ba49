using MucService.Xmpp;
using Xunit;
using static MucService.Rooms.Tests.Reachability.Links;
using static MucService.Rooms.Tests.Rule;

namespace MucService.Rooms.Tests.Reachability;

/// <summary>A domain is lost: who is told, and what. XEP-0310 #mucoccupant.</summary>
public class AnnotateTests
{
    private const string Plain = "<x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='none' role='participant'/></x>";

    private const string Annotation = """
        <state-annotation xmlns='urn:xmpp:psa' from='muc.example'>
          <server-unavailable/><description xml:lang='en'>The user's server is no longer reachable</description>
        </state-annotation>
        """;

    [Fact]
    public void Capable_clients_are_sent_the_last_presence_with_its_whole_payload_and_the_annotation() =>
        Given(Entered(Ada, "ada", features: Capable), Entered(Bo, "bo"))
            .When(Link(Away, LinkStanding.Unreachable, 1))
            .Then(LinkChanged(Away, LinkStanding.Unreachable))
            .ThenSendsTo(Ada, $"<presence from='tea@muc.example/bo' to='ada@home.example/desk' id='19b7e943200-sid-1'>{Plain}{Annotation}</presence>");

    [Fact]
    public void Others_are_not_sent_the_mere_annotation() =>
        Given(Entered(Ada, "ada", features: ClientFeatures.Known), Entered(Bo, "bo"))
            .When(Link(Away, LinkStanding.Unreachable, 1))
            .ThenSendsNothingTo(Ada);

    [Fact]
    public void Who_may_see_real_jids_is_shown_them_with_the_annotation_too() =>
        Given(Entered(Ada, "ada", Role.Moderator, Capable), Entered(Bo, "bo"))
            .When(Link(Away, LinkStanding.Unreachable, 1))
            .ThenSendsTo(Ada, $"""
                <presence from='tea@muc.example/bo' to='ada@home.example/desk' id='19b7e943200-sid-1'>
                  <x xmlns='http://jabber.org/protocol/muc#user'>
                    <item affiliation='none' jid='bo@away.example/phone' role='participant'/>
                  </x>
                  {Annotation}
                </presence>
                """);

    [Fact]
    public void Every_occupant_there_is_annotated_and_nobody_else()
    {
        var sent = Given(Entered(Ada, "ada", features: Capable), Entered(Bo, "bo"), Entered(Cy, "cy"), Entered(Dee, "dee"))
            .When(Link(Away, LinkStanding.Unreachable, 1))
            .SentTo(Ada);

        Assert.Equal(["tea@muc.example/bo", "tea@muc.example/cy"], sent.Select(stanza => stanza.From!.ToString()).Order());
        Assert.All(sent, stanza => Assert.NotNull(stanza.Annotation()));
    }

    [Fact]
    public void Suspended_sessions_are_sent_nothing() =>
        Given(Entered(Ada, "ada"), Entered(Bo, "bo", features: Capable), Entered(Cy, "cy", features: Capable))
            .When(Link(Away, LinkStanding.Unreachable, 1))
            .ThenSendsNothingTo(Bo)
            .ThenSendsNothingTo(Cy);

    [Fact]
    public void Who_is_not_shown_an_occupant_is_not_shown_his_annotation() =>
        Given(
                Configured(config => config with { PresenceBroadcast = [Role.Moderator] }),
                Entered(Ada, "ada", Role.Moderator, Capable),
                Entered(Bo, "bo"))
            .When(Link(Away, LinkStanding.Unreachable, 1))
            .ThenSendsNothingTo(Ada);

    [Fact]
    public void Told_again_with_the_same_epoch_nothing_changes()
    {
        var room = Given(Entered(Ada, "ada", features: Capable), Entered(Bo, "bo"), LinkChanged(Away, LinkStanding.Unreachable, 3));

        room.When(Link(Away, LinkStanding.Unreachable, 3)).ThenNothing();
    }

    [Fact]
    public void An_epoch_that_was_passed_is_dropped_also_after_the_return()
    {
        var room = Given(
            Entered(Ada, "ada", features: Capable),
            Entered(Bo, "bo"),
            LinkChanged(Away, LinkStanding.Unreachable, 3),
            LinkChanged(Away, LinkStanding.Reachable, 4));

        room.When(Link(Away, LinkStanding.Unreachable, 3)).ThenNothing();
    }

    [Fact]
    public void A_domain_without_sessions_is_not_remembered()
    {
        Given(Entered(Ada, "ada")).When(Link(Away, LinkStanding.Unreachable, 1)).ThenNothing();

        var left = Given(Entered(Ada, "ada"), Entered(Bo, "bo"), LinkChanged(Away, LinkStanding.Unreachable), new RoomEvent.Exited(Bo));
        Assert.Empty(left.Room.Links);
        Assert.Empty(left.Room.Suspensions);
    }

    [Fact]
    public void A_joiner_whose_client_is_known_finds_annotations_in_the_burst()
    {
        var room = Given(Entered(Bo, "bo"), LinkChanged(Away, LinkStanding.Unreachable), Entered(Ada, "ada", features: Capable)).Room;

        var presence = Assert.Single(Presences.List(room, new Outgoing.OccupantList(Ada, SessionTraits.Annotations)));
        Assert.NotNull(presence.Annotation());
        Assert.Null(Assert.Single(Presences.List(room, new Outgoing.OccupantList(Ada, SessionTraits.None))).Annotation());
    }

    [Fact]
    public void A_join_from_a_lost_domain_enters_suspended()
    {
        var room = Given(Entered(Ada, "ada"), Entered(Bo, "bo"), LinkChanged(Away, LinkStanding.Unreachable), Entered(Cy, "cy")).Room;

        Assert.True(room.IsSuspended(Cy));
        Assert.True(room.Suspensions.ContainsKey(Cy));
    }

    [Fact]
    public void Under_ignore_sessions_are_suspended_and_nobody_is_told()
    {
        var outcome = GivenWith(
                Settings with { LinkPolicy = LinkPolicy.Ignore },
                Entered(Ada, "ada", features: Capable),
                Entered(Bo, "bo"))
            .When(Link(Away, LinkStanding.Unreachable, 1));

        Assert.Empty(outcome.Sent);
        Assert.True(outcome.After.IsSuspended(Bo));
        Assert.DoesNotContain(outcome.Decision.Requests, request => request is RoomRequest.SetTimer);
    }

    [Fact]
    public void Under_eject_everybody_there_goes_with_333_and_without_307()
    {
        var outcome = GivenWith(
                Settings with { LinkPolicy = LinkPolicy.Eject },
                Entered(Ada, "ada"),
                Entered(Bo, "bo"),
                Entered(Cy, "cy"),
                LinkChanged(Away, LinkStanding.Reachable, epoch: 1))
            .When(Link(Away, LinkStanding.Unreachable, 2));

        outcome.Then(LinkChanged(Away, LinkStanding.Unreachable, epoch: 2), new RoomEvent.Exited(Bo), new RoomEvent.Exited(Cy));
        var sent = outcome.SentTo(Ada).ToArray();
        Assert.Equal(2, sent.Length);
        Assert.All(sent, stanza => Assert.Equal(["333"], Codes(stanza)));
        Assert.All(sent, stanza => Assert.Equal(StanzaType.Unavailable, stanza.Type));
    }

    [Fact]
    public void Under_eject_who_enters_while_the_link_is_down_is_not_thrown_out_by_that_loss_but_has_the_grace_time()
    {
        var settings = Settings with { LinkPolicy = LinkPolicy.Eject };
        var outcome = GivenWith(settings, Entered(Ada, "ada"), Entered(Bo, "bo")).When(Link(Away, LinkStanding.Unreachable, 1));

        outcome.Then(LinkChanged(Away, LinkStanding.Unreachable, epoch: 1));
        Assert.Empty(outcome.Sent);
        Assert.True(outcome.After.IsSuspended(Bo));
        Assert.Contains(outcome.Decision.Requests, request => request is RoomRequest.SetTimer { After: var after } && after == settings.Grace);
    }

    [Theory]
    [InlineData(LinkPolicy.Annotate)]
    [InlineData(LinkPolicy.Eject)]
    public void What_is_told_names_no_domain_and_no_jid(LinkPolicy policy)
    {
        var sent = GivenWith(Settings with { LinkPolicy = policy }, Entered(Ada, "ada", features: Capable), Entered(Bo, "bo"), LinkChanged(Away, LinkStanding.Reachable, epoch: 1))
            .When(Link(Away, LinkStanding.Unreachable, 2))
            .SentTo(Ada);

        var xml = StanzaXml.Render(Assert.Single(sent)).ToString();
        Assert.DoesNotContain("away", xml, StringComparison.Ordinal);
    }

    [Fact]
    public void Presence_of_an_annotated_occupant_reaches_capable_clients_annotated_and_others_plain()
    {
        var outcome = Given(
                Entered(Ada, "ada", features: Capable),
                Entered(Dee, "dee"),
                Entered(Bo, "bo"),
                LinkChanged(Away, LinkStanding.Unreachable))
            .WhenReceived("<presence from='bo@away.example/phone' to='tea@muc.example/bo'><status>Back soon</status></presence>");

        Assert.NotNull(Assert.Single(outcome.SentTo(Ada)).Annotation());
        Assert.Null(Assert.Single(outcome.SentTo(Dee)).Annotation());
    }

    [Fact]
    public void After_a_nick_change_the_new_nick_is_annotated_and_the_old_ones_end_is_not()
    {
        var sent = Given(Entered(Ada, "ada", features: Capable), Entered(Bo, "bo"), LinkChanged(Away, LinkStanding.Unreachable))
            .WhenReceived("<presence from='bo@away.example/phone' to='tea@muc.example/bob'/>")
            .SentTo(Ada)
            .ToArray();

        Assert.Equal(StanzaType.Unavailable, sent[0].Type);
        Assert.Null(sent[0].Annotation());
        Assert.Equal("tea@muc.example/bob", sent[1].From!.ToString());
        Assert.NotNull(sent[1].Annotation());
    }

    [Fact]
    public void Forged_annotations_are_stripped()
    {
        var outcome = Given(Entered(Ada, "ada", features: Capable), Entered(Bo, "bo")).WhenReceived("""
            <presence from='bo@away.example/phone' to='tea@muc.example/bo'>
              <state-annotation xmlns='urn:xmpp:psa' from='muc.example'><server-unavailable/></state-annotation>
            </presence>
            """);

        Assert.Null(Assert.Single(outcome.SentTo(Ada)).Annotation());
    }

    [Fact]
    public void Only_the_return_is_told_of_what_comes_between()
    {
        var suspended = Given(Entered(Ada, "ada", features: Capable), Entered(Bo, "bo"), LinkChanged(Away, LinkStanding.Unreachable));

        var returning = suspended.When(Link(Away, LinkStanding.Returning, 2));
        Assert.Empty(returning.Sent);
        Assert.True(returning.After.IsSuspended(Bo));

        var unknown = returning.Then().When(Link(Away, LinkStanding.Unknown, 3));
        Assert.Empty(unknown.Sent);
        Assert.True(unknown.After.IsSuspended(Bo));
    }

    [Fact]
    public void Unknown_after_a_start_suspends_nobody()
    {
        var outcome = Given(Entered(Ada, "ada", features: Capable), Entered(Bo, "bo")).When(Link(Away, LinkStanding.Unknown, 1));

        Assert.Empty(outcome.Sent);
        Assert.False(outcome.After.IsSuspended(Bo));
    }

    internal static IEnumerable<string?> Codes(Stanza stanza) =>
        stanza.Child("x", Namespaces.MucUser)!.Children.Where(child => child.Name.Local == "status").Select(child => child["code"]);
}
