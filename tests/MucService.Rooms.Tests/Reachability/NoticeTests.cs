using MucService.Xmpp;
using Xunit;
using static MucService.Rooms.Tests.Reachability.Links;
using static MucService.Rooms.Tests.Rule;

namespace MucService.Rooms.Tests.Reachability;

/// <summary>Who is removed while he cannot be told is told when he can: from the nick that he knows, with the codes of the reason.</summary>
public class NoticeTests
{
    private static Situation Lost(params RoomEvent[] more) => Given(
    [
        Granted(Owner, Affiliation.Owner),
        Granted(Bo, Affiliation.Member),
        Entered(Owner, "own", Role.Moderator),
        Entered(Ada, "ada"),
        Entered(Bo, "bo"),
        LinkChanged(Away, LinkStanding.Unreachable),
        .. more,
    ]);

    private static Outcome OwnerSets(Situation room, string item) => room.WhenReceived(
        $"<iq from='{Owner}' to='tea@muc.example' type='set' id='a'><query xmlns='http://jabber.org/protocol/muc#admin'>{item}</query></iq>");

    private static Outcome OwnerConfigures(Situation room, string field, string value) => room.WhenReceived($"""
        <iq from='{Owner}' to='tea@muc.example' type='set' id='c'><query xmlns='http://jabber.org/protocol/muc#owner'><x xmlns='jabber:x:data' type='submit'>
          <field var='FORM_TYPE'><value>http://jabber.org/protocol/muc#roomconfig</value></field><field var='{field}'><value>{value}</value></field>
        </x></query></iq>
        """);

    private static Stanza NoticeTo(FullJid session, Outcome outcome)
    {
        outcome.ThenSendsNothingTo(session);
        var notice = Assert.Single(outcome.Decision.Requests.OfType<RoomRequest.KeepNotice>(), kept => kept.Session == session).Notice;
        Assert.Equal(StanzaType.Unavailable, notice.Type);
        return notice;
    }

    [Fact]
    public void Of_a_ban_301() =>
        Assert.Equal(["301", "110"], AnnotateTests.Codes(NoticeTo(Bo, OwnerSets(Lost(), "<item jid='bo@away.example' affiliation='outcast'/>"))));

    [Fact]
    public void Of_a_kick_307() =>
        Assert.Equal(["307", "110"], AnnotateTests.Codes(NoticeTo(Bo, OwnerSets(Lost(), "<item nick='bo' role='none'/>"))));

    [Fact]
    public void Of_a_lost_membership_321() => Assert.Equal(
        ["321", "110"],
        AnnotateTests.Codes(NoticeTo(
            Bo, OwnerSets(Lost(Configured(config => config with { MembersOnly = true })), "<item jid='bo@away.example' affiliation='none'/>"))));

    [Fact]
    public void Of_a_room_that_becomes_members_only_322() => Assert.Equal(
        ["322", "110"], AnnotateTests.Codes(NoticeTo(Cy, OwnerConfigures(Lost(Entered(Cy, "cy")), "muc#roomconfig_membersonly", "1"))));

    [Fact]
    public void Of_the_end_of_the_grace_time_333() =>
        Assert.Equal(["333", "110"], AnnotateTests.Codes(NoticeTo(Bo, Lost().When(GraceElapsed(Away, Settings.Grace)))));

    [Fact]
    public void Of_an_ejection_at_the_loss_itself_333() => Assert.Equal(
        ["333", "110"],
        AnnotateTests.Codes(NoticeTo(
            Bo,
            GivenWith(Settings with { LinkPolicy = LinkPolicy.Eject }, Entered(Ada, "ada"), Entered(Bo, "bo"), LinkChanged(Away, LinkStanding.Reachable))
                .When(Link(Away, LinkStanding.Unreachable, 2)))));

    [Fact]
    public void Of_the_end_of_the_room_with_its_venue()
    {
        var notice = NoticeTo(Bo, Lost().WhenReceived($"""
            <iq from='{Owner}' to='tea@muc.example' type='set' id='d'><query xmlns='http://jabber.org/protocol/muc#owner'>
              <destroy jid='coffee@muc.example'><reason>too late</reason></destroy></query></iq>
            """));

        Assert.Equal("coffee@muc.example", notice.Child("x", Namespaces.MucUser)!.Child("destroy")!["jid"]);
        Assert.Contains("110", AnnotateTests.Codes(notice));
    }

    [Fact]
    public void From_the_nick_that_this_session_knows_when_another_changed_it_meanwhile()
    {
        var desk = FullJid.Parse("bo@away.example/desk");
        var room = Lost(Entered(desk, "bo"))
            .WhenReceived($"<presence from='{desk}' to='tea@muc.example/bob'/>")
            .Then();
        var kicked = OwnerSets(room, "<item nick='bob' role='none'/>");

        Assert.Equal("tea@muc.example/bo", NoticeTo(Bo, kicked).From!.ToString());
        Assert.Equal("tea@muc.example/bob", NoticeTo(desk, kicked).From!.ToString());
    }

    [Fact]
    public void None_where_the_session_leaves_itself() =>
        Assert.DoesNotContain(
            Lost().WhenReceived($"<presence from='{Bo}' to='tea@muc.example/bo' type='unavailable'/>").Decision.Requests,
            request => request is RoomRequest.KeepNotice);

    [Fact]
    public void None_where_the_domain_returns_in_the_same_moment_that_is_told_at_once()
    {
        var outcome = GivenWith(
                Settings with { Resync = Resync.None }, Entered(Ada, "ada"), Entered(Bo, "bo"), LinkChanged(Away, LinkStanding.Unreachable))
            .When(Link(Away, LinkStanding.Reachable, 2));

        Assert.DoesNotContain(outcome.Decision.Requests, request => request is RoomRequest.KeepNotice { IsSent: false });
        Assert.Equal(["333", "110"], AnnotateTests.Codes(Assert.Single(outcome.SentTo(Bo))));
    }

    [Fact]
    public void It_is_delivered_when_the_domain_can_be_reached_also_by_a_room_that_is_no_more()
    {
        var notice = NoticeTo(Bo, Lost().When(GraceElapsed(Away, Settings.Grace)));
        var outcome = new Situation(new RoomState { Address = notice.From!.Bare, Settings = Settings })
            .When(new RoomCommand.DeliverNotice(Bo, notice))
            .ThenAsks(new RoomRequest.KeepNotice(Bo, notice) { IsSent = true });

        Assert.Equal(["333", "110"], AnnotateTests.Codes(Assert.Single(outcome.SentTo(Bo))));
    }

    [Fact]
    public void Who_is_told_of_his_removal_at_once_has_a_notice_until_that_is_proved_to_have_arrived()
    {
        var outcome = OwnerSets(Given(Granted(Owner, Affiliation.Owner), Entered(Owner, "own", Role.Moderator), Entered(Bo, "bo")), "<item nick='bo' role='none'/>");

        var sent = Assert.Single(outcome.SentTo(Bo));
        var kept = Assert.Single(outcome.Decision.Requests.OfType<RoomRequest.KeepNotice>());
        Assert.True(kept.IsSent);
        Assert.Equal((Bo, sent.From, sent.Id), (kept.Session, kept.Notice.From, kept.Notice.Id));
    }

    [Fact]
    public void None_for_who_leaves_himself_or_is_proved_to_be_gone()
    {
        var room = Given(Entered(Ada, "ada"), Entered(Bo, "bo"));

        Assert.DoesNotContain(room.When(new RoomCommand.SessionGone(Bo)).Decision.Requests, request => request is RoomRequest.KeepNotice);
        Assert.DoesNotContain(
            room.WhenReceived($"<presence from='{Bo}' to='tea@muc.example/bo' type='unavailable'/>").Decision.Requests, request => request is RoomRequest.KeepNotice);
    }

    [Fact]
    public void It_is_not_delivered_to_who_is_in_the_room_again() =>
        Given(Entered(Ada, "ada"), Entered(Bo, "bo"))
            .When(new RoomCommand.DeliverNotice(Bo, NoticeTo(Bo, Lost().When(GraceElapsed(Away, Settings.Grace)))))
            .ThenSendsNothingTo(Bo)
            .ThenAsks(new RoomRequest.ForgetNotice(Bo));

    [Fact]
    public void It_waits_where_the_room_knows_that_the_domain_is_gone_again() =>
        Lost(new RoomEvent.Exited(Bo), Entered(Cy, "cy"), LinkChanged(Away, LinkStanding.Unreachable, 2))
            .When(new RoomCommand.DeliverNotice(Bo, NoticeTo(Bo, Lost().When(GraceElapsed(Away, Settings.Grace)))))
            .ThenNothing();

    [Fact]
    public void Who_enters_anew_while_it_cannot_be_delivered_needs_none() =>
        Assert.Contains(
            new RoomRequest.ForgetNotice(Cy),
            Lost().WhenReceived($"<presence from='{Cy}' to='tea@muc.example/cy'><x xmlns='http://jabber.org/protocol/muc'/></presence>").Decision.Requests);

    [Fact]
    public void Who_says_that_he_is_gone_needs_none() =>
        Lost().When(GraceElapsed(Away, Settings.Grace)).Then()
            .WhenReceived($"<presence from='{Bo}' to='tea@muc.example/bo' type='unavailable'/>")
            .ThenAsks(new RoomRequest.ForgetNotice(Bo));
}
