using MucService.Xmpp;
using Xunit;
using static MucService.Rooms.Tests.Reachability.Links;
using static MucService.Rooms.Tests.Rule;

namespace MucService.Rooms.Tests.Reachability;

/// <summary>What a session that returns is told: what it missed, and nothing that it knows.</summary>
public class ReconcileTests
{
    private static Situation Lost(params RoomEvent[] before) => Given([.. before, LinkChanged(Away, LinkStanding.Unreachable)]);

    private static Outcome Back(Situation room) => room.When(Link(Away, LinkStanding.Reachable, 2));

    private static RoomEvent.Said Said(long number, string body) => new(new HistoryEntry(
        number,
        Noon,
        Nick("ada"),
        Ada.Bare,
        Stanza($"<message from='tea@muc.example/ada' id='m{number}' type='groupchat'><body>{body}</body></message>")));

    private static string Of(Stanza stanza) => $"{stanza.Type} {stanza.From!.Resource}";

    [Fact]
    public void Who_missed_nothing_is_told_nothing() =>
        Back(Lost(Entered(Ada, "ada"), Entered(Bo, "bo"))).ThenSendsNothingTo(Bo);

    [Fact]
    public void A_nick_that_went_is_unavailable() =>
        Back(Lost(Entered(Ada, "ada"), Entered(Bo, "bo"), Entered(Dee, "dee")).And(new RoomEvent.Exited(Dee)))
            .ThenSendsTo(Bo, $"""
                <presence from='tea@muc.example/dee' to='bo@away.example/phone' id='19b7e943200-sid-1' type='unavailable'>
                  <x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='none' role='none'/></x>
                </presence>
                """);

    [Fact]
    public void A_nick_that_is_somebody_elses_goes_first_and_then_comes() =>
        Assert.Equal(
            ["Unavailable dee", "Available dee"],
            Back(Lost(Entered(Ada, "ada"), Entered(Bo, "bo"), Entered(Dee, "dee"))
                .And(new RoomEvent.Exited(Dee), Entered(AdasPhone, "dee", order: 9))).SentTo(Bo).Select(Of));

    [Fact]
    public void Who_went_and_came_back_is_only_shown_as_he_is() =>
        Assert.Equal(
            ["Available dee"],
            Back(Lost(Entered(Ada, "ada"), Entered(Bo, "bo"), Entered(Dee, "dee"))
                .And(new RoomEvent.Exited(Dee), Entered(Dee, "dee", order: 9))).SentTo(Bo).Select(Of));

    [Fact]
    public void Who_came_and_went_meanwhile_is_not_mentioned() =>
        Back(Lost(Entered(Ada, "ada"), Entered(Bo, "bo")).And(Entered(Dee, "dee", order: 9), new RoomEvent.Exited(Dee)))
            .ThenSendsNothingTo(Bo);

    [Fact]
    public void Another_nick_of_the_same_occupant_is_a_change_of_nick()
    {
        var sent = Back(Lost(Entered(Ada, "ada"), Entered(Bo, "bo"), Entered(Dee, "dee"))
            .And(
                new RoomEvent.NickChanged(Nick("dee"), Nick("dora"), [Dee]),
                new RoomEvent.NickChanged(Nick("dora"), Nick("daisy"), [Dee]))).SentTo(Bo).ToArray();

        Assert.Equal(["Unavailable dee", "Available daisy"], sent.Select(Of));
        Assert.Equal(["303"], AnnotateTests.Codes(sent[0]));
        Assert.Equal("daisy", sent[0].Child("x", Namespaces.MucUser)!.Child("item")!["nick"]);
    }

    [Fact]
    public void Nicks_that_were_exchanged_change_their_owner_in_plain_sight()
    {
        var sent = Back(Lost(Entered(Ada, "ada"), Entered(Bo, "bo"), Entered(Dee, "dee"))
            .And(
                new RoomEvent.NickChanged(Nick("dee"), Nick("x"), [Dee]),
                new RoomEvent.NickChanged(Nick("ada"), Nick("dee"), [Ada]),
                new RoomEvent.NickChanged(Nick("x"), Nick("ada"), [Dee]))).SentTo(Bo).ToArray();

        Assert.Equal(["Available ada", "Available dee", "Unavailable ada", "Unavailable dee"], sent.Select(Of).Order());
        Assert.All(sent[..2], stanza => Assert.Equal(StanzaType.Unavailable, stanza.Type));
        Assert.All(sent[..2], stanza => Assert.Empty(AnnotateTests.Codes(stanza)));
    }

    [Fact]
    public void A_nick_written_otherwise_is_another_address() =>
        Assert.Equal(
            ["Unavailable dee", "Available DEE"],
            Back(Lost(Entered(Ada, "ada"), Entered(Bo, "bo"), Entered(Dee, "dee"))
                .And(new RoomEvent.NickChanged(Nick("dee"), Nick("DEE"), [Dee]))).SentTo(Bo).Select(Of));

    [Fact]
    public void Presence_and_role_that_changed_are_shown_once() =>
        Assert.Equal(
            ["Available ada"],
            Back(Lost(Entered(Ada, "ada"), Entered(Bo, "bo"), Entered(Dee, "dee"))
                .And(
                    new RoomEvent.PresenceChanged(Ada, new SessionPresence([], null, Noon)),
                    new RoomEvent.RoleChanged(Nick("ada"), Role.Moderator, [Ada]))).SentTo(Bo).Select(Of));

    [Fact]
    public void Its_own_presence_comes_with_110_if_it_changed() =>
        Back(Lost(Entered(Ada, "ada"), Entered(Bo, "bo")).And(new RoomEvent.RoleChanged(Nick("bo"), Role.Visitor, [Bo])))
            .ThenSendsTo(Bo, $"""
                <presence from='tea@muc.example/bo' to='bo@away.example/phone' id='19b7e943200-sid-1'>
                  <x xmlns='http://jabber.org/protocol/muc#user'>
                    <item affiliation='none' jid='bo@away.example/phone' role='visitor'/><status code='110'/>
                  </x>
                </presence>
                """);

    [Fact]
    public void Its_own_change_of_nick_comes_with_303_and_110()
    {
        var sent = Back(Lost(Entered(Ada, "ada"), Entered(Bo, "bo"))
            .And(new RoomEvent.NickChanged(Nick("bo"), Nick("bob"), [Bo]))).SentTo(Bo).ToArray();

        Assert.Equal(["Unavailable bo", "Available bob"], sent.Select(Of));
        Assert.Equal(["303", "110"], AnnotateTests.Codes(sent[0]));
        Assert.Equal(["110"], AnnotateTests.Codes(sent[1]));
    }

    [Fact]
    public void Its_own_nick_never_goes_without_the_next_one_also_where_somebody_else_had_that()
    {
        var sent = Back(Lost(Entered(Ada, "ada"), Entered(Bo, "bo"), Entered(Dee, "dee"))
            .And(new RoomEvent.Exited(Dee), new RoomEvent.NickChanged(Nick("bo"), Nick("dee"), [Bo]))).SentTo(Bo).ToArray();

        Assert.Equal(["Unavailable dee", "Unavailable bo", "Available dee"], sent.Select(Of));
        Assert.Equal(["303", "110"], AnnotateTests.Codes(sent[1]));
    }

    [Fact]
    public void What_was_said_comes_with_its_ids_and_the_rooms_delay() =>
        Back(Lost(Entered(Ada, "ada"), Entered(Bo, "bo"), Said(1, "before")).And(Said(2, "meanwhile")))
            .ThenSendsTo(Bo, """
                <message from='tea@muc.example/ada' to='bo@away.example/phone' id='m2' type='groupchat'>
                  <body>meanwhile</body>
                  <delay xmlns='urn:xmpp:delay' from='tea@muc.example' stamp='2026-01-02T12:00:00Z'/>
                </message>
                """);

    [Fact]
    public void Who_entered_while_suspended_may_have_missed_even_that_and_is_told_all() =>
        Assert.Equal(
            ["Available ada", "Available bo", "Available cy", "Groupchat "],
            Back(Lost(Entered(Ada, "ada"), Entered(Bo, "bo")).And(Entered(Cy, "cy", order: 9))).SentTo(Cy).Select(Of));

    [Fact]
    public void Who_entered_anew_while_suspended_is_told_of_all_who_are_there_and_of_who_may_come_late_from_before() =>
        Assert.Equal(
            ["Unavailable dee", "Available ada", "Available bo", "Groupchat "],
            Back(Lost(Entered(Ada, "ada"), Entered(Bo, "bo"), Entered(Dee, "dee"))
                .And(new RoomEvent.Exited(Dee), Entered(Bo, "bo", order: 9))).SentTo(Bo).Select(Of));

    [Fact]
    public void The_subject_comes_last_if_it_changed()
    {
        var sent = Back(Lost(Entered(Ada, "ada"), Entered(Bo, "bo"))
            .And(Said(1, "one"), new RoomEvent.SubjectChanged(new Subject("Tea", Nick("ada"), Noon, "s1")))).SentTo(Bo).ToArray();

        Assert.NotNull(sent[0].Payload("body", Namespaces.Component));
        Assert.Equal("Tea", sent[1].Child("subject", Namespaces.Component)!.Text);
        Assert.Equal("tea@muc.example/ada", sent[1].From!.ToString());
        Assert.Equal(2, sent.Length);
    }

    [Fact]
    public void That_real_jids_are_public_now_comes_before_any_of_them()
    {
        var sent = Back(Lost(Entered(Ada, "ada"), Entered(Bo, "bo")).And(Configured(config => config with { Whois = Whois.Anyone })))
            .SentTo(Bo)
            .ToArray();

        Assert.Equal(["172"], AnnotateTests.Codes(sent[0]));
        Assert.Equal("Available ada", Of(sent[1]));
        Assert.Equal(Ada.ToString(), sent[1].Child("x", Namespaces.MucUser)!.Child("item")!["jid"]);
    }

    [Fact]
    public void Who_missed_more_than_the_room_keeps_is_removed_with_333_so_that_he_enters_anew()
    {
        var room = GivenWith(
            Settings with { HistorySize = 1 },
            Entered(Ada, "ada", features: Capable),
            Entered(Bo, "bo"),
            LinkChanged(Away, LinkStanding.Unreachable),
            Said(1, "one"),
            Said(2, "two"));

        var outcome = Back(room);

        outcome.Then(LinkChanged(Away, LinkStanding.Reachable, 2), new RoomEvent.Exited(Bo));
        Assert.Equal(["333", "110"], AnnotateTests.Codes(Assert.Single(outcome.SentTo(Bo))));
        Assert.Equal("Unavailable bo", Of(Assert.Single(outcome.SentTo(Ada))));
    }

    [Fact]
    public void Who_missed_more_changes_of_nick_than_the_room_keeps_is_removed_too()
    {
        var room = Lost(Entered(Ada, "ada"), Entered(Bo, "bo")).Room;
        for (var round = 0; round <= Rooms.Reachability.Missed.MaxOwners / 2; round++)
            room = room.After(Entered(Dee, "dee", order: 9), new RoomEvent.Exited(Dee));

        Assert.Equal(Rooms.Reachability.Missed.MaxOwners, room.Missed.Owners.Length);
        Assert.Contains(new RoomEvent.Exited(Bo), Back(new Situation(room)).Decision.Events);
    }

    [Fact]
    public void Who_is_not_shown_presence_of_a_role_is_not_told_of_it() =>
        Back(Given(
                Configured(config => config with { PresenceBroadcast = [Role.Moderator] }),
                Entered(Ada, "ada", Role.Moderator),
                Entered(Bo, "bo"),
                Entered(Dee, "dee"),
                LinkChanged(Away, LinkStanding.Unreachable),
                new RoomEvent.Exited(Dee)))
            .ThenSendsNothingTo(Bo);

    [Fact]
    public void Who_lost_the_role_that_is_shown_is_gone_for_who_knew_him() =>
        Assert.Equal(
            ["Unavailable dee"],
            Back(Given(
                    Configured(config => config with { PresenceBroadcast = [Role.Moderator] }),
                    Entered(Ada, "ada", Role.Moderator),
                    Entered(Bo, "bo"),
                    Entered(Dee, "dee", Role.Moderator),
                    LinkChanged(Away, LinkStanding.Unreachable),
                    new RoomEvent.RoleChanged(Nick("dee"), Role.Participant, [Dee])))
                .SentTo(Bo).Select(Of));
}
