using MucService.Xmpp;
using Xunit;
using static MucService.Rooms.Tests.Reachability.Links;
using static MucService.Rooms.Tests.Rule;

namespace MucService.Rooms.Tests.Reachability;

/// <summary>What a room decides about links, and what that changes.</summary>
public class LinkTermsTests
{
    private static readonly RoomEvent.Configured ToModerators = Choose(new(null, null, AnnotateTo.Moderators, null));

    [Fact]
    public void A_room_that_ejects_does_so_whatever_the_service_does() =>
        Given(Choose(new(LinkPolicy.Eject, null, null, null)), Entered(Ada, "ada"), Entered(Bo, "bo"), LinkChanged(Away, LinkStanding.Reachable))
            .When(Link(Away, LinkStanding.Unreachable, 2))
            .Then(LinkChanged(Away, LinkStanding.Unreachable, 2), new RoomEvent.Exited(Bo));

    [Fact]
    public void What_the_operator_locked_is_as_the_service_has_it()
    {
        var locked = Settings with { LockedLinkFields = [LinkField.Policy] };

        GivenWith(locked, Choose(new(LinkPolicy.Eject, null, null, null)), Entered(Ada, "ada"), Entered(Bo, "bo"), LinkChanged(Away, LinkStanding.Reachable))
            .When(Link(Away, LinkStanding.Unreachable, 2))
            .Then(LinkChanged(Away, LinkStanding.Unreachable, 2));
    }

    [Fact]
    public void The_operators_word_on_a_domain_outranks_that_of_the_room()
    {
        var settings = Settings with { Domains = Settings.Domains.Add(Away, new DomainTerms(LinkPolicy.Ignore, null)) };
        var room = GivenWith(
            settings, Choose(new(LinkPolicy.Annotate, null, null, null)), Entered(Ada, "ada", features: Capable), Entered(Bo, "bo"), Entered(Dee, "dee"));

        Assert.Empty(room.When(Link(Away, LinkStanding.Unreachable, 1)).Sent);
        Assert.NotEmpty(room.When(Link(Dee.Domain, LinkStanding.Unreachable, 1)).SentTo(Ada));
    }

    [Fact]
    public void A_domain_may_have_a_grace_time_of_its_own() =>
        GivenWith(
                Settings with { Domains = Settings.Domains.Add(Away, new DomainTerms(null, TimeSpan.FromHours(1))) },
                Choose(new(null, TimeSpan.FromSeconds(90), null, null)),
                Entered(Ada, "ada"),
                Entered(Bo, "bo"))
            .When(Link(Away, LinkStanding.Unreachable, 1))
            .ThenAsks(new RoomRequest.SetTimer(new RoomTimer(RoomTimerKind.Grace, Away), TimeSpan.FromHours(1)));

    [Fact]
    public void A_room_has_its_own_grace_time() =>
        Given(Choose(new(null, TimeSpan.FromSeconds(90), null, null)), Entered(Ada, "ada"), Entered(Bo, "bo"))
            .When(Link(Away, LinkStanding.Unreachable, 1))
            .ThenAsks(new RoomRequest.SetTimer(new RoomTimer(RoomTimerKind.Grace, Away), TimeSpan.FromSeconds(90)));

    [Fact]
    public void Where_only_moderators_are_told_others_are_not()
    {
        var outcome = Given(ToModerators, Entered(Ada, "ada", Role.Moderator, Capable), Entered(Dee, "dee", features: Capable), Entered(Bo, "bo"))
            .When(Link(Away, LinkStanding.Unreachable, 1));

        Assert.NotNull(Assert.Single(outcome.SentTo(Ada)).Annotation());
        outcome.ThenSendsNothingTo(Dee);
    }

    [Fact]
    public void Who_becomes_a_moderator_there_is_told_then_and_who_is_none_any_more_has_it_taken_back()
    {
        var lost = Given(
            ToModerators,
            Granted(Owner, Affiliation.Owner),
            Entered(Owner, "olga", Role.Moderator),
            Entered(Dee, "dee", features: Capable),
            Entered(Bo, "bo"),
            LinkChanged(Away, LinkStanding.Unreachable));

        var promoted = lost.WhenReceived(RoleOfDee("moderator"));
        Assert.True(promoted.SentTo(Dee).Single(OfBo).Annotation()!.Children.Any());

        var demoted = promoted.Then().WhenReceived(RoleOfDee("participant"));
        Assert.Empty(demoted.SentTo(Dee).Single(OfBo).Annotation()!.Children);
    }

    [Fact]
    public void Where_only_moderators_are_told_ejections_are_spread_over_another_grace_time()
    {
        var grace = TimeSpan.FromMinutes(10);
        var others = Enumerable.Range(0, 20).Select(i => Entered(FullJid.Parse($"o{i}@away.example/x"), $"o{i}"));
        var room = Given([ToModerators, Entered(Ada, "ada"), .. others]).And(LinkChanged(Away, LinkStanding.Unreachable));

        Assert.Empty(room.When(GraceElapsed(Away, grace)).Decision.Events);
        var half = room.When(GraceElapsed(Away, 1.5 * grace)).Decision.Events.Length;
        Assert.InRange(half, 1, 19);
        Assert.Equal(20, room.When(GraceElapsed(Away, 2 * grace)).Decision.Events.Length);
    }

    [Fact]
    public void All_sessions_of_an_occupant_go_together_also_when_ejections_are_spread()
    {
        var desk = FullJid.Parse("bo@away.example/desk");
        var room = Given(ToModerators, Entered(Ada, "ada"), Entered(Bo, "bo"), Entered(desk, "bo")).And(LinkChanged(Away, LinkStanding.Unreachable));
        var timer = room.When(Link(Away, LinkStanding.Unreachable, 2)).Decision.Requests.OfType<RoomRequest.SetTimer>().Single();

        Assert.Equal(2, room.When(GraceElapsed(Away, timer.After)).Decision.Events.Length);
    }

    [Fact]
    public void Who_stops_annotating_takes_back_what_was_annotated()
    {
        var outcome = Lost().WhenReceived(Submit("policy", "ignore"));

        var presence = outcome.SentTo(Ada).Single(OfBo);
        Assert.Empty(presence.Annotation()!.Children);
        Assert.Contains(new RoomRequest.CancelTimer(new RoomTimer(RoomTimerKind.Grace, Away)), outcome.Decision.Requests);
    }

    [Fact]
    public void Where_others_than_before_are_told_each_is_told_what_concerns_him()
    {
        var lost = Given(
            Entered(Owner, "olga", Role.Moderator, Capable),
            Entered(Ada, "ada", features: Capable),
            Entered(AdasPhone, "ada"),
            Entered(Dee, "dee"),
            Entered(Bo, "bo"),
            LinkChanged(Away, LinkStanding.Unreachable));

        var fewer = lost.WhenReceived(Submit("annotate-to", "moderators"));
        Assert.Empty(fewer.SentTo(Ada).Single(OfBo).Annotation()!.Children);
        Assert.DoesNotContain(fewer.SentTo(Owner), OfBo);

        var more = fewer.Then().WhenReceived(Submit("annotate-to", "everyone"));
        Assert.NotEmpty(more.SentTo(Ada).Single(OfBo).Annotation()!.Children);
        Assert.DoesNotContain(more.SentTo(Owner), OfBo);

        // Whose client does not understand it, and whose server is lost, hears of neither.
        Assert.DoesNotContain([.. fewer.Sent, .. more.Sent], stanza => stanza.Annotation() is not null && (stanza.To!.Equals(AdasPhone) || stanza.To.Equals(Dee) || stanza.To.Equals(Bo)));
    }

    [Fact]
    public void Who_begins_to_annotate_tells_of_those_who_are_lost_already()
    {
        var ignoring = Lost().WhenReceived(Submit("policy", "ignore")).Then();

        Assert.NotEmpty(ignoring.WhenReceived(Submit("policy", "annotate")).SentTo(Ada).Single(OfBo).Annotation()!.Children);
    }

    [Fact]
    public void Who_begins_to_eject_ejects_those_who_are_lost_already() =>
        Assert.Contains(Lost().WhenReceived(Submit("policy", "eject")).Decision.Events, happened => happened is RoomEvent.Exited { RealJid: var gone } && gone == Bo);

    [Fact]
    public void Another_grace_time_sets_the_timer_anew() =>
        Assert.Contains(
            new RoomRequest.SetTimer(new RoomTimer(RoomTimerKind.Grace, Away), TimeSpan.FromSeconds(30)),
            Lost().WhenReceived(Submit("grace", "30")).Decision.Requests);

    [Fact]
    public void Who_resyncs_presence_only_is_not_sent_what_was_said()
    {
        var back = Returned(Resync.Presence);

        Assert.DoesNotContain(back.SentTo(Bo), stanza => stanza.Kind == StanzaKind.Message);
        Assert.Contains(back.SentTo(Bo), stanza => stanza.From!.ToString() == "tea@muc.example/dee");
        Assert.Empty(back.Decision.Events.OfType<RoomEvent.Exited>());
    }

    [Fact]
    public void Who_resyncs_nothing_is_removed_with_333_when_the_link_is_back()
    {
        var back = Returned(Resync.None);

        Assert.Equal([new RoomEvent.Exited(Bo)], back.Decision.Events.OfType<RoomEvent.Exited>());
        Assert.Equal(["333"], AnnotateTests.Codes(back.SentTo(Ada).Last(stanza => stanza.Type == StanzaType.Unavailable)));
    }

    [Theory]
    [InlineData(LinkPolicy.Annotate, AnnotateTo.Everyone, true)]
    [InlineData(LinkPolicy.Eject, AnnotateTo.Everyone, false)]
    [InlineData(LinkPolicy.Ignore, AnnotateTo.Everyone, false)]
    [InlineData(LinkPolicy.Annotate, AnnotateTo.Moderators, false)]
    public void Only_a_room_that_follows_the_xep_announces_it(LinkPolicy policy, AnnotateTo to, bool announced)
    {
        var info = Given(Choose(new(policy, null, to, null))).WhenReceived("""
            <iq from='ada@home.example/desk' to='tea@muc.example' type='get' id='1'><query xmlns='http://jabber.org/protocol/disco#info'/></iq>
            """);

        var features = Assert.Single(info.Sent).Child("query", Namespaces.DiscoInfo)!.Children.Select(child => child["var"]);
        Assert.Equal(announced, features.Contains(Namespaces.PresenceAnnotations));
    }

    [Fact]
    public void The_form_shows_what_holds_and_leaves_out_what_is_locked()
    {
        var settings = Settings with { Grace = TimeSpan.FromMinutes(3), LockedLinkFields = [LinkField.Resync] };
        var form = Form(GivenWith(settings, Entered(Owner, "olga", Role.Moderator), Choose(new(LinkPolicy.Eject, null, null, null))));

        Assert.Equal("eject", Assert.Single(form[Field("policy")]!.Values));
        Assert.Equal("180", Assert.Single(form[Field("grace")]!.Values));
        Assert.Equal("everyone", Assert.Single(form[Field("annotate-to")]!.Values));
        Assert.Null(form[Field("resync")]);
    }

    [Fact]
    public void What_is_submitted_as_it_is_goes_on_following_the_service()
    {
        var room = GivenWith(Settings, Entered(Owner, "olga", Role.Moderator));

        Assert.Empty(room.WhenReceived(Submit("grace", "600")).Decision.Events);
        Assert.Equal(TimeSpan.FromSeconds(601), room.WhenReceived(Submit("grace", "601")).After.Config.Links.Grace);
    }

    [Theory]
    [InlineData("policy", "keep")]
    [InlineData("grace", "0")]
    [InlineData("grace", "604801")]
    [InlineData("grace", "soon")]
    [InlineData("resync", "none")]
    public void What_is_no_choice_or_is_locked_is_refused(string field, string value) =>
        GivenWith(Settings with { LockedLinkFields = [LinkField.Resync] }, Entered(Owner, "olga", Role.Moderator))
            .WhenReceived(Submit(field, value))
            .ThenRefused(Owner, ErrorCondition.NotAcceptable);

    private static Situation Lost() => Given(
        Entered(Owner, "olga", Role.Moderator),
        Entered(Ada, "ada", features: Capable),
        Entered(Bo, "bo"),
        LinkChanged(Away, LinkStanding.Unreachable));

    private static Outcome Returned(Resync resync) =>
        Given(Choose(new(null, null, null, resync)), Entered(Ada, "ada"), Entered(Bo, "bo"), LinkChanged(Away, LinkStanding.Unreachable), Entered(Dee, "dee"))
            .WhenReceived("<message from='ada@home.example/desk' to='tea@muc.example' type='groupchat'><body>Anyone?</body></message>")
            .Then()
            .When(Link(Away, LinkStanding.Reachable, 2));

    private static RoomEvent.Configured Choose(LinkChoices choices) => Configured(config => config with { Links = choices });

    private static bool OfBo(Stanza stanza) => stanza.From!.ToString() == "tea@muc.example/bo";

    private static string Field(string name) => "{" + Namespaces.LinkFields + "}" + name;

    private static DataForm Form(Situation room) => DataForm.From(
        room.WhenReceived("""
                <iq from='olga@home.example/desk' to='tea@muc.example' type='get' id='1'><query xmlns='http://jabber.org/protocol/muc#owner'/></iq>
                """)
            .Sent.Single().Child("query", Namespaces.MucOwner)!.Children.Single())!;

    private static string Submit(string field, string value) => $"""
        <iq from='olga@home.example/desk' to='tea@muc.example' type='set' id='1'>
          <query xmlns='http://jabber.org/protocol/muc#owner'>
            <x xmlns='jabber:x:data' type='submit'>
              <field var='FORM_TYPE'><value>http://jabber.org/protocol/muc#roomconfig</value></field>
              <field var='{Field(field)}'><value>{value}</value></field>
            </x>
          </query>
        </iq>
        """;

    private static string RoleOfDee(string role) => $"""
        <iq from='olga@home.example/desk' to='tea@muc.example' type='set' id='2'>
          <query xmlns='http://jabber.org/protocol/muc#admin'><item nick='dee' role='{role}'/></query>
        </iq>
        """;
}
