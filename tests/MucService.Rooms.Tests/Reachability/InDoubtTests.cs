using MucService.Rooms.Reachability;
using MucService.Xmpp;
using Xunit;
using static MucService.Rooms.Tests.Reachability.Links;
using static MucService.Rooms.Tests.Rule;

namespace MucService.Rooms.Tests.Reachability;

/// <summary>
/// What was written before a domain was lost, and is not proved to have arrived: it is told again so that it is right for who got it, and
/// for who did not.
/// </summary>
public class InDoubtTests
{
    private static readonly Situation Together = Given(Entered(Ada, "ada"), Entered(Bo, "bo"), Entered(Dee, "dee"));

    /// <summary>The domain is lost, and of what its sessions were told only what was in the first state is proved.</summary>
    private static Situation Lost(Situation proved, params RoomEvent[] inDoubt) =>
        proved.And([.. inDoubt, LinkChanged(Away, LinkStanding.Unreachable) with { Proved = Known.Of(proved.Room) }]);

    private static Stanza[] Back(Situation room) => [.. room.When(Link(Away, LinkStanding.Reachable, 2)).SentTo(Bo)];

    private static RoomEvent.Said Said(long number, string body) => new(new HistoryEntry(
        number, Noon, Nick("ada"), Ada.Bare, Stanza($"<message from='tea@muc.example/ada' id='m{number}' type='groupchat'><body>{body}</body></message>")));

    private static string Of(Stanza stanza) => stanza.Kind == StanzaKind.Message ? $"{stanza.Id}" : $"{stanza.Type} {stanza.From!.Resource}";

    [Fact]
    public void What_was_said_in_doubt_is_said_again() =>
        Assert.Equal(["m2", "m3"], Back(Lost(Together.And(Said(1, "proved")), Said(2, "in doubt")).And(Said(3, "withheld"))).Select(Of));

    [Fact]
    public void What_is_proved_is_not_told_again() => Assert.Empty(Back(Lost(Together.And(Said(1, "one"), new RoomEvent.Exited(Dee)))));

    [Fact]
    public void Who_came_in_doubt_and_went_withheld_is_gone_for_who_saw_him_come() =>
        Assert.Equal(
            ["Unavailable cecil"],
            Back(Lost(Together, Entered(AdasPhone, "cecil", order: 9)).And(new RoomEvent.Exited(AdasPhone))).Select(Of));

    [Fact]
    public void Who_went_in_doubt_and_came_back_withheld_is_only_shown() =>
        Assert.Equal(["Available dee"], Back(Lost(Together, new RoomEvent.Exited(Dee)).And(Entered(Dee, "dee", order: 9))).Select(Of));

    [Fact]
    public void A_nick_that_was_somebody_elses_in_doubt_goes_before_it_comes() =>
        Assert.Equal(
            ["Unavailable dee", "Available dee"],
            Back(Lost(Together, new RoomEvent.Exited(Dee), Entered(AdasPhone, "dee", order: 8))
                .And(new RoomEvent.Exited(AdasPhone), Entered(Dee, "dee", order: 9))).Select(Of));

    [Fact]
    public void Presence_that_changed_in_doubt_and_back_is_shown_as_it_is() =>
        Assert.Equal(
            ["Available dee"],
            Back(Lost(Together, new RoomEvent.RoleChanged(Nick("dee"), Role.Visitor, [Dee]))
                .And(new RoomEvent.RoleChanged(Nick("dee"), Role.Participant, [Dee]))).Select(Of));

    [Fact]
    public void Who_entered_in_doubt_is_told_all_that_one_who_enters_is_told_and_what_was_said_since()
    {
        var sent = Given(Entered(Ada, "ada"), Said(1, "before"))
            .And(Entered(Bo, "bo", order: 5))
            .And(LinkChanged(Away, LinkStanding.Unreachable) with { Proved = Known.Of(Given(Entered(Ada, "ada")).Room) })
            .And(Said(2, "after"))
            .When(Link(Away, LinkStanding.Reachable, 2))
            .SentTo(Bo);

        Assert.Equal(["Available ada", "Available bo", "m1", "m2", ""], sent.Select(Of));
    }

    [Fact]
    public void Who_became_a_moderator_in_doubt_is_shown_everybodys_real_jid() =>
        Assert.Equal(
            ["Available ada", "Available dee", "Available bo"],
            Back(Lost(Together, new RoomEvent.RoleChanged(Nick("bo"), Role.Moderator, [Bo]))).Select(Of));

    [Fact]
    public void A_message_in_doubt_that_the_room_does_not_keep_makes_one_enter_anew() =>
        Assert.Contains(
            new RoomEvent.Exited(Bo),
            Lost(Together, new RoomEvent.SaidUnkept()).When(Link(Away, LinkStanding.Reachable, 2)).Decision.Events);

    [Fact]
    public void Where_nothing_is_proved_since_the_room_was_loaded_one_has_to_enter_anew()
    {
        var loaded = new Situation(Together.Room with { Missed = Missed.Of(Together.Room.NextOrder) });
        var lost = loaded.And(LinkChanged(Away, LinkStanding.Unreachable) with { Proved = Known.Nothing });

        Assert.Contains(new RoomEvent.Exited(Bo), lost.When(Link(Away, LinkStanding.Reachable, 2)).Decision.Events);
    }

    [Fact]
    public void A_difference_larger_than_the_room_is_what_an_entry_gives()
    {
        var room = Lost(Together);
        for (var guest = 0; guest < 5; guest++)
        {
            var jid = FullJid.Parse($"guest{guest}@third.example/desk");
            room = room.And(Entered(jid, $"guest{guest}", order: 10 + guest), new RoomEvent.RoleChanged(Nick("dee"), Role.Visitor, [Dee]));
            if (guest > 0)
                room = room.And(new RoomEvent.Exited(jid));
        }

        // Nobody knew the guests who went; the list of those who are there is that of an entry.
        Assert.Equal(["Available dee", "Available guest0"], Back(room).Select(Of).Order());

        var known = Lost(Together, [.. Enumerable.Range(0, 5).Select(guest => Entered(FullJid.Parse($"g{guest}@third.example/desk"), $"g{guest}", order: 10 + guest))]);
        for (var guest = 0; guest < 5; guest++)
            known = known.And(new RoomEvent.Exited(FullJid.Parse($"g{guest}@third.example/desk")));

        Assert.Equal(
            ["Unavailable g0", "Unavailable g1", "Unavailable g2", "Unavailable g3", "Unavailable g4", "Available ada", "Available dee"],
            Back(known).Select(Of));
    }
}
