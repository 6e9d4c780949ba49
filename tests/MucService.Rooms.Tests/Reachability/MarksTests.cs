using MucService.Rooms.Reachability;
using Xunit;
using static MucService.Rooms.Tests.Rule;

namespace MucService.Rooms.Tests.Reachability;

/// <summary>What a room had said by when.</summary>
public class MarksTests
{
    private readonly Marks _marks = new();
    private DateTimeOffset _now = Noon;

    private static RoomState Room(long message) => Given().Room with { History = History.Empty with { LastNumber = message } };

    private void Says(long position, long message, long probed) => _marks.Said(position, Room(message), probed, () => _now);

    [Fact]
    public void What_was_said_before_a_probe_is_known_when_it_is_answered()
    {
        _marks.Begin(0, Room(0));
        Says(10, message: 1, probed: 0);
        Says(30, message: 2, probed: 20);

        Assert.Equal(1, _marks.At(20)!.LastMessage);
        Assert.Equal(2, _marks.At(30)!.LastMessage);
    }

    [Fact]
    public void What_a_room_said_last_needs_no_mark()
    {
        _marks.Begin(0, Room(0));
        Says(10, message: 1, probed: 0);

        Assert.Equal(0, _marks.At(9)!.LastMessage);
        Assert.Equal(1, _marks.At(10)!.LastMessage);
    }

    [Fact]
    public void Of_a_domain_that_was_lost_before_the_room_began_nothing_is_proved_until_it_is_reached()
    {
        _marks.Begin(0, Room(0));
        Assert.Null(_marks.At(Bo.Domain, 10));

        _marks.Reached(Bo.Domain);
        Says(20, message: 1, probed: 10);
        Assert.Equal(0, _marks.At(Bo.Domain, null)!.LastMessage);
        Assert.NotNull(_marks.At(Bo.Domain, 10));
    }

    [Fact]
    public void A_domain_that_is_lost_while_the_output_takes_another_way_has_to_be_reached_anew()
    {
        _marks.Begin(100, Room(0));
        _marks.Reached(Bo.Domain);
        var link = new DomainLink(LinkStanding.Unreachable, 1, Noon) { Suspends = true };

        var next = _marks.Next(Room(7) with { Links = Room(7).Links.SetItem(Bo.Domain, link) });

        Assert.Null(next.At(Bo.Domain, 10));
    }

    [Fact]
    public void Without_an_answered_probe_nothing_is_known()
    {
        _marks.Begin(5, Room(0));

        Assert.Null(_marks.At(null));
        Assert.Null(_marks.At(4));
    }

    [Fact]
    public void Positions_of_another_output_begin_with_all_that_was_said_to_the_one_before()
    {
        _marks.Begin(0, Room(0));
        _marks.Reached(Bo.Domain);
        Says(100, message: 1, probed: 50);
        var next = _marks.Next(Room(1));

        Assert.Equal(1, next.At(Bo.Domain, 5)!.LastMessage);
        Assert.Null(next.At(Ada.Domain, 5));
        next.Said(10, Room(2), probed: 5, () => _now);
        Assert.Equal(1, next.At(Bo.Domain, 9)!.LastMessage);
        Assert.Equal(2, next.At(Bo.Domain, 10)!.LastMessage);
        Assert.Equal(1, _marks.At(long.MaxValue)!.LastMessage);
    }

    [Fact]
    public void Of_something_lost_what_was_said_before_it_is_known()
    {
        _marks.Begin(0, Room(0));
        Says(10, message: 1, probed: 5);
        _now = Noon.AddSeconds(10);
        Says(30, message: 2, probed: 20);

        Assert.Equal(0, _marks.Before(100, Noon.AddSeconds(9))!.LastMessage);
        Assert.Equal(1, _marks.Before(100, Noon.AddSeconds(10))!.LastMessage);
        Assert.Null(_marks.Before(100, Noon.AddSeconds(-1)));
    }

    [Fact]
    public void However_many_probes_there_were_a_mark_is_never_later_than_it_says_and_the_newest_are_exact()
    {
        _marks.Begin(0, Room(0));
        for (var said = 1; said <= 1000; said++)
            Says(said * 10, message: said, probed: (said * 10) - 5);

        for (var said = 1; said <= 1000; said++)
            Assert.True(_marks.At(said * 10) is not { } known || known.LastMessage <= said);
        Assert.Equal(990, _marks.At(9905)!.LastMessage);
        Assert.True(_marks.At(5000)!.LastMessage > 0);
    }
}
