using System.Collections.Immutable;
using MucService.Rooms.Reachability;
using MucService.Xmpp;
using Xunit;
using static MucService.Rooms.Tests.Reachability.Links;
using static MucService.Rooms.Tests.Rule;

namespace MucService.Rooms.Tests.Reachability;

/// <summary>After the node has ended, however it did, sessions are told what they missed.</summary>
public class RecollectionTests
{
    private static readonly Situation Before = Given(Entered(Ada, "ada"), Entered(Bo, "bo"), Entered(Dee, "dee"));

    private static RoomEvent.Said Said(long number) => new(new HistoryEntry(
        number, Noon, Nick("ada"), Ada.Bare, Stanza($"<message from='tea@muc.example/ada' id='m{number}' type='groupchat'><body>Milk?</body></message>")));

    private static string Of(Stanza stanza) => stanza.Kind == StanzaKind.Message ? $"{stanza.Id}" : $"{stanza.Type} {stanza.From!.Resource}";

    private static Recollection Remembered(Situation room, Situation? proved = null) => Recollection.Of(room.Room, _ => Known.Of((proved ?? room).Room), Noon);

    /// <summary>The room as its rows say.</summary>
    private static RoomState Rows(Situation room) => room.Room with
    {
        Links = ImmutableDictionary<Domain, DomainLink>.Empty,
        Suspensions = ImmutableDictionary<FullJid, Suspension>.Empty,
        OutOfSync = ImmutableDictionary<FullJid, Lag>.Empty,
        Retellings = Retellings.None,
        Missed = Missed.Of(room.Room.NextOrder),
    };

    private static Situation Loaded(Situation room, Recollection remembered, params LoggedChange[] log) => new(remembered.Recall(Rows(room), log));

    private static LoggedChange Logged(Situation before, params RoomEvent[] events) => LoggedChange.Of(before.Room, before.And(events).Room, Decision.Happened([.. events]))!;

    [Fact]
    public void Who_is_proved_to_know_all_is_told_nothing_and_only_asked_whether_he_is_there()
    {
        var outcome = Loaded(Before, Remembered(Before)).When(Link(Away, LinkStanding.Reachable, 1));

        Assert.Empty(outcome.Sent);
        Assert.Contains(new RoomRequest.CheckSession(Bo, ClientFeatures.None), outcome.Decision.Requests);
    }

    [Fact]
    public void What_is_in_doubt_is_told_as_soon_as_the_domain_is_known_to_be_there()
    {
        var after = Before.And(Said(1), new RoomEvent.Exited(Dee));

        var outcome = Loaded(after, Remembered(after, proved: Before)).When(Link(Away, LinkStanding.Reachable, 1));

        Assert.Equal(["Unavailable dee", "m1"], outcome.SentTo(Bo).Select(Of));
        outcome.ThenSendsNothingTo(Ada);
    }

    [Fact]
    public void What_was_shown_of_somebody_since_that_was_written_is_told_as_it_was_logged()
    {
        var changed = new RoomEvent.RoleChanged(Nick("dee"), Role.Visitor, [Dee]);

        var outcome = Loaded(Before.And(changed), Remembered(Before), Logged(Before, changed)).When(Link(Away, LinkStanding.Reachable, 1));

        Assert.Equal(["Available dee"], outcome.SentTo(Bo).Select(Of));
    }

    [Fact]
    public void A_room_that_said_more_than_it_keeps_puts_nobody_out_and_tells_again_what_it_has()
    {
        var size = Before.Room.Settings.HistorySize;
        var after = Before.And([.. Enumerable.Range(1, size + 20).Select(number => Said(number))]);

        var outcome = Loaded(after, Remembered(after, proved: Before)).When(Link(Away, LinkStanding.Reachable, 1));

        Assert.Equal(Enumerable.Range(21, size).Select(number => $"m{number}"), outcome.SentTo(Bo).Select(Of));
        Assert.DoesNotContain(outcome.Decision.Events, happened => happened is RoomEvent.Exited);
    }

    [Fact]
    public void Nor_does_one_that_says_so_much_before_it_is_told_of_the_link()
    {
        var size = Before.Room.Settings.HistorySize;
        var after = Before.And(Said(1));
        var talked = Loaded(after, Remembered(after, proved: Before)).And([.. Enumerable.Range(2, size + 20).Select(number => Said(number))]);

        var outcome = talked.When(Link(Away, LinkStanding.Reachable, 1));

        Assert.DoesNotContain(outcome.Decision.Events, happened => happened is RoomEvent.Exited);
    }

    [Fact]
    public void A_domain_that_is_found_lost_is_told_when_it_returns()
    {
        var after = Before.And(Said(1), new RoomEvent.Exited(Dee));
        var lost = Loaded(after, Remembered(after, proved: Before)).When(Link(Away, LinkStanding.Unreachable, 1)).Then();

        Assert.Equal(["Unavailable dee", "m1"], lost.When(Link(Away, LinkStanding.Reachable, 2)).SentTo(Bo).Select(Of));
    }

    [Fact]
    public void Who_was_cut_off_stays_suspended_and_is_told_what_was_withheld()
    {
        var lost = Before.And(LinkChanged(Away, LinkStanding.Unreachable));
        var after = lost.And(Said(1), new RoomEvent.Exited(Dee));

        var loaded = Loaded(after, Remembered(after));
        Assert.True(loaded.Room.IsSuspended(Bo));
        Assert.Equal(["Unavailable dee", "m1"], loaded.When(Link(Away, LinkStanding.Reachable, 1)).SentTo(Bo).Select(Of));
    }

    [Fact]
    public void What_happened_after_it_was_written_is_read_from_rows_and_log()
    {
        RoomEvent[] since = [new RoomEvent.Exited(Dee)];
        var after = Before.And(since).And(Said(1), Entered(Cy, "cy", order: 9));

        var outcome = Loaded(after, Remembered(Before), Logged(Before, since)).When(Link(Away, LinkStanding.Reachable, 1));

        Assert.Equal(["Unavailable dee", "Available cy", "m1"], outcome.SentTo(Bo).Select(Of));
    }

    [Fact]
    public void Somebody_who_came_and_went_in_between_is_told_to_be_gone()
    {
        var came = Before.And(Entered(Cy, "cy", order: 9));
        var after = came.And(new RoomEvent.Exited(Cy));

        var outcome = Loaded(after, Remembered(Before), Logged(came, new RoomEvent.Exited(Cy))).When(Link(Away, LinkStanding.Reachable, 1));

        Assert.Equal(["Unavailable cy"], outcome.SentTo(Bo).Select(Of));
    }

    [Fact]
    public void Who_left_in_between_and_may_not_know_it_is_told_by_the_link()
    {
        var after = Before.And(new RoomEvent.Exited(Bo));
        var loaded = Loaded(after, Remembered(Before), Logged(Before, new RoomEvent.Exited(Bo)));

        var kept = Assert.Single(loaded.When(new RoomCommand.Recovered()).Decision.Requests.OfType<RoomRequest.KeepNotice>());

        Assert.Equal((Bo, "bo", false), (kept.Session, kept.Notice.From!.Resource, kept.IsSent));
        Assert.Equal(["333", "110"], AnnotateTests.Codes(kept.Notice));
    }

    [Fact]
    public void Who_was_removed_in_between_is_told_why_as_he_would_have_been()
    {
        var room = Before.And(Granted(Owner, Affiliation.Owner), Entered(Owner, "own", Role.Moderator), LinkChanged(Away, LinkStanding.Unreachable));
        var ban = room.WhenReceived($"""
            <iq from='{Owner}' to='tea@muc.example' type='set' id='b'><query xmlns='http://jabber.org/protocol/muc#admin'>
              <item jid='{Bo.Bare}' affiliation='outcast'><reason>Milk!</reason></item></query></iq>
            """);
        var asked = Assert.Single(ban.Decision.Requests.OfType<RoomRequest.KeepNotice>());

        var loaded = Loaded(ban.Then(), Remembered(room), LoggedChange.Of(room.Room, ban.Then().Room, ban.Decision)!);
        var again = Assert.Single(loaded.When(new RoomCommand.Recovered()).Decision.Requests.OfType<RoomRequest.KeepNotice>());

        Assert.Equal(asked with { IsRepeated = true }, again);
        Assert.Equal(["301", "110"], AnnotateTests.Codes(again.Notice));
    }

    [Fact]
    public void Who_entered_after_it_was_written_is_told_everything()
    {
        var after = Before.And(Entered(Cy, "cy", order: 9));

        var outcome = Loaded(after, Remembered(Before)).When(Link(Cy.Domain, LinkStanding.Reachable, 1));

        Assert.Equal(["Available ada", "Available bo", "Available cy", "Available dee"], outcome.SentTo(Cy).Where(sent => sent.Kind == StanzaKind.Presence).Select(Of).Order());
    }

    [Fact]
    public void The_grace_time_stands_until_the_link_is_judged()
    {
        var lost = Before.And(LinkChanged(Away, LinkStanding.Unreachable));

        var link = Recollection.Of(lost.Room, _ => Known.Of(lost.Room), Noon.AddMinutes(4)).Recall(Rows(lost), []).Links[Away];

        Assert.Equal((LinkStanding.Unknown, TimeSpan.FromMinutes(4), true), (link.Standing, link.Observed, link.Suspends));
    }

    [Fact]
    public void Nothing_is_logged_that_rows_show() =>
        Assert.Null(LoggedChange.Of(Before.Room, Before.And(Entered(Cy, "cy", order: 9)).Room, Decision.Happened(Entered(Cy, "cy", order: 9))));

    /// <summary>A link that returns and is lost again at once: what its sessions were told in between is not proved by a probe of before.</summary>
    [Fact]
    public void What_was_told_again_and_lost_is_told_once_more()
    {
        var lost = Before.And(LinkChanged(Away, LinkStanding.Unreachable));
        var said = lost.And(Said(1));
        var back = said.When(Link(Away, LinkStanding.Reachable, 2)).Then();
        var again = back.When(new RoomCommand.ChangeLink(Away, LinkStanding.Unreachable, 3) { Proved = Known.Of(said.Room) }).Then();

        Assert.Equal(["m1"], again.When(Link(Away, LinkStanding.Reachable, 4)).SentTo(Bo).Select(Of));
    }

    [Fact]
    public void What_was_told_again_and_is_proved_is_not_told_once_more()
    {
        var said = Before.And(LinkChanged(Away, LinkStanding.Unreachable)).And(Said(1));
        var back = said.When(Link(Away, LinkStanding.Reachable, 2)).Then();
        var again = back.When(new RoomCommand.ChangeLink(Away, LinkStanding.Unreachable, 3) { Proved = Known.Of(back.Room) }).Then();

        Assert.Empty(again.When(Link(Away, LinkStanding.Reachable, 4)).SentTo(Bo));
    }
}
